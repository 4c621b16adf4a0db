"""The one comparison: is this line equal to the line above it?

Symbolic lines are valued at seeded random points, away from kinks, with balls; what is formal in a
line (a derivative still to be worked out) is valued by finite differences that know no rule.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Any

from flint import arb, fmpq
from sympy import IndexedBase, KroneckerDelta, Sum, Symbol
from sympy.tensor.indexed import Indexed

from derive.calculus.balls import Balls, alike, close, difference, matrix_difference
from derive.calculus.derivation import Derivation
from derive.calculus.engine import Backward, backward
from derive.calculus.expression import Diff, Function, Jacobian, Partial, Slope
from derive.calculus.functions import A, N, T, Z, definition
from derive.calculus.graph import Graph, build
from derive.calculus.indexed import TARGETS, As, I, J, Ts, Zs, loss_slope, pair, softmax_jacobian
from derive.calculus.network import Layer, Network
from derive.calculus.numeric import Reader, Values, reader, reads, softmax
from derive.calculus.output_form import slope_in_output
from derive.errors import CheckError


# what is formal or indexed in a scalar line -------------------------------------------------------
@reads(Indexed)
def _indexed(e: Any) -> Reader:
    base, index = e.base, e.indices[0]
    return lambda values, field: values[base][values[index]]


@reads(KroneckerDelta)
def _delta(e: Any) -> Reader:
    i, j = e.args
    return lambda values, field: field.number(int(values[i] == values[j]))


@reads(Sum)
def _sum(e: Any) -> Reader:
    body, k = reader(e.function), e.limits[0][0]
    return lambda values, field: field.add(
        [body({**values, k: place}, field) for place in range(len(values[As]))]
    )


@reads(Diff)
def _diff(e: Any) -> Reader:
    f, v = reader(e.args[0]), e.args[1]

    def by_difference(values: Values, field: Any) -> Any:
        return difference(lambda step: f(_moved(values, v, step, field), field))

    return by_difference


def _moved(values: Values, v: Any, step: Any, field: Any) -> Values:
    """The values with one variable moved, and what depends on it moved along."""
    if isinstance(v, Symbol):
        return {**values, v: values[v] + step}
    vector = list(values[v.base])
    vector[values[v.indices[0]]] += step
    moved = {**values, v.base: vector}
    if v.base == Zs:
        moved[As] = [row[0] for row in softmax([[entry] for entry in vector], field)]
    return moved


def check_lines(derivation: Derivation, points: list[Values], what: str) -> None:
    """Raises CheckError with the two lines where one does not equal the line above it."""
    field = Balls()
    above = [reader(derivation.first)(values, field) for values in points]
    for line, next_line in zip(derivation.lines, derivation.lines[1:], strict=False):
        here = [reader(next_line.value)(values, field) for values in points]
        for a, b in zip(above, here, strict=True):
            if not close(a, b):
                raise CheckError(f"{what}: {line.value} is not {next_line.value}")
        above = here


@lru_cache(maxsize=256)
def check_slope(function: Function) -> None:
    """Checks the derivation of an activation's slope at seeded points away from its kinks."""
    random = Random(7)
    points: list[Values] = []
    field = Balls()
    f = reader(definition(function))
    while len(points) < 4:
        z = arb(fmpq(random.randint(-2500, 2500), 1009))
        values = {Z: z}
        values[A] = f(values, field)
        if values[A].is_finite():
            points.append(values)
        elif random.random() < 0.001:
            break
    check_lines(slope_in_output(function), points, f"slope of {function.name}")


def _vectors(random: Random, n: int = 3) -> Values:
    field = Balls()
    z = [arb(fmpq(random.randint(-1500, 1500), 1009)) for _ in range(n)]
    t = [arb(fmpq(random.randint(1, 900), 1009)) for _ in range(n - 1)]
    t.append(1 - sum(t, arb(0)))
    a = [row[0] for row in softmax([[entry] for entry in z], field)]
    return {Zs: z, Ts: t, As: a, N: arb(n), IndexedBase("unused"): []}


@lru_cache(maxsize=4)
def check_softmax() -> None:
    """Checks the three derivations of the softmax Jacobian."""
    random = Random(11)
    for case, (i, j) in {"equal": (1, 1), "different": (0, 2), "any": (2, 1)}.items():
        points = [{**_vectors(random), I: i, J: j} for _ in range(2)]
        check_lines(softmax_jacobian(case), points, f"softmax Jacobian ({case})")


@lru_cache(maxsize=256)
def check_pair(function: Function, loss: str) -> None:
    """Checks the loss slope and the product of activation and loss, index by index."""
    random = Random(13)
    points = [{**_vectors(random), I: i} for i in (0, 2)]
    check_lines(loss_slope(loss), points, loss)
    found = pair(function, loss)
    if function.name == "softmax":
        check_lines(found.derivation, points, f"softmax with {loss}")
    elif found.delta is not None:
        inner = [
            {A: arb(fmpq(p, 10)), T: arb(fmpq(q, 10)), N: arb(3), TARGETS: arb(1)}
            for p, q in ((3, 10), (8, 2))
        ]
        check_lines(found.derivation, inner, f"{function.name} with {loss}")


# the derivations of a network ---------------------------------------------------------------------
def shrunk(network: Network) -> Network:
    """The same architecture with at most 3 units a layer, neighbours of different width."""
    classes = _width_classes(network)
    sizes: dict[int, int] = {}
    for layer in range(network.depth + 1):
        width = network.width(layer)
        sizes.setdefault(classes[layer], 1 if width == 1 else 2 + (len(sizes) + 1) % 2)
    layers = tuple(
        Layer(
            sizes[classes[number]],
            one.activation,
            one.sources,
            one.bias,
            one.slope,
            one.alpha,
            one.join,
        )
        for number, one in enumerate(network.layers, start=1)
    )
    return Network(
        sizes[classes[0]],
        network.loss,
        layers,
        network.fold_bias,
        network.product,
        network.count_from,
        network.reduction,
    )


def _width_classes(network: Network) -> list[int]:
    """Layers that are added have one width: each layer's class is the first layer of that width."""
    classes = list(range(network.depth + 1))
    for one in network.layers:
        if one.join == "add":
            first = min(classes[source] for source in one.sources)
            together = {classes[source] for source in one.sources}
            classes = [first if one_class in together else one_class for one_class in classes]
    return classes


@lru_cache(maxsize=256)
def check_network(network: Network, unit_targets: bool) -> None:
    """Checks every line of every derivation of an architecture, at shrunk widths.

    Raises CheckError with the two lines that differ.
    """
    graph = build(shrunk(network), unit_targets)
    derived = backward(graph)
    for one in graph.applications:
        if one.operation == "entrywise" and one.function is not None:
            check_slope(one.function)
    last = graph.made_by[graph.output]
    if last.operation == "softmax":
        check_softmax()
    if last.function is not None:
        check_pair(last.function, network.loss)
    _check_backward(graph, derived)


def _check_backward(graph: Graph, derived: Backward) -> None:
    field = Balls()
    values = _point(graph, field)
    for one in graph.applications:
        _local_values(one, values, field)
    for layer in range(graph.depth, 0, -1):
        named = (
            ("activation", derived.activations),
            ("preactivation", derived.deltas),
            ("weights", derived.weights),
            ("bias", derived.biases),
        )
        for role, table in named:
            if layer in table:
                quantity = graph.quantity(role, layer)
                found = _check_gradient(graph, quantity, table[layer], values, field)
                values[Partial(graph.loss, quantity)] = found
                if role == "preactivation":
                    values[graph.delta(layer)] = found


def _check_gradient(
    graph: Graph, quantity: Any, derivation: Derivation, values: Values, field: Balls
) -> Any:
    """The value of the last line, after it met finite differences and all lines before it."""
    found = reader(derivation.last)(values, field)
    random = Random(str(quantity))
    direction = [[arb(fmpq(random.randint(-99, 99), 101)) for _ in row] for row in found]

    def loss(step: Any) -> Any:
        moved = [
            [entry + step * d for entry, d in zip(row, steps, strict=True)]
            for row, steps in zip(values[quantity], direction, strict=True)
        ]
        again = {**values, quantity: moved}
        _forward(graph, again, field, after=quantity)
        return reader(graph.loss_value())(again, field)[0][0]

    along = field.add(field.dot(r, d) for r, d in zip(found, direction, strict=True))
    if not close(difference(loss), along):
        raise CheckError(f"{derivation.first} is not {derivation.last}")
    for line in derivation.lines[1:-1]:
        inner = {**values, derivation.first: found}
        for partial in line.value.atoms(Partial):
            if partial not in inner:
                inner[partial] = _by_differences(graph, partial.args[1], values, field)
        if not alike(reader(line.value)(inner, field), found):
            raise CheckError(f"{line.value} is not {derivation.last}")
    return found


def _by_differences(graph: Graph, quantity: Any, values: Values, field: Balls) -> Any:
    """The gradient of a joined quantity, which has no derivation of its own, entry by entry."""

    def slope(place: int) -> Any:
        def loss(step: Any) -> Any:
            moved = [list(row) for row in values[quantity]]
            moved[place][0] += step
            again = {**values, quantity: moved}
            _forward(graph, again, field, after=quantity)
            return reader(graph.loss_value())(again, field)[0][0]

        return difference(loss)

    return [[slope(place)] for place in range(int(quantity.shape[0]))]


MOST_TRIES = 400


def _point(graph: Graph, field: Balls) -> Values:
    """Seeded random numbers at which the loss exists, and the way forward."""
    random = Random(graph.depth)
    loss = reader(graph.loss_value())
    for _ in range(MOST_TRIES):
        values = _given(graph, random)
        _forward(graph, values, field)
        if loss(values, field)[0][0].is_finite():
            return values
    raise CheckError("no point was found at which the loss exists")


def _given(graph: Graph, random: Random) -> Values:
    """Random weights, biases and inputs; targets that sum to 1."""
    values: Values = {}
    for one in graph.applications:
        for name in one.inputs:
            if name.role in ("weights", "bias") or (name.role == "activation" and name.layer == 0):
                rows, columns = int(name.shape[0]), int(name.shape[1])
                values[name] = [
                    [arb(fmpq(random.randint(-1200, 1200), 1009)) for _ in range(columns)]
                    for _ in range(rows)
                ]
    n = int(graph.output.shape[0])
    shares = [Fraction(random.randint(1, 9)) for _ in range(n)]
    total = sum(shares) if n > 1 else Fraction(11)
    values[graph.target] = [[arb(fmpq(s.numerator, int(total)))] for s in shares]
    return values


def _forward(graph: Graph, values: Values, field: Balls, after: Any = None) -> None:
    """Values of all outputs; with `after`, of those that come after that quantity only."""
    reached = after is None
    for one in graph.applications:
        if reached or after in one.inputs:
            reached = True
            values[one.output] = reader(one.page.forward(one))(values, field)


def _local_values(one: Any, values: Values, field: Balls) -> None:
    """Slopes and formal Jacobians of one application by finite differences."""
    forward = reader(one.page.forward(one))
    for name in one.inputs:
        if int(name.shape[1]) != 1 or name.role == "bias":
            continue
        columns = []
        for place in range(int(name.shape[0])):

            def moved(step: Any, name: Any = name, place: int = place) -> Any:
                vector = [list(row) for row in values[name]]
                vector[place][0] += step
                return forward({**values, name: vector}, field)

            columns.append([row[0] for row in matrix_difference(moved)])
        jacobian = [list(row) for row in zip(*columns, strict=True)]
        values[Jacobian(one.output, name)] = jacobian
        if one.operation == "entrywise":
            values[Slope(one.function, name)] = [[jacobian[i][i]] for i in range(len(jacobian))]

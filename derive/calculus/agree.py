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

from derive.calculus.agree_scalar import check_pair, check_slope, check_softmax
from derive.calculus.balls import Balls, alike, close, difference, matrix_difference
from derive.calculus.derivation import Derivation
from derive.calculus.engine import Backward, backward
from derive.calculus.expression import Jacobian, Partial, Slope
from derive.calculus.graph import Graph, build
from derive.calculus.network import Network
from derive.calculus.numeric import reader
from derive.calculus.shrink import shrunk
from derive.errors import CheckError, DeriveError

Point = dict[Any, Any]


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
    graph: Graph, quantity: Any, derivation: Derivation, values: Point, field: Balls
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


def _by_differences(graph: Graph, quantity: Any, values: Point, field: Balls) -> Any:
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


def _point(graph: Graph, field: Balls) -> Point:
    """Seeded random numbers at which the loss exists, and the way forward."""
    random = Random(graph.depth)
    loss = reader(graph.loss_value())
    for attempt in range(MOST_TRIES):
        # formulas of one's own may exist far from 0 only
        values = _given(graph, random, 1 + attempt // 20)
        _forward(graph, values, field)
        if loss(values, field)[0][0].is_finite():
            return values
    raise DeriveError("no numbers were found for which all functions of the network exist")


def _given(graph: Graph, random: Random, reach: int) -> Point:
    """Random weights, biases and inputs; targets that sum to 1."""
    values: Point = {}
    for one in graph.applications:
        for name in one.inputs:
            if name.role in ("weights", "bias") or (name.role == "activation" and name.layer == 0):
                rows, columns = int(name.shape[0]), int(name.shape[1])
                values[name] = [
                    [arb(fmpq(random.randint(-1200, 1200) * reach, 1009)) for _ in range(columns)]
                    for _ in range(rows)
                ]
    n = int(graph.output.shape[0])
    shares = [Fraction(random.randint(1, 9)) for _ in range(n)]
    total = sum(shares) if n > 1 else Fraction(11)
    values[graph.target] = [[arb(fmpq(s.numerator, int(total)))] for s in shares]
    return values


def _forward(graph: Graph, values: Point, field: Balls, after: Any = None) -> None:
    """Values of all outputs; with `after`, of those that come after that quantity only."""
    reached = after is None
    for one in graph.applications:
        if reached or after in one.inputs:
            reached = True
            values[one.output] = reader(one.page.forward(one))(values, field)


def _local_values(one: Any, values: Point, field: Balls) -> None:
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

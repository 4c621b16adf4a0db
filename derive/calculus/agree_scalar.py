"""The comparison for scalar and indexed derivations: slopes, softmax, losses, pairs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from random import Random
from typing import Any

from flint import arb, fmpq
from sympy import IndexedBase, KroneckerDelta, Sum, Symbol
from sympy.tensor.indexed import Indexed

from derive.calculus.balls import Balls, close, difference
from derive.calculus.derivation import Derivation
from derive.calculus.expression import Diff, Function
from derive.calculus.functions import A, N, T, Z, definition
from derive.calculus.indexed import TARGETS, As, I, J, Ts, Zs, loss_slope, pair, softmax_jacobian
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


def check_lines(derivation: Derivation, points: Sequence[Values], what: str) -> None:
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

"""The independent check of a sheet's gradients: one pass with tangents for each example.

Every weight, bias and pre-activation is moved along a seeded direction at once; the loss must then
change as all printed gradients together say. The pass knows the definitions and the elementary
derivatives, none of the formulas that the engine derived.
"""

from __future__ import annotations

from functools import lru_cache
from math import isfinite
from random import Random
from typing import Any

from flint import arb

from derive.calculus.duals import OF_BALLS, Duals
from derive.calculus.expression import Partial
from derive.calculus.graph import Graph, of_example
from derive.calculus.numeric import reader
from derive.calculus.plan import BATCH_LOSS
from derive.calculus.readers import Values
from derive.calculus.work import as_balls
from derive.errors import CheckError

Doubles = dict[Any, Any]
BALLS_CLOSE = arb(10) ** -8


def check_gradients(
    graph: Graph, examples: tuple[int, ...], doubles: Doubles, values: Values
) -> None:
    """Raises CheckError, naming the quantity and both values, where a gradient is not the one.

    `doubles` and `values` hold every quantity as doubles and as calculated: balls have the last
    word where doubles lose their digits.
    """
    try:
        _check(graph, examples, doubles, Duals())
    except CheckError:
        _check(graph, examples, as_balls(values), Duals(OF_BALLS, arb(1)))


def _check(graph: Graph, examples: tuple[int, ...], doubles: Doubles, field: Duals) -> None:
    random = Random(20240417)
    moved = {
        name: _direction(doubles[name], random)
        for name in _parameters(graph)
        if Partial(BATCH_LOSS, name) in doubles
    }
    if not moved:
        return
    share = 1 / len(examples) if graph.network.reduction == "mean" else 1.0
    expected = sum(_along(doubles[Partial(BATCH_LOSS, name)], d) for name, d in moved.items())
    total = sum(share * _change(graph, n, doubles, moved, {}, field) for n in examples)
    if not _close(total, expected):
        _name_culprit(graph, examples, doubles, moved, share, field)
    for n in examples:
        shifts = {
            z: _direction(doubles[z], random) for z, delta in _deltas(graph, n) if delta in doubles
        }
        along = sum(_along(doubles[delta], shifts[z]) for z, delta in _deltas(graph, n))
        if not _close(_change(graph, n, doubles, {}, shifts, field), along):
            raise CheckError(f"the deltas of example {n or 1} are not the derivatives by z")


def _name_culprit(
    graph: Graph,
    examples: tuple[int, ...],
    doubles: Doubles,
    moved: Doubles,
    share: float,
    field: Duals,
) -> None:
    """Moves one parameter after another, to say which gradient is the wrong one."""
    for name, direction in moved.items():
        change = sum(
            share * _change(graph, n, doubles, {name: direction}, {}, field) for n in examples
        )
        along = _along(doubles[Partial(BATCH_LOSS, name)], direction)
        if not _close(change, along):
            raise CheckError(
                f"grad.{name.role}.{name.layer}: {change!r} along a direction, {along!r} as derived"
            )
    raise CheckError("the gradients together are not those of the loss")


@lru_cache(maxsize=256)
def _parameters(graph: Graph) -> tuple[Any, ...]:
    return tuple(
        graph.quantity(role, layer)
        for layer in range(1, graph.depth + 1)
        for role in ("weights", "bias")
        if graph.has(role, layer)
    )


@lru_cache(maxsize=512)
def _deltas(graph: Graph, example: int) -> tuple[tuple[Any, Any], ...]:
    """The pre-activations of an example with the names of their deltas."""
    return tuple(
        (
            of_example(graph.quantity("preactivation", layer), example),
            of_example(graph.delta(layer), example),
        )
        for layer in range(1, graph.depth + 1)
    )


@lru_cache(maxsize=512)
def _definitions(graph: Graph, example: int) -> tuple[tuple[Any, Any, tuple[Any, ...]], ...]:
    """Name, definition and sources of every quantity of an example, the loss last."""
    made = [
        (
            of_example(one.output, example),
            reader(of_example(one.page.forward(one), example)),
            tuple(of_example(source, example) for source in one.inputs),
        )
        for one in graph.applications
    ]
    names = (of_example(graph.output, example), of_example(graph.target, example))
    loss = of_example(graph.loss_value(), example)
    return (*made, (of_example(graph.loss, example), reader(loss), names))


def _direction(like: list[list[float]], random: Random) -> list[list[float]]:
    return [[random.uniform(-1, 1) for _ in row] for row in like]


def _along(matrix: Any, direction: Any) -> Any:
    return sum(
        entry * step
        for row, steps in zip(matrix, direction, strict=True)
        for entry, step in zip(row, steps, strict=True)
    )


def _change(
    graph: Graph, example: int, doubles: Doubles, moved: Doubles, shifts: Doubles, field: Duals
) -> Any:
    """How the loss of one example changes: `moved` values move, `shifts` are added to others."""
    known: dict[Any, Any] = {}
    value: Any = [[(0.0, 0.0)]]
    for name, definition, sources in _definitions(graph, example):
        for source in sources:
            if source not in known:
                known[source] = _with_tangents(doubles[source], moved.get(source))
        value = definition(known, field)
        shift = shifts.get(name)
        if shift is not None:
            value = [
                [(v, t + step) for (v, t), step in zip(row, steps, strict=True)]
                for row, steps in zip(value, shift, strict=True)
            ]
        known[name] = value
    return value[0][0][1]


def _with_tangents(matrix: list[list[float]], direction: Any) -> Any:
    if direction is None:
        return [[(entry, entry * 0) for entry in row] for row in matrix]
    return [
        list(zip(row, steps, strict=True)) for row, steps in zip(matrix, direction, strict=True)
    ]


def _close(a: Any, b: Any) -> bool:
    """Whether the two agree; a change that no double can hold says nothing."""
    if not isinstance(a, float):
        return not abs(a - b) > BALLS_CLOSE * (1 + abs(a) + abs(b))
    return not isfinite(a) or abs(a - b) <= 1e-8 * (1 + abs(a) + abs(b))

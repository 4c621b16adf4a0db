"""Conditions on the given numbers alone: they cost nothing but a look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import combinations

from derive.teaching.generating.frame import Frame
from derive.teaching.generating.numbers import Factor, Leaf

GivenTest = Callable[[Sequence[Leaf]], bool]


def effort(frame: Frame, leaves: Sequence[Leaf]) -> int:
    """How much work a variant is by hand: operations, and the digits and signs that they carry."""
    return _operations(frame) + sum(one.effort for one in leaves)


@lru_cache(maxsize=256)
def _operations(frame: Frame) -> int:
    """The multiplications of one way forward and back, for every example."""
    net = frame.exercise.network
    weights = sum(rows * columns for rows, columns in map(net.weights_shape, _layers(frame)))
    return 2 * weights * max(1, len(frame.exercise.examples))


def _layers(frame: Frame) -> range:
    return range(1, frame.exercise.network.depth + 1)


def difficulty(frame: Frame, usual: float, spread: float) -> list[GivenTest]:
    """The work is about as much as usual: off by no more than this part of it."""
    return [lambda leaves: abs(effort(frame, leaves) - usual) <= spread * usual]


def different_units(frame: Frame) -> list[GivenTest]:
    """No two units of a layer have the same weights and bias, unless the recipe fixes them."""
    found = []
    for units in _units(frame):
        drawn = any(_sources(frame)[at].count > 1 for unit in units for at in unit)
        if len(units) > 1 and drawn:
            found.append(_differ(units))
    return found


def different_examples(frame: Frame) -> list[GivenTest]:
    """No two examples have the same inputs."""
    at = sum(len(unit) for units in _units(frame) for unit in units)
    columns = []
    for one in frame.exercise.examples:
        columns.append(tuple(range(at, at + len(one.x))))
        at += len(one.x) + len(one.t or ())
    sources = _sources(frame)
    drawn = any(sources[place].count > 1 for column in columns for place in column)
    return [_differ(columns)] if len(columns) > 1 and drawn else []


def _differ(places: Sequence[tuple[int, ...]]) -> GivenTest:
    pairs = list(combinations(places, 2))

    def test(leaves: Sequence[Leaf]) -> bool:
        return all(
            any(leaves[a].double != leaves[b].double for a, b in zip(one, other, strict=True))
            for one, other in pairs
        )

    return test


def _sources(frame: Frame) -> list[Factor]:
    """The choice that each given number comes from."""
    return [one for one in frame.factors for _ in range(one.size)]


def _units(frame: Frame) -> list[list[tuple[int, ...]]]:
    """For each layer and unit, where its weights and bias are among the given numbers."""
    net, at, found = frame.exercise.network, 0, []
    for layer in _layers(frame):
        rows, columns = net.weights_shape(layer)
        places = [[at + i * columns + j for j in range(columns)] for i in range(rows)]
        at += rows * columns
        units = places if net.product == "W x" else [list(one) for one in zip(*places, strict=True)]
        if net.has_bias(layer):
            for unit in units:
                unit.append(at)
                at += 1
        found.append([tuple(unit) for unit in units])
    return found

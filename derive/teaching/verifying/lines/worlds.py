"""Every run of an exercise as a world of numbers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flint import arb, fmpq

from derive.calculus.balls import Balls
from derive.calculus.expression import Rate
from derive.teaching.exercise import Exercise
from derive.teaching.verifying.lines.reckoning import Rows
from derive.teaching.verifying.lines.world import World
from derive.writing.runs import given_names, left_by, sides
from derive.writing.shape import Shape


def worlds(exercise: Exercise, shape: Shape) -> tuple[World, ...]:
    """Every run of an exercise, in order; the truth is worked out once for all its sheets."""
    found = _anew(exercise, shape)
    for one, spared in zip(found, _anew(exercise, shape), strict=True):
        one.spared = spared
    return found


def _anew(exercise: Exercise, shape: Shape) -> tuple[World, ...]:
    """The runs as a sheet finds them."""
    found: dict[str, World] = {}
    for one in true_worlds(exercise, shape):
        before = left_by(shape, one.part, one.run)
        found[one.run.id] = World(shape, one.part, one.run, one.given,
                                  found[before.id] if before else None, one.true)  # fmt: skip
    for one in found.values():
        one.alike = tuple(other for other in found.values() if other.before is one.before)
    return tuple(found.values())


@lru_cache(maxsize=8)
def true_worlds(exercise: Exercise, shape: Shape) -> tuple[World, ...]:
    """Every run of an exercise, with nothing printed."""
    Balls()  # sets the precision in which given numbers are kept
    numbers = iter(exercise.typed)
    given: dict[Any, Rows] = {}
    for name in given_names(shape):
        rows, columns = sides(name)
        matrix = [
            [arb(fmpq(one.value.numerator, one.value.denominator))
             for one in (next(numbers) for _ in range(columns))]
            for _ in range(rows)
        ]  # fmt: skip
        given[name] = matrix[0][0] if isinstance(name, Rate) else matrix
    found: dict[str, World] = {}
    for part in shape.parts:
        for run in part.runs:
            before = left_by(shape, part, run)
            found[run.id] = World(shape, part, run, given, found[before.id] if before else None)
    return tuple(found.values())

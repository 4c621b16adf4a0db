"""From an exercise to its shape: everything that a sheet depends on but the numbers."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from derive.teaching.exercise import Exercise, Part, Typed
from derive.writing.notation import Style
from derive.writing.shape import PartShape, Shape, Weight


def shape_of(
    exercise: Exercise,
    style: Style,
    digits: int | None = None,
    kind: str | None = None,
    mode: str | None = None,
    carry: str | None = None,
) -> Shape:
    """The shape under a style's digits, the file's rounding, and what is asked here, in that order
    of precedence from the last to the first."""
    rounding = exercise.rounding
    carry = carry or rounding.carry
    kind = kind or rounding.kind or style.kind
    if kind == "exact" and carry == "shown":  # after the first rounding nothing is exact
        kind = "decimals"
    return _shape(
        title=exercise.title,
        network=exercise.network,
        parts=exercise.parts,
        examples=len(exercise.examples),
        queries=len(exercise.queries),
        query_targets=tuple(one.t is not None for one in exercise.queries),
        example_targets=tuple(one.t is not None for one in exercise.examples),
        unit_targets=unit_targets(exercise),
        classes=exercise.classes,
        has_rate=exercise.learning_rate is not None,
        digits=_first(digits, rounding.digits, style.digits),
        kind=kind,
        mode=mode or rounding.mode,
        carry=carry,
        per=rounding.per,
        typed_width=typed_width(exercise),
        front=exercise.front,
        drawn=exercise.drawn,
        story=bool(exercise.story),
    )


@lru_cache(maxsize=512)
def _shape(*, parts: tuple[Part, ...], **fields: Any) -> Shape:
    """The same value for the same shape: look-ups that meet the very same one are quick."""
    return Shape(parts=tuple(_part(part) for part in parts), **fields)


def _total(numbers: tuple[Typed, ...]) -> Fraction:
    return sum((one.value for one in numbers[1:]), numbers[0].value)


def unit_targets(exercise: Exercise) -> bool:
    """Whether there are targets, and those of every example sum to 1."""
    known = [one.t for one in exercise.examples if one.t is not None]
    return bool(known) and all([_total(t) == 1 for t in known])


def typed_width(exercise: Exercise) -> int:
    """A bound on the characters of a given number, in steps, so that similar files share sheets."""
    last = None if exercise.learning_rate is None else -1
    longest = max([len(one.text) for one in exercise.typed[:last]])
    return next((step for step in (2, 3, 4, 6, 8, 12, 16, 24) if step >= longest), longest)


def _first(*choices: int | None) -> int:
    return next(choice for choice in choices if choice is not None)


def _part(part: Part) -> PartShape:
    weights = tuple(
        Weight("weights" if one.kind == "W" else "bias", one.layer, one.row0, one.column0, one.text)
        for one in part.weights
    )
    return PartShape(
        part.id,
        part.ask,
        part.examples,
        part.queries,
        weights,
        part.parameters,
        part.steps,
        part.derive,
        part.points,
        part.space,
        part.draw,
    )

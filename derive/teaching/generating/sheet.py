"""A variant solved: sheets with its number, its seed and its code at the foot of each page."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from os.path import basename

from derive.errors import DeriveError
from derive.teaching.exercise import Exercise, changed
from derive.teaching.generating.frame import Frame
from derive.teaching.generating.variant import Variant
from derive.teaching.shaping import shape_of, typed_width, unit_targets
from derive.teaching.solve import Solution, solved
from derive.writing.document import Front
from derive.writing.holes import STAMP
from derive.writing.notation import Style, style
from derive.writing.shape import Shape


@lru_cache(maxsize=64)
def _stamp_words(style_name: str, language: str) -> str:
    return str(style(style_name, language).words["generate"]["stamp"])


def stamp(made: Variant) -> str:
    """What stands at the foot of the pages of a variant."""
    told = _stamp_words(made.exercise.style, made.exercise.language)
    return told.format(number=made.number, seed=made.code.seed, code=made.code)


def stamped(exercise: Exercise, mark: str) -> Exercise:
    """The exercise with a mark at the end of the foot of its pages."""
    return changed(exercise, front=_footed(exercise.front, mark))


@lru_cache(maxsize=256)
def _footed(front: Front, mark: str) -> Front:
    return replace(front, footer=" · ".join(filter(None, (front.footer, mark))))


def sheet(made: Variant, *, style_name: str | None = None, check: bool = True) -> Solution:
    """The solved variant; its sheets are those of its form, but for the numbers and the stamp.

    Raises what `solve` raises.
    """
    exercise = stamped(made.exercise, STAMP)
    try:
        shape, look = _known(made, exercise, style_name)
        return solved(
            exercise, shape, look, check=check, stem=basename(exercise.name), stamp=stamp(made)
        )
    except DeriveError as error:
        raise error.at(file=exercise.name) from None


def _known(made: Variant, exercise: Exercise, style_name: str | None) -> tuple[Shape, Style]:
    """The shape and the style of a variant: those of its form, for which they are kept."""
    known = _kept(made.frame)
    key = (style_name, typed_width(exercise), unit_targets(exercise))
    if key not in known:
        look = style(style_name or exercise.style, exercise.language)
        known[key] = shape_of(exercise, look), look
    return known[key]


@lru_cache(maxsize=256)
def _kept(frame: Frame) -> dict[tuple[str | None, int, bool], tuple[Shape, Style]]:
    return {}


def foot(solved: Solution) -> str:
    """What stands at the foot of the pages of a solved variant."""
    return solved.exercise.front.footer.replace(STAMP, solved.stamp)

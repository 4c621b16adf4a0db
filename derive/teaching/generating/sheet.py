"""A variant solved: sheets with its number, its seed and its code at the foot of each page."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from derive.teaching.exercise import Exercise
from derive.teaching.generating.variant import Variant
from derive.teaching.solve import STAMP, Solution, solve
from derive.writing.notation import style


@lru_cache(maxsize=64)
def _stamp_words(style_name: str, language: str) -> str:
    return str(style(style_name, language).words["generate"]["stamp"])


def stamp(made: Variant) -> str:
    """What stands at the foot of the pages of a variant."""
    told = _stamp_words(made.exercise.style, made.exercise.language)
    return told.format(number=made.number, seed=made.code.seed, code=made.code)


def stamped(exercise: Exercise, mark: str) -> Exercise:
    """The exercise with a mark at the end of the foot of its pages."""
    foot = " · ".join(filter(None, (exercise.front.footer, mark)))
    return replace(exercise, front=replace(exercise.front, footer=foot))


def sheet(made: Variant, *, style_name: str | None = None, check: bool = True) -> Solution:
    """The solved variant; its sheets are those of its form, but for the numbers and the stamp."""
    exercise = stamped(made.exercise, STAMP)
    solved = solve(exercise, style_name=style_name, check=check)
    return replace(solved, stamp=stamp(made))

"""A variant solved: sheets with its number, its seed and its code at the foot of each page."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from derive.teaching.exercise import Exercise
from derive.teaching.generating.variant import Variant
from derive.teaching.solve import Solution, solve
from derive.writing.document import Front
from derive.writing.holes import STAMP
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
    return replace(exercise, front=_footed(exercise.front, mark))


@lru_cache(maxsize=256)
def _footed(front: Front, mark: str) -> Front:
    return replace(front, footer=" · ".join(filter(None, (front.footer, mark))))


def sheet(made: Variant, *, style_name: str | None = None, check: bool = True) -> Solution:
    """The solved variant; its sheets are those of its form, but for the numbers and the stamp."""
    exercise = stamped(made.exercise, STAMP)
    return solve(exercise, style_name=style_name, check=check, stamp=stamp(made))


def foot(solved: Solution) -> str:
    """What stands at the foot of the pages of a solved variant."""
    return solved.exercise.front.footer.replace(STAMP, solved.stamp)

"""Formulas that are true because a sheet's units are active: ∂L/∂z = ∂L/∂h behind a ReLU."""

from __future__ import annotations

import re

from derive.calculus.term import Call, Power
from derive.calculus.terms import parts
from derive.teaching.verifying.lines.operands import (
    Operand,
    Place,
    Sheet,
    agree,
    shape_of,
    valued,
)
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.symbolic.near_numbers import of_equal_units, on_their_branch
from derive.teaching.written.names import whole_names

_ACTIVE = re.compile(
    r"\b(?:active|aktive?[nrs]?|positive?[nrs]?|unchanged|unverändert)\b"
    r"|\b(?:is|are|units?) on\b|> ?0"
    r"|\b(?:slopes?|derivatives?|steigung(?:en)?|ableitung(?:en)?)\b[^.]{0,40}"
    r"\b(?:is|are|equals?|ist|sind|gleich|=)\W*(?:1|one|eins)\b"
    r"|\b(?:nothing) (?:is|gets) (?:masked|cut)",
    re.IGNORECASE,
)

# a symmetric matrix A, or: A is symmetric
_SYMMETRIC = re.compile(
    r"\b(?:[Ss]ymmetri(?:c|sche[nmrs]?))\s+(?:[Mm]atri(?:x|zen)\s+)?\$?([A-Z])\b"
    r"|(?:\$|[Mm]atrix )([A-Z])\$?\s+(?:is|be|ist|sei)\s+symmetri"
)


def where_active(
    found: Judged, left: Operand, right: Operand, place: Place | None, sheet: Sheet, words: str
) -> Judged:
    """What is found of two formulas; nothing, where words beside them suppose a symmetric matrix.

    They hold where words beside them say that units are active,
    an activation is a straight line there, and both sides are equal with the sheet's numbers."""
    symmetric = {one[1] or one[2] for one in _SYMMETRIC.finditer(words)}
    letters = {one.letter for side in (left, right) for one in whole_names(side.node)}
    if found.verdict == "wrong" and place is None and symmetric & letters:
        return Judged("no claim", why="unknown")
    if found.verdict != "wrong" or place is None:
        return found
    near = left, right, place, sheet
    if on_their_branch(*near) or of_equal_units(*near):
        return Judged("holds", why="sampled")
    functions = {one.activation for one in place.world.graph.network.layers}
    bent = "elu" in functions and any(map(_has_power, (left, right)))  # true where z is below 0
    straight = any(one.endswith("relu") for one in functions) and _ACTIVE.search(words)
    if not bent and not straight:
        return found
    first, second = valued(left, place, sheet, False), valued(right, place, sheet, False)
    if first is None or second is None or shape_of(first[0]) != shape_of(second[0]):
        return found  # a transpose that is missing
    if not agree(first[0], second[0]):
        return found
    return Judged("holds", why="sampled")


def _has_power(side: Operand) -> bool:
    """Whether an exponential is written out: α e^z."""
    return any(
        (type(one) is Call and one.function == "exp") or type(one) is Power
        for one in parts(side.term)
    )

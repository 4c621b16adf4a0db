"""Whether two values, each as far as its digits tell, can be the same."""

from __future__ import annotations

from math import isfinite
from typing import Any

from derive.calculus.term_shapes import Matrix, turned

DUST = 1e-9


def agree(a: Any, b: Any) -> bool:
    """Whether two values can be the same: intervals meet, entry by entry; rows for columns."""
    if type(a) is Matrix and type(b) is Matrix:
        if a.shape != b.shape and 1 in a.shape and a.shape == b.shape[::-1]:
            b = turned(b)
        if a.shape != b.shape:
            return False
        return all(_meet(x, y) for x, y in zip(a.entries(), b.entries(), strict=True))
    if type(a) is Matrix or type(b) is Matrix:
        return False
    return _meet(a, b)


def _meet(a: Any, b: Any) -> bool:
    return bool(a.is_finite() and b.is_finite() and a.overlaps(b))


def differ_by_dust(a: Any, b: Any) -> bool:
    """Whether two numbers differ by less than anybody writes: σ(-2) where -2 is -1.9999999998, as
    a unit that was rounded to 1 goes into it."""
    if type(a) is Matrix or type(b) is Matrix or not (a.is_finite() and b.is_finite()):
        return False
    first, second = float(a), float(b)
    return isfinite(first) and abs(first - second) <= DUST * min(1.0, abs(first), abs(second))


def is_finite(found: Any) -> bool:
    """Whether no entry is infinite, or no number."""
    entries = found.entries() if type(found) is Matrix else (found,)
    return all(one.is_finite() for one in entries)

"""Entries of numbers, columns and matrices, and where they stand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from derive.calculus.term_fields import Dual
from derive.calculus.term_shapes import Matrix, ShapeError, turned
from derive.teaching.verifying.lines.agreement import agree


def entries(found: Any) -> list[Any]:
    """The numbers in a value, row by row."""
    return found.entries() if type(found) is Matrix else [found]


def place_of(seeded: Any) -> int:
    """Which entry has a tangent."""
    for at, one in enumerate(entries(seeded)):
        slope = one.slope
        while type(slope) is Dual:
            slope = slope.value
        if slope == 1:
            return at
    return -1


def places(at: int, width: int) -> tuple[int, ...]:
    """The indices of an entry, counted from 1."""
    return (at + 1,) if width == 1 else (at // width + 1, at % width + 1)


def entry(whole: Any, i: int, j: int, rows: int, columns: int, numbers: Any) -> Any:
    """Of a derivative that is said as a whole, that of one entry by another."""
    if type(whole) is not Matrix:
        return whole if i == j or rows == 1 else numbers.number(Fraction(0))
    told = whole.entries()
    if rows == 1 and len(told) == columns:
        return told[j]
    if len(told) == rows == columns and 1 in whole.shape:
        return told[i] if i == j else numbers.number(Fraction(0))
    if whole.shape != (rows, columns):
        raise ShapeError(f"{whole.shape} for {rows, columns}")
    return whole.rows[i][j]


def is_turned(a: Any, b: Any) -> bool:
    """Whether one matrix is the transpose of the other."""
    return type(a) is Matrix and type(b) is Matrix and agree(a, turned(b))

"""Entries, sums over an index, choices: terms whose value depends on whole numbers or on signs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.term_fields import Field, Undecided
from derive.calculus.term_shapes import Matrix, ShapeError, add, entrywise, products, shape_of
from derive.calculus.term_value import (
    MOST_INDEX,
    Values,
    index_value,
    is_index,
    parts,
    value,
    values_of,
)

LONG = 30  # terms of a sum, from which on it is looked at what sums it holds
MOST_TERMS = 10_000


@values_of(tm.Entry)
def _entry(term: tm.Entry, values: Values, field: Field) -> Any:
    matrix = value(term.matrix, values, field)
    places = [index_value(one, values) - 1 for one in term.indices]
    if type(matrix) is not Matrix:
        matrix = Matrix([[matrix]])
    if len(places) == 1:
        if 1 not in matrix.shape:  # a row of it, standing, as programs have it
            if not 0 <= places[0] < matrix.shape[0]:
                raise ShapeError(f"no row {places[0] + 1}")
            return Matrix([[one] for one in matrix.rows[places[0]]])
        places = [*places, 0] if matrix.shape[1] == 1 else [0, *places]
    if matrix.shape[1] == 1 and any(places[1:]):  # [v]_{3, 4}: these rows of a column
        if not 0 <= min(places) <= max(places) < matrix.shape[0]:
            raise ShapeError("rows that are not there")
        return Matrix([matrix.rows[place] for place in places])
    if len(places) != 2:
        raise ShapeError(f"{len(places)} indices at a matrix")
    row, column = places
    if not (0 <= row < matrix.shape[0] and 0 <= column < matrix.shape[1]):
        raise ShapeError(f"no entry {row + 1}, {column + 1}")
    return matrix.rows[row][column]


@values_of(tm.Total)
def _total(term: tm.Total, values: Values, field: Field) -> Any:
    low = 1 if term.low is None else index_value(term.low, values)
    high = reach(term.index, term.body, values, field)
    if term.high is not None:
        try:
            high = index_value(term.high, values)
        except ShapeError:
            if high is None:
                raise
    if high is None or high < low or high > MOST_INDEX:
        raise ShapeError(f"nothing says how far {term.index} goes")
    if high - low >= LONG and (high - low) * _length(term.body) > MOST_TERMS:
        raise Undecided
    total = None
    for index in range(low, high + 1):
        found = value(term.body, values | {term.index: index}, field)
        if total is None:
            total = found
        else:
            total = products([total, found], ["", ""]) if term.product else add(total, found)
    return total


def _length(term: Term) -> int:
    """How many terms the sums within a term have together, one in another, as far as they say."""
    length = 1
    for one in parts(term):
        if isinstance(one, tm.Total) and isinstance(one.high, tm.Constant):
            length *= max(1, int(one.high.value))
    return length


def reach(index: str, term: Any, values: Values, field: Field) -> int | None:
    """How far an index can go: the size of what it is an index of."""
    for one in parts(term):
        if isinstance(one, tm.Entry):
            for place, inner in enumerate(one.indices):
                if _is_place(inner, index):
                    matrix = one.matrix
                    if isinstance(matrix, tm.Rate):  # it is shaped like what it is by
                        matrix = tm.Variable(matrix.by)
                    try:
                        rows, columns = shape_of(value(matrix, values, field))
                    except (KeyError, ShapeError, Undecided):
                        continue
                    if len(one.indices) != 2:
                        return int(max(rows, columns) if 1 in (rows, columns) else rows)
                    return int((rows, columns)[place])
    return None


def _is_place(term: Term, index: str) -> bool:
    """Whether an index runs over the places of a matrix, counted from 1 or moved by a number."""
    if isinstance(term, tm.Add):
        first, *rest = term.terms
        return first == tm.Variable(index) and all(isinstance(one, tm.Constant) for one in rest)
    return term == tm.Variable(index)


@values_of(tm.Choice)
def _choice(term: tm.Choice, values: Values, field: Field) -> Any:
    for place, (conditions, chosen) in enumerate(term.rows):
        held = _holds(conditions, values, field)
        if held is True:
            return value(chosen, values, field)
        if held is not False:  # entries differ
            rest = tm.Choice(term.rows[place + 1 :])
            here, there = value(chosen, values, field), value(rest, values, field)
            return entrywise(lambda h, x, y: x if h else y, held, here, there)
    raise Undecided


def _holds(conditions: tuple[tm.Compare, ...], values: Values, field: Field) -> Any:
    held: Any = True
    for one in conditions:
        if one.sign in ("=", "≠") and is_index(one.left, values) and is_index(one.right, values):
            same = index_value(one.left, values) == index_value(one.right, values)
            found: Any = same is (one.sign == "=")
        else:
            left, right = value(one.left, values, field), value(one.right, values, field)
            check = COMPARISONS[one.sign]
            found = entrywise(lambda x, y: check(field.sign(x - y)), left, right)  # noqa: B023
        if found is False:
            return False
        held = found if held is True else entrywise(lambda x, y: x and y, held, found)
    return held


COMPARISONS: dict[str, Callable[[int], bool]] = {
    ">": lambda sign: sign > 0,
    "≥": lambda sign: sign >= 0,
    "<": lambda sign: sign < 0,
    "≤": lambda sign: sign <= 0,
    "=": lambda sign: sign == 0,
    "≠": lambda sign: sign != 0,
}

"""The values of numbers, names, sums, products, powers, functions and derivatives."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import arb

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.term_fields import Dual, Duals, Field, power
from derive.calculus.term_functions import applied, slope_of
from derive.calculus.term_shapes import (
    Matrix,
    ShapeError,
    add,
    entrywise,
    number_or_matrix,
    of_cells,
    products,
    turned,
)
from derive.calculus.term_value import Values, index_value, value, values_of

MOST_POWER = 64


@values_of(tm.Constant)
def _constant(term: tm.Constant, values: Values, field: Field) -> Any:
    return field.number(term.value)


@values_of(tm.Variable)
def _variable(term: tm.Variable, values: Values, field: Field) -> Any:
    found = values[term.key]
    return field.number(Fraction(found)) if type(found) is int else found


@values_of(tm.Add)
def _add(term: tm.Add, values: Values, field: Field) -> Any:
    total = None
    for one, sign in zip(term.terms, term.signs, strict=True):
        found = value(one, values, field)
        if sign < 0:
            found = entrywise(lambda x: -x, found)
        if total is None:
            total = found
        elif type(total) is not Matrix and type(found) is not Matrix:
            total = total + found
        else:
            total = add(total, found)
    return total


@values_of(tm.Multiply)
def _multiply(term: tm.Multiply, values: Values, field: Field) -> Any:
    return products([value(one, values, field) for one in term.factors], term.signs)


@values_of(tm.Divide)
def _divide(term: tm.Divide, values: Values, field: Field) -> Any:
    top, bottom = value(term.top, values, field), value(term.bottom, values, field)
    if type(top) is not Matrix and type(bottom) is not Matrix:
        return top / bottom
    return entrywise(lambda x, y: x / y, top, bottom)


@values_of(tm.Power)
def _power(term: tm.Power, values: Values, field: Field) -> Any:
    base, exponent = value(term.base, values, field), term.exponent
    constant = _number_in(exponent)
    if constant is not None:
        if constant.denominator == 1 and abs(constant) <= MOST_POWER:
            whole = int(constant)
            one = field.number(Fraction(1))
            if whole < 0:
                return entrywise(lambda x: one / power(x, -whole), base)
            return entrywise(lambda x: power(x, whole) if whole else one, base)
        if constant.denominator == 2 and abs(constant) <= MOST_POWER:  # x^(-3/2)
            times, root = constant.numerator, entrywise(lambda x: field.function("sqrt", x), base)
            if times > 0:
                return entrywise(lambda x: power(x, times), root)
            return entrywise(lambda x: field.number(Fraction(1)) / power(x, -times), root)
    raised = value(exponent, values, field)
    return entrywise(lambda x, y: field.function("exp", y * field.function("log", x)), base, raised)


def _number_in(term: Term) -> Fraction | None:
    """The number that an exponent is, where it is made of numbers only: 2, -1, 1/2."""
    match term:
        case tm.Constant(number):
            return number
        case tm.Add((one,), (sign,)):
            inner = _number_in(one)
            return None if inner is None else sign * inner
        case tm.Divide(top, bottom):
            above, below = _number_in(top), _number_in(bottom)
            return above / below if above is not None and below else None
    return None


@values_of(tm.Call)
def _call(term: tm.Call, values: Values, field: Field) -> Any:
    if term.function == "kronecker":
        i, j = (index_value(one, values) for one in term.arguments)
        return field.number(Fraction(int(i == j)))
    return applied(
        term.function, [value(one, values, field) for one in term.arguments], values, field
    )


@values_of(tm.Slope)
def _slope(term: tm.Slope, values: Values, field: Field) -> Any:
    return slope_of(term.function, value(term.argument, values, field), values, field)


@values_of(tm.Rate)
def _rate(term: tm.Rate, values: Values, field: Field) -> Any:
    """The derivative, by tangents: by a number, or by each entry of a column or matrix."""
    duals = Duals(field)
    along_of = _tangents(values, term.by, duals)
    by = values[term.by]

    def along(direction: Any) -> Any:
        return value(term.body, along_of(direction), duals)

    if type(by) is not Matrix:
        return entrywise(_tangent, along(Dual(by, duals.one)))
    rows = []
    for i in range(by.shape[0]):
        row = []
        for j in range(by.shape[1]):
            seeded = Matrix(
                [[Dual(x, duals.one if (i, j) == (p, q) else duals.zero)
                  for q, x in enumerate(entries)] for p, entries in enumerate(by.rows)]
            )  # fmt: skip
            found = along(seeded)
            if type(found) is Matrix:
                if by.shape[1] != 1 or found.shape[1] != 1:
                    raise ShapeError("the derivative of a matrix by a matrix has no shape")
                row += [_tangent(entry) for entry in found.entries()]
            else:
                row.append(_tangent(found))
        rows.append(row)
    # of a column by a column: the Jacobian, row i holding the derivatives of entry i
    whole = number_or_matrix(rows)
    return turned(whole) if by.shape[1] == 1 and len(rows[0]) > 1 else whole


def _tangent(found: Dual) -> Any:
    """The tangent; where a ball has no value, as that of log -1, there is none either."""
    number = found.value
    return number if type(number) is arb and not number.is_finite() else found.slope


def _tangents(values: Values, by: str, duals: Duals) -> Callable[[Any], Values]:
    """The values with one of them replaced; a world works out what follows from it."""
    seeded: Callable[[str, Any, Duals], Values] | None = getattr(values, "along", None)
    if seeded is not None:
        return lambda direction: seeded(by, direction, duals)
    still = {key: _lifted(one, duals) for key, one in values.items() if key != by}
    return lambda direction: {**still, by: direction}


def _lifted(one: Any, duals: Duals) -> Any:
    if type(one) is int:
        return one
    return entrywise(lambda x: Dual(x, duals.zero), one)


@values_of(tm.Put)
def _put(term: tm.Put, values: Values, field: Field) -> Any:
    at = value(term.argument, values, field)
    if type(at) is not Matrix:
        return value(term.body, values | {term.key: at}, field)
    return of_cells([[value(term.body, values | {term.key: x}, field) for x in row]
                     for row in at.rows])  # fmt: skip


@values_of(tm.Turned)
def _turned(term: tm.Turned, values: Values, field: Field) -> Any:
    return turned(value(term.inner, values, field))


@values_of(tm.Rows)
def _rows(term: tm.Rows, values: Values, field: Field) -> Any:
    rows = [[value(entry, values, field) for entry in row] for row in term.rows]
    if any(type(entry) is Matrix for row in rows for entry in row):
        rows = [line for row in rows for line in _side_by_side(row)]
    if len(set(map(len, rows))) > 1:
        raise ShapeError("rows of different lengths")
    return number_or_matrix(rows)


def _side_by_side(blocks: list[Any]) -> list[list[Any]]:
    """The lines of a row of blocks."""
    lines = [one.rows if type(one) is Matrix else [[one]] for one in blocks]
    if len(set(map(len, lines))) > 1:
        raise ShapeError("blocks of different heights")
    return [[entry for line in parts for entry in line] for parts in zip(*lines, strict=True)]

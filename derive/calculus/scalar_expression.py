"""The few scalar expressions that SymPy lacks."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr
from sympy.core.symbol import Str

# strict: numbers and expressions become SymPy, a text never does
from sympy.core.sympify import _sympify as strict


def name_of(value: Any) -> Str:
    """A name as a SymPy argument."""
    return value if isinstance(value, Str) else Str(value)


class Rate(Expr):
    """The learning rate, a number."""

    is_commutative = True

    def __new__(cls) -> Rate:
        return Basic.__new__(cls)


class Entry(Expr):
    """`Entry(M, row, column)`: one entry of a matrix expression, counted from 0."""

    is_commutative = True

    def __new__(cls, matrix: Any, row: Any, column: Any) -> Entry:
        return Basic.__new__(cls, matrix, strict(row), strict(column))


class Terms(Expr):
    """A sum of scalars in the order in which it is taught; nothing is combined."""

    is_commutative = True

    def __new__(cls, *args: Any) -> Terms:
        return Basic.__new__(cls, *map(strict, args))


class Factors(Expr):
    """A product of scalars in the order in which it is taught; nothing is combined."""

    is_commutative = True

    def __new__(cls, *args: Any) -> Factors:
        return Basic.__new__(cls, *map(strict, args))


class Call(Expr):
    """`Call(function, x)`: an entrywise activation at one number."""

    is_commutative = True

    def __new__(cls, function: Any, argument: Any) -> Call:
        return Basic.__new__(cls, function, strict(argument))


class CallSlope(Expr):
    """`CallSlope(function, x)`: the slope of an entrywise activation at one number, as a name."""

    is_commutative = True

    def __new__(cls, function: Any, argument: Any) -> CallSlope:
        return Basic.__new__(cls, function, strict(argument))


class Ratio(Expr):
    """`Ratio(u, v)`: the derivative of one number of the network by another, as a name."""

    is_commutative = True

    def __new__(cls, of: Any, by: Any) -> Ratio:
        return Basic.__new__(cls, of, by)


class Diff(Expr):
    """`Diff(f, v)`: the derivative of a scalar formula by v that is still to be worked out."""

    is_commutative = True

    def __new__(cls, *args: Any) -> Diff:
        return Basic.__new__(cls, *map(strict, args))


class Cases(Expr):
    """`Cases(f, left, ">", right, g)`: f where the comparison holds, else g."""

    is_commutative = True

    def __new__(cls, then: Any, left: Any, comparison: Any, right: Any, otherwise: Any) -> Cases:
        return Basic.__new__(
            cls,
            strict(then),
            strict(left),
            name_of(comparison),
            strict(right),
            strict(otherwise),
        )

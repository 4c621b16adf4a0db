"""The value of any expression: each is read once into a small function of (values, field).

A *field* knows how to calculate: `exact.Exact` (exact shared numbers), `balls.Balls` (balls at a
fixed precision), `duals.Duals` (doubles that carry a tangent). All answer number, add, dot,
multiply, divide, power, function and sign. A matrix is a list of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

Matrix = list[list[Any]]
Values = Mapping[Any, Any]
Reader = Callable[[Values, Any], Any]

READERS: dict[type, Callable[[Any], Reader]] = {}


def reads(*classes: type) -> Callable[[Callable[[Any], Reader]], Callable[[Any], Reader]]:
    """Registers the reader of one class of expressions."""

    def register(function: Callable[[Any], Reader]) -> Callable[[Any], Reader]:
        for one in classes:
            READERS[one] = function
        return function

    return register


@lru_cache(maxsize=20_000)
def reader(expression: Any) -> Reader:
    """The function that values `expression` from the values of its names.

    Raises TypeError, naming the class, where an expression has no reader.
    """
    for one in type(expression).__mro__:
        if one in READERS:
            return READERS[one](expression)
    raise TypeError(f"no value for {type(expression).__name__}: add a reader in numeric")


def value(expression: Any, values: Values, field: Any) -> Any:
    """The value of `expression`: a number for a scalar, a list of rows for a matrix."""
    return reader(expression)(values, field)

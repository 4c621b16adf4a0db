"""The fast road: rationals as they are, all else as a ball of fixed precision, nothing shared.

Where a ball cannot decide (a sign, a digit, whether a number is exactly a short decimal) it says so
with `Doubtful`, and the calculation is done again with `exact.Exact`, which can.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flint import arb, ctx, fmpq

from derive.calculus.exact_ball import at_rational
from derive.calculus.undefined import DivisionByZero

BITS = 128
ZERO, ONE = fmpq(0), fmpq(1)


class Doubtful(Exception):
    """A ball of fixed precision does not decide this; never shown to a person."""


class Quick:
    """The field of rationals and balls; see `numeric` for what a field answers."""

    def __init__(self) -> None:
        ctx.prec = BITS

    def number(self, numerator: int, denominator: int = 1) -> Any:
        return fmpq(numerator, denominator)

    def add(self, terms: Iterable[Any]) -> Any:
        total = ZERO
        for term in terms:
            total = total + term
        return total

    def dot(self, left: Sequence[Any], right: Sequence[Any]) -> Any:
        total = ZERO
        for a, b in zip(left, right, strict=True):
            # an exact zero stays exact beside a ball
            if a and b:
                total = total + a * b
        return total

    def multiply(self, a: Any, b: Any) -> Any:
        return a * b if a and b else ZERO

    def divide(self, a: Any, b: Any) -> Any:
        if type(b) is fmpq and not b:
            raise DivisionByZero
        return a / b if a else ZERO

    def power(self, a: Any, exponent: int) -> Any:
        if exponent < 0 and type(a) is fmpq and not a:
            raise DivisionByZero
        return a**exponent

    def function(self, name: str, a: Any) -> Any:
        """A function of a number, exact where its value is."""
        if name == "pi":
            return arb.pi()
        if type(a) is not fmpq:
            return getattr(a, name)()
        rational = at_rational(name, a)
        return getattr(arb(a), name)() if rational is None else rational

    def sign(self, a: Any) -> int:
        """-1, 0 or 1; Doubtful where a ball holds 0."""
        if a > 0:
            return 1
        if a < 0:
            return -1
        if type(a) is fmpq:
            return 0
        raise Doubtful

    def widen(self) -> None:
        """There is no more precision on this road."""
        raise Doubtful

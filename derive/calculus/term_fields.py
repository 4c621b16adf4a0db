"""The numbers that terms are valued with: balls, and any numbers that carry a tangent.

Numbers add, multiply and divide by Python's signs. A field makes them from fractions, applies
functions, and tells signs; every sign that was asked for is kept in `asked`, so that two
valuations on the same pieces can be told from two on different ones.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Protocol

from flint import arb, ctx, fmpq

BITS = 160
# beyond this an exponential is no number that anybody wrote a formula for
MOST_EXPONENT = 10**6


class Undecided(Exception):
    """A ball that holds zero was asked for its sign, or a number is out of all bounds."""


def power(x: Any, whole: int) -> Any:
    """x times itself, `whole` times, at least once; a ball around 0 stays one."""
    result = None
    while True:
        if whole & 1:
            result = x if result is None else result * x
        whole >>= 1
        if not whole:
            return result
        x = x * x


class Field(Protocol):
    """What the values of terms need."""

    @property
    def asked(self) -> list[int]: ...

    def number(self, value: Fraction) -> Any: ...

    def function(self, name: str, x: Any) -> Any: ...

    def sign(self, x: Any) -> int: ...


class Balls:
    """Real balls: a value is within them, for certain."""

    def __init__(self, bits: int = BITS, most_exponent: int = MOST_EXPONENT) -> None:
        ctx.prec = bits
        self.most_exponent = most_exponent
        self.asked: list[int] = []
        self.margins: list[Any] = []  # the numbers whose signs those are

    def number(self, value: Fraction) -> Any:
        if value.denominator == 1:
            return arb(value.numerator)
        return arb(fmpq(value.numerator, value.denominator))

    def function(self, name: str, x: Any) -> Any:
        if name == "exp" and not abs(x) < self.most_exponent:
            raise Undecided
        return arb.pi() if name == "pi" else getattr(x, name)()

    def sign(self, x: Any) -> int:
        found = 1 if x > 0 else -1 if x < 0 else 0
        if not found and not (x == 0):
            raise Undecided
        self.asked.append(found)
        self.margins.append(x)
        return found


class Dual:
    """A number with its tangent."""

    __slots__ = ("slope", "value")

    def __init__(self, value: Any, slope: Any) -> None:
        self.value, self.slope = value, slope

    def __add__(self, other: Dual) -> Dual:
        return Dual(self.value + other.value, self.slope + other.slope)

    def __sub__(self, other: Dual) -> Dual:
        return Dual(self.value - other.value, self.slope - other.slope)

    def __neg__(self) -> Dual:
        return Dual(-self.value, -self.slope)

    def __mul__(self, other: Dual) -> Dual:
        return Dual(self.value * other.value, self.slope * other.value + self.value * other.slope)

    def __truediv__(self, other: Dual) -> Dual:
        value = self.value / other.value
        return Dual(value, (self.slope - value * other.slope) / other.value)


class Duals:
    """The field of numbers with a tangent, over any field: derivatives without a rule for them."""

    def __init__(self, under: Field) -> None:
        self.under = under
        self.zero = under.number(Fraction(0))
        self.one = under.number(Fraction(1))

    @property
    def asked(self) -> list[int]:
        return self.under.asked

    def number(self, value: Fraction) -> Dual:
        return Dual(self.under.number(value), self.zero)

    def sign(self, x: Dual) -> int:
        return self.under.sign(x.value)

    def function(self, name: str, x: Dual) -> Dual:
        if name == "pi":
            return Dual(self.under.function("pi", self.zero), self.zero)
        value = self.under.function(name, x.value)
        return Dual(value, self._slope(name, x.value, value) * x.slope)

    def _slope(self, name: str, x: Any, value: Any) -> Any:
        """The derivative of an elementary function."""
        one, two = self.one, self.one + self.one
        match name:
            case "exp":
                return value
            case "log":
                return one / x
            case "tanh":
                return one - value * value
            case "sin":
                return self.under.function("cos", x)
            case "cos":
                return -self.under.function("sin", x)
            case "sqrt":
                return one / (two * value)
            case "atan":
                return one / (one + x * x)
        assert name == "erf", name
        root = self.under.function("sqrt", self.under.function("pi", self.zero))
        return two / root * self.under.function("exp", -(x * x))

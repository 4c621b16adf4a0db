"""Fractions of polynomials in atoms, bounded in size: the numbers of a normal form."""

from __future__ import annotations

from functools import lru_cache
from math import gcd
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

SIZES = (12, 24, 48, 96)  # how many atoms a ring has; fewer are faster
MOST_TERMS = 1_500
MOST_POWER = 96


@lru_cache(maxsize=len(SIZES))
def ring_of(size: int) -> tuple[Any, Any, Any]:
    """The polynomials in so many atoms, the atoms, and 1."""
    ring = fmpq_mpoly_ctx.get([f"x{place}" for place in range(size)], Ordering.lex)
    return ring, ring.gens(), ring.constant(1)


class NoNormalForm(Exception):
    """The formulas are too large for a proof, or hold what has no atom."""


class Ratio:
    """A fraction of polynomials in the atoms."""

    __slots__ = ("above", "below")

    def __init__(self, above: Any, below: Any) -> None:
        if len(above) + len(below) > MOST_TERMS:
            raise NoNormalForm
        self.above, self.below = above, below

    def __add__(self, other: Ratio) -> Ratio:
        if self.below == other.below:
            return Ratio(self.above + other.above, self.below)
        return Ratio(self.above * other.below + other.above * self.below, self.below * other.below)

    def __sub__(self, other: Ratio) -> Ratio:
        return self + -other

    def __neg__(self) -> Ratio:
        return Ratio(-self.above, self.below)

    def __mul__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, int):
            return Ratio(self.above * other, self.below)
        return Ratio(self.above * other.above, self.below * other.below)

    def __truediv__(self, other: Ratio) -> Ratio:
        if not other.above:
            raise NoNormalForm
        return Ratio(self.above * other.below, self.below * other.above)

    def __pow__(self, power: int) -> Ratio:
        if power > MOST_POWER:
            raise NoNormalForm
        return Ratio(self.above**power, self.below**power)

    def reduced(self) -> Ratio:
        """The same fraction without common factors, the denominator's first coefficient 1."""
        common = self.above.gcd(self.below)
        above, below = self.above / common, self.below / common
        lead = below.leading_coefficient()
        return Ratio(above / lead, below / lead)


MOST_TIMES = 12  # of an angle


def whole_part(x: Ratio) -> tuple[int, Ratio]:
    """The whole number that an angle is a multiple of, with its sign, and what it is so often."""
    coefficients = x.above.coeffs()
    if not coefficients or any(one.q != 1 for one in coefficients):
        return 1, x
    times = gcd(*(int(one.p) for one in coefficients))
    if coefficients[0] < 0:
        times = -times
    return (times, Ratio(x.above / times, x.below)) if abs(times) <= MOST_TIMES else (1, x)


def multiple_angle(name: str, times: int, sine: Ratio, cosine: Ratio) -> Ratio:
    """sin or cos of so many times an angle, in the sine and cosine of the angle."""
    s, c = sine, cosine
    for _ in range(abs(times) - 1):
        s, c = s * cosine + c * sine, c * cosine - s * sine
    if name == "cos":
        return c
    return s if times > 0 else -s


def most(polynomial: Any, place: int) -> int:
    """The largest power of an atom in any term."""
    return max((int(exponents[place]) for exponents in polynomial.to_dict()), default=0)


def least(polynomial: Any, place: int) -> int:
    """The least power of an atom in any term."""
    return min(int(exponents[place]) for exponents in polynomial.to_dict())


def primes(size: fmpq) -> list[tuple[int, int]]:
    """The prime factors of a positive rational with their powers."""
    above = [(int(prime), int(power)) for prime, power in size.p.factor()]
    return above + [(int(prime), -int(power)) for prime, power in size.q.factor()]

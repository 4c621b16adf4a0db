"""Exact real numbers: rationals, and shared expressions of them that carry a ball.

Two numbers that were made the same way are the same object, so that equal entries are known to be
equal, terms cancel, and softmax of equal entries stays rational. Every irrational number carries a
ball (a midpoint with a proven radius, from Arb) that can be narrowed without end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flint import ctx, fmpq

from derive.calculus.exact_ball import at_rational, ball_of
from derive.calculus.proof import rational_value
from derive.calculus.undefined import (
    MOST_BITS,
    DivisionByZero,
    NotFinite,
    Undecided,
)

ZERO, ONE = fmpq(0), fmpq(1)
START_BITS, PROOF_BITS = 96, 384
# a ball that holds a multiple of 1/SHORT may be exactly that
SHORT = 10**18


class Irrational:
    """A sum, product or function of earlier numbers, with its ball at the present precision."""

    __slots__ = ("ball", "kind", "parts", "place")

    def __init__(self, kind: str, parts: Any, place: int, ball: Any) -> None:
        self.kind, self.parts, self.place, self.ball = kind, parts, place, ball


Number = Any  # fmpq or Irrational


class Exact:
    """The numbers of one calculation: what was made once is not made again."""

    def __init__(self) -> None:
        self.bits = START_BITS
        self._made: dict[Any, Irrational] = {}
        self._proved: dict[int, Any] = {}
        ctx.prec = self.bits

    def number(self, numerator: int, denominator: int = 1) -> Number:
        return fmpq(numerator, denominator)

    # sums ---------------------------------------------------------------------------------------
    def add(self, terms: Iterable[Number]) -> Number:
        """The sum; equal irrational terms are gathered, so that they can cancel."""
        constant = ZERO
        gathered: dict[Irrational, Any] = {}
        for term in terms:
            if type(term) is fmpq:
                constant += term
            else:
                constant = self._gather(gathered, term, ONE, constant)
        return self._sum(gathered, constant)

    def dot(self, left: Sequence[Number], right: Sequence[Number]) -> Number:
        """The sum of the products of two rows of numbers."""
        constant = ZERO
        gathered: dict[Irrational, Any] = {}
        for a, b in zip(left, right, strict=True):
            if type(a) is fmpq:
                if type(b) is fmpq:
                    constant += a * b
                elif a:
                    constant = self._gather(gathered, b, a, constant)
            elif type(b) is fmpq:
                if b:
                    constant = self._gather(gathered, a, b, constant)
            else:
                product = self.multiply(a, b)
                if type(product) is fmpq:
                    constant += product
                else:
                    constant = self._gather(gathered, product, ONE, constant)
        return self._sum(gathered, constant)

    def _gather(self, gathered: dict[Irrational, Any], term: Any, scale: Any, constant: Any) -> Any:
        if term.kind == "sum":
            base, pairs = term.parts
            for part, coefficient in pairs:
                gathered[part] = gathered.get(part, ZERO) + coefficient * scale
            return constant + base * scale
        gathered[term] = gathered.get(term, ZERO) + scale
        return constant

    def _sum(self, gathered: dict[Irrational, Any], constant: Any) -> Number:
        pairs = [(part, scale) for part, scale in gathered.items() if scale]
        if not pairs:
            return constant
        if len(pairs) == 1 and not constant and pairs[0][1] == 1:
            return pairs[0][0]
        pairs.sort(key=lambda pair: pair[0].place)
        key = ("sum", constant, *((part.place, scale) for part, scale in pairs))
        return self._made.get(key) or self._make(key, "sum", (constant, tuple(pairs)))

    # products -----------------------------------------------------------------------------------
    def multiply(self, a: Number, b: Number) -> Number:
        if type(a) is fmpq:
            if type(b) is fmpq:
                return a * b
            return self._scaled(b, a)
        if type(b) is fmpq:
            return self._scaled(a, b)
        return self._product(((a, 1), (b, 1)))

    def divide(self, a: Number, b: Number) -> Number:
        if type(b) is fmpq:
            if not b:
                raise DivisionByZero
            return self.multiply(a, 1 / b)
        if type(a) is fmpq:
            return self._scaled(self._product(((b, -1),)), a)
        return self._product(((a, 1), (b, -1)))

    def power(self, a: Number, exponent: int) -> Number:
        if type(a) is fmpq:
            if exponent < 0 and not a:
                raise DivisionByZero
            return a**exponent
        return self._product(((a, exponent),)) if exponent else ONE

    def _scaled(self, a: Any, scale: Any) -> Number:
        if type(a) is fmpq:
            return a * scale
        if not scale:
            return ZERO
        if scale == 1:
            return a
        gathered: dict[Irrational, Any] = {}
        return self._sum(gathered, self._gather(gathered, a, scale, ZERO))

    def _product(self, factors: Iterable[tuple[Any, int]]) -> Number:
        scale = ONE
        powers: dict[Irrational, int] = {}
        for factor, exponent in factors:
            if factor.kind == "sum" and not factor.parts[0] and len(factor.parts[1]) == 1:
                ((factor, coefficient),) = factor.parts[1]
                scale *= coefficient**exponent
            if factor.kind == "product":
                for part, inner in factor.parts:
                    powers[part] = powers.get(part, 0) + inner * exponent
            else:
                powers[factor] = powers.get(factor, 0) + exponent
        pairs = sorted(
            ((part, power) for part, power in powers.items() if power), key=lambda p: p[0].place
        )
        if not pairs:
            return scale
        if len(pairs) == 1 and pairs[0][1] == 1:
            return self._scaled(pairs[0][0], scale)
        key = ("product", *((part.place, power) for part, power in pairs))
        made = self._made.get(key) or self._make(key, "product", tuple(pairs))
        return self._scaled(made, scale)

    # functions ----------------------------------------------------------------------------------
    def function(self, name: str, a: Number) -> Number:
        """exp, log, tanh, erf, sin, cos or sqrt of a number; `pi` takes no notice of it."""
        if type(a) is fmpq and name != "pi":
            rational = at_rational(name, a)
            if rational is not None:
                return rational
            key: tuple[Any, ...] = (name, "rational", a)  # not to be met by the place of another
        else:
            if name == "pi":
                key = ("pi",)
            else:
                if {"exp": "log", "log": "exp"}.get(name) == a.kind:
                    return a.parts
                key = (name, a.place)
        return self._made.get(key) or self._make(key, name, a)

    # balls --------------------------------------------------------------------------------------
    def _make(self, key: Any, kind: str, parts: Any) -> Irrational:
        made = Irrational(kind, parts, len(self._made), ball_of(kind, parts))
        if not made.ball.is_finite():
            made.ball = self._narrowed(made)
        self._made[key] = made
        return made

    def _narrowed(self, number: Irrational) -> Any:
        """The ball of a number whose first ball was not finite, at more bits."""
        while self.bits < MOST_BITS:
            self.widen()
            ball = ball_of(number.kind, number.parts)
            if ball.is_finite():
                return ball
        raise NotFinite

    def widen(self) -> None:
        """Doubles the precision and narrows every ball made so far."""
        self.bits *= 2
        ctx.prec = self.bits
        for number in self._made.values():
            number.ball = ball_of(number.kind, number.parts)

    def sign(self, a: Number) -> int:
        """-1, 0 or 1; the error names no quantity, its caller does."""
        if type(a) is fmpq:
            return int(a > 0) - int(a < 0)
        while True:
            if a.ball > 0:
                return 1
            if a.ball < 0:
                return -1
            if self.bits >= PROOF_BITS and self.proved(a) is not None:
                return self.sign(self.proved(a))
            if self.bits >= MOST_BITS:
                raise Undecided
            self.widen()

    def proved(self, a: Irrational) -> Any:
        """The rational that a number is proved to be; None where no proof was found."""
        if a.place not in self._proved:
            self._proved[a.place] = rational_value(a)
        return self._proved[a.place]

    def settled(self, a: Number) -> Number:
        """The number, as a rational where its ball holds a short decimal and it is proved to be."""
        if type(a) is fmpq or not (a.ball * SHORT).contains_integer():
            return a
        proved = self.proved(a)
        return a if proved is None else proved

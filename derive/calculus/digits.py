"""Rounding that is decided: a printed digit is proven, from an exact number or a ball."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, inf, log10
from typing import Any

from flint import arb, fmpq, fmpz

from derive.calculus.exact import PROOF_BITS
from derive.calculus.quick import Doubtful
from derive.calculus.short import exactly, may_be_fraction, plain, terminating
from derive.calculus.undefined import MOST_BITS, NotFinite, OutOfRange, Undecided

HALF = fmpq(1, 2)
MOST_MAGNITUDE = 1_000
TENS = [10.0**places for places in range(23)]


@dataclass(frozen=True)
class Policy:
    """How numbers are shown: how many digits of which kind, how they are cut, what goes on.

    The kind is "decimals", "significant", or "exact": a rational of few digits stands as it is, as
    a decimal or a fraction, and all else has decimals. Where what is shown goes on, only decimals
    and significant digits make sense: after the first rounding, every number would be rational.
    """

    digits: int
    kind: str = "decimals"
    mode: str = "half-up"
    carry: str = "full"


def scaled(number: Any, places: int, mode: str, field: Any) -> int:
    """The integer n for which n / 10^places is the number rounded to so many decimal places.

    `field` made the number: an irrational one is narrowed until the digits are decided. Raises
    Undecided where even that leaves them open, Doubtful on the fast road.
    """
    if type(number) is fmpq:
        power = fmpz(10) ** places if places >= 0 else fmpq(1, 10**-places)
        return _rounded(number * power, mode)
    if type(number) is arb:
        return _by_double(number, places, mode)
    power = fmpz(10) ** places if places >= 0 else fmpq(1, 10**-places)
    while True:
        n = _by_ball(number.ball, power, mode)
        if n is not None:
            return n
        proved = field.proved(number) if field.bits >= PROOF_BITS else None
        if proved is not None:
            return _rounded(proved * power, mode)
        if field.bits >= MOST_BITS:
            raise Undecided
        field.widen()


def _by_ball(ball: Any, power: Any, mode: str) -> int | None:
    """The rounded integer, if every number in the ball rounds to it."""
    moved = ball * power
    shift = HALF if mode != "cut" else fmpq(0)
    # a tie that the ball does not exclude leaves `unique_fmpz` without an answer
    whole = (abs(moved) + shift).floor().unique_fmpz()
    if whole is None:
        return None
    return int(whole) if not whole or moved > 0 else -int(whole)


def _by_double(number: Any, places: int, mode: str) -> int:
    """The same for a narrow ball, by its nearest double where that is far from any edge.

    A ball that may be exactly n / 10^places is Doubtful: it would be printed as an exact number.
    """
    moved = float(number) * TENS[places] if 0 <= places <= 22 else inf
    size = abs(moved)
    if size < 1e14:
        # the double of the midpoint and the product are each off by half a unit of their last bit
        slack = size * 1e-15 + 1e-9
        whole = floor(size + 0.5) if mode != "cut" else floor(size)
        away = abs(size - whole)
        edge = abs(away - 0.5) if mode != "cut" else min(away, 1 - away)
        if away > slack and edge > slack and number.rel_accuracy_bits() > 60:
            return whole if moved > 0 else -whole
    power = fmpz(10) ** places if places >= 0 else fmpq(1, 10**-places)
    n = _by_ball(number, power, mode)
    if n is None or (number * power).contains(n):
        raise Doubtful
    return n


def _rounded(value: Any, mode: str) -> int:
    negative = value < 0
    size = -value if negative else value
    whole = size.p // size.q
    rest = size - whole
    if mode != "cut" and (rest > HALF or (rest == HALF and (mode == "half-up" or whole % 2))):
        whole += 1
    return int(-whole if negative else whole)


def nearest_double(number: Any) -> float:
    """A double very near to a number of any kind."""
    if type(number) is arb:
        return float(number)
    return float(arb(number)) if type(number) is fmpq else float(number.ball)


def _magnitude(number: Any, field: Any) -> int:
    """About the power of ten of a number that is not zero; the caller corrects it by one."""
    if type(number) is arb and (number.is_zero() or number.rel_accuracy_bits() < 60):
        raise Doubtful
    while True:
        ball = number
        if type(number) is not arb:
            ball = arb(number) if type(number) is fmpq else number.ball
        if not ball.is_finite():
            raise NotFinite
        if ball.rel_accuracy_bits() > 20:
            size = abs(float(ball))
            if 1e-300 < size < 1e300:
                return floor(log10(size))
            return floor(float(abs(ball).log() / arb(10).log()))
        if field.bits >= MOST_BITS:
            raise Undecided
        field.widen()


def significant(number: Any, digits: int, mode: str, field: Any) -> tuple[int, int]:
    """(n, places): n / 10^places is the number, not zero, rounded to so many significant digits."""
    if type(number) is fmpq and not number:
        return 0, digits - 1
    magnitude = _magnitude(number, field)
    if abs(magnitude) > MOST_MAGNITUDE:
        raise OutOfRange(magnitude)
    places = digits - 1 - magnitude
    while True:
        n = scaled(number, places, mode, field)
        if abs(n) < 10 ** (digits - 1):
            places += 1
        elif abs(n) > 10**digits:
            places -= 1
        elif abs(n) == 10**digits:
            return n // 10, places - 1
        else:
            return n, places


def show(number: Any, policy: Policy, field: Any) -> str:
    """The number as it is printed: exactly where its digits suffice, else rounded and decided.

    >>> from derive.calculus.exact import Exact
    >>> exact = Exact()
    >>> show(exact.number(27, 100), Policy(10), exact), show(exact.number(1, 3), Policy(4), exact)
    ('0.27', '0.3333')
    >>> show(exact.function("exp", exact.number(1)), Policy(5, "significant"), exact)
    '2.7183'
    """
    if type(number) is arb:
        if policy.kind == "exact" and may_be_fraction(number):
            raise Doubtful
        if policy.kind != "significant":
            return plain(_by_double(number, policy.digits, policy.mode), policy.digits)
    elif type(number) is not fmpq:
        number = field.settled(number)
    if policy.kind == "exact" and type(number) is fmpq:
        exact = exactly(number, policy.digits)
        if exact is not None:
            return exact
    places = terminating(number)
    if places is not None:
        n = int(number.p) * 10**places // int(number.q)
        if places == 0 or (
            places <= policy.digits
            if policy.kind != "significant"
            else len(str(abs(n))) <= policy.digits and places <= policy.digits + 3
        ):
            return plain(n, places)
    if policy.kind != "significant":
        n = scaled(number, policy.digits, policy.mode, field)
        return plain(n, policy.digits) if n else plain(0, policy.digits)
    n, places = significant(number, policy.digits, policy.mode, field)
    if places > policy.digits + 4 or places < -6:
        return _scientific(n, policy.digits, places)
    return plain(n, places)


def _scientific(n: int, digits: int, places: int) -> str:
    """n / 10^places as `1.3965e-11`; printers turn the e into a power of ten."""
    return f"{plain(n, digits - 1)}e{digits - 1 - places}"


KEY_DIGITS = 12


def key_number(number: Any, field: Any) -> int | float:
    """The number for an answer key: integers as they are, else 12 significant digits, rounded."""
    if type(number) is arb:
        quick = _key_by_double(number)
        if quick is not None:
            return quick
    if type(number) not in (fmpq, arb):
        number = field.settled(number)
    if type(number) is fmpq and number.q == 1:
        return int(number.p)
    n, places = significant(number, KEY_DIGITS, "half-up", field)
    return n / TENS[places] if 0 <= places <= 22 else float(f"{n}e{-places}")


def _key_by_double(number: Any) -> float | None:
    """The same for a narrow ball of ordinary size, where its double is far from any edge."""
    value = float(number)
    size = abs(value)
    if not 1e-10 < size < 1e10 or number.rel_accuracy_bits() < 60:
        return None
    places = KEY_DIGITS - 1 - floor(log10(size))
    moved = size * TENS[places]
    whole = floor(moved + 0.5)
    away = abs(moved - whole)
    # as in `_by_double`: two roundings of the double, and never an exact decimal
    if not (0.004 < away < 0.496 and TENS[KEY_DIGITS - 1] <= whole < TENS[KEY_DIGITS]):
        return None
    return whole / TENS[places] if value > 0 else -whole / TENS[places]


def value_of(shown: str) -> Any:
    """The rational that a shown decimal stands for: what goes on where shown digits are carried."""
    mantissa, _, exponent = shown.partition("e")
    whole, _, decimals = mantissa.partition(".")
    value = fmpq(int(whole + decimals), 10 ** len(decimals))
    return value * fmpq(10) ** int(exponent) if exponent else value

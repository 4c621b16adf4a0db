"""Rounding that is decided: a printed digit is proven, from an exact number or a ball."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import Any

from flint import arb, fmpq, fmpz

from derive.calculus.exact import MOST_BITS, Exact, Undecided

HALF = fmpq(1, 2)


@dataclass(frozen=True)
class Policy:
    """How numbers are shown: how many digits of which kind, how they are cut, what goes on."""

    digits: int
    kind: str = "decimals"
    mode: str = "half-up"
    carry: str = "full"


def scaled(number: Any, places: int, mode: str, exact: Exact) -> int:
    """The integer n for which n / 10^places is the number rounded to so many decimal places."""
    power = fmpz(10) ** places if places >= 0 else fmpq(1, 10**-places)
    if type(number) is fmpq:
        return _rounded(number * power, mode)
    shift = HALF if mode != "cut" else fmpq(0)
    while True:
        ball = number.ball * power
        whole = (abs(ball) + shift).floor().unique_fmpz()
        if whole is not None:
            # a tie that the ball does not exclude leaves `unique_fmpz` without an answer
            return int(whole) if not whole or ball > 0 else -int(whole)
        if exact.bits >= MOST_BITS:
            raise Undecided
        exact.widen()


def _rounded(value: Any, mode: str) -> int:
    negative = value < 0
    size = -value if negative else value
    whole = size.p // size.q
    rest = size - whole
    if mode != "cut" and (rest > HALF or (rest == HALF and (mode == "half-up" or whole % 2))):
        whole += 1
    return int(-whole if negative else whole)


def significant(number: Any, digits: int, mode: str, exact: Exact) -> tuple[int, int]:
    """(n, places): n / 10^places is the number, not zero, rounded to so many significant digits."""
    size = abs(float(number.ball) if type(number) is not fmpq else float(arb(number)))
    places = digits - 1 - (floor(log10(size)) if size else -300)
    while True:
        n = scaled(number, places, mode, exact)
        if abs(n) < 10 ** (digits - 1):
            places += 1
        elif abs(n) > 10**digits:
            places -= 1
        elif abs(n) == 10**digits:
            return n // 10, places - 1
        else:
            return n, places


def plain(n: int, places: int) -> str:
    """n / 10^places as a decimal, with all its places.

    >>> plain(-1800, 4), plain(5, 0), plain(12, -2)
    ('-0.1800', '5', '1200')
    """
    if places <= 0:
        return str(n * 10**-places)
    digits = str(abs(n)).rjust(places + 1, "0")
    return f"{'-' if n < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def terminating(number: Any) -> int | None:
    """How many decimals a rational needs to be written exactly; None where it never ends."""
    if type(number) is not fmpq:
        return None
    rest = int(number.q)
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def show(number: Any, policy: Policy, exact: Exact) -> str:
    """The number as it is printed: exactly where its digits suffice, else rounded and decided.

    >>> exact = Exact()
    >>> show(exact.number(27, 100), Policy(10), exact), show(exact.number(1, 3), Policy(4), exact)
    ('0.27', '0.3333')
    >>> show(exact.function("exp", exact.number(1)), Policy(5, "significant"), exact)
    '2.7183'
    """
    places = terminating(number)
    if places is not None:
        n = int(number.p) * 10**places // int(number.q)
        if places == 0 or (
            places <= policy.digits
            if policy.kind == "decimals"
            else len(str(abs(n))) <= policy.digits and places <= policy.digits + 3
        ):
            return plain(n, places)
    if policy.kind == "decimals":
        n = scaled(number, policy.digits, policy.mode, exact)
        return plain(n, policy.digits) if n else plain(0, policy.digits)
    n, places = significant(number, policy.digits, policy.mode, exact)
    if places > policy.digits + 4 or places < -6:
        return _scientific(n, policy.digits, places)
    return plain(n, places)


def _scientific(n: int, digits: int, places: int) -> str:
    """n / 10^places as `1.3965e-11`; printers turn the e into a power of ten."""
    return f"{plain(n, digits - 1)}e{digits - 1 - places}"


def key_number(number: Any, exact: Exact) -> int | float:
    """The number for an answer key: integers as they are, else 12 significant digits, rounded."""
    if type(number) is fmpq and number.q == 1:
        return int(number.p)
    n, places = significant(number, 12, "half-up", exact)
    return float(f"{n}e{-places}")


def value_of(shown: str) -> Any:
    """The rational that a shown decimal stands for: what goes on where shown digits are carried."""
    mantissa, _, exponent = shown.partition("e")
    whole, _, decimals = mantissa.partition(".")
    value = fmpq(int(whole + decimals), 10 ** len(decimals))
    return value * fmpq(10) ** int(exponent) if exponent else value

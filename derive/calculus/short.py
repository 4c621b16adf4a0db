"""Rationals of few digits: written exactly, as decimals or as fractions."""

from __future__ import annotations

from bisect import bisect_left
from math import floor, gcd
from typing import Any

from flint import fmpq

# what is written exactly beyond the usual decimals
MORE_DECIMALS = 2
LARGEST_DENOMINATOR, LARGEST_NUMERATOR = 99, 999
# a double beyond this says nothing about its decimals
MOST_FRACTION = 1e9
# every fraction from 0 to 1 with a small denominator, in order
PARTS = sorted(
    (p / q, p, q) for q in range(1, LARGEST_DENOMINATOR + 1) for p in range(q + 1) if gcd(p, q) == 1
)
VALUES = [value for value, _, _ in PARTS]
# which of so many equal pieces from 0 to 1 hold such a fraction, or lie within a hair of one
PIECES, HAIR = 1 << 15, 2e-7
HELD = bytearray(PIECES + 1)
for near in (-HAIR, 0, HAIR):
    for one in VALUES:
        HELD[min(max(0, int((one + near) * PIECES)), PIECES)] = 1
# below this, the slack of `near_fraction` is less than a hair
MOST_PLAIN = 1e5


def plain(n: int, places: int) -> str:
    """n / 10^places as a decimal, with all its places.

    >>> plain(-1800, 4), plain(5, 0), plain(12, -2)
    ('-0.1800', '5', '1200')
    """
    if places <= 0:
        return str(n * 10**-places)
    digits = str(n) if n >= 0 else str(-n)
    whole = len(digits) - places
    text = f"{digits[:whole]}.{digits[whole:]}" if whole > 0 else f"0.{'0' * -whole}{digits}"
    return text if n >= 0 else "-" + text


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


def exactly(number: Any, decimals: int) -> str | None:
    """A rational as a decimal of few digits, else as a fraction of few; None where it has more.

    >>> exactly(fmpq(49, 8), 4), exactly(fmpq(-1, 3), 4), exactly(fmpq(1, 1001), 4)
    ('6.125', '-1/3', None)
    """
    places = terminating(number)
    if places is not None and places <= decimals + MORE_DECIMALS:
        return plain(int(number.p) * 10**places // int(number.q), places)
    if number.q <= LARGEST_DENOMINATOR and abs(number.p) <= LARGEST_NUMERATOR:
        return f"{number.p}/{number.q}"
    return None


def may_be_fraction(number: Any) -> bool:
    """Whether a narrow ball holds a fraction that `exactly` would write as one."""
    near = near_fraction(float(number))
    return near is not None and bool(number.contains(fmpq(*near)))


def near_fraction(value: float) -> tuple[int, int] | None:
    """The fraction with a small denominator that a double cannot be told from, if there is one.

    >>> near_fraction(1 / 3), near_fraction(0.3333)
    ((1, 3), None)
    """
    if not abs(value) < MOST_FRACTION:
        return None
    below = floor(value)
    if -MOST_PLAIN < value < MOST_PLAIN and not HELD[int((value - below) * PIECES)]:
        return None
    slack = 1e-12 * (1 + abs(value))
    # of two neighbours that are nearer than the slack there is none: they differ by 1/99/98
    at = bisect_left(VALUES, value - below - slack)
    if VALUES[at] > value - below + slack:
        return None
    _, p, q = PARTS[at]
    return below * q + p, q

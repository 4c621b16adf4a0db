"""How the right number is told in the place of a printed one: in its digits, or as a fraction."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from derive.calculus.short import near_fraction
from derive.teaching.verifying.statements.printed import Entry, decimals_of, scientific
from derive.teaching.written import tree
from derive.teaching.written.names import nodes

MOST_DECIMALS = 4  # of what stands for a whole number that it is not
LARGEST = arb(10) ** 60  # of a number that is written out
DIGITS = 6  # of one that is not
SHORTEST, HARDLY = 12, Fraction(1, 10**15)
HARDLY_LESS = arb(10) ** -12
SHARP = 1e-9  # what is known as well as that may be told as a fraction


def told(value: Any, entry: Entry, sign: str = "=") -> str:
    """The right number in as many digits as the entry has.

    A whole number or a fraction says that it is exact, unless it is said to be near: there stands
    the right fraction, or decimals as far as they are known.
    """
    decimals = decimals_told(entry)
    if not abs(value) < LARGEST:
        return rounded(value, decimals)
    if decimals or sign == "≈":
        return rounded(value, decimals)
    middle, radius = float(value.mid()), float(value.rad())
    whole = round(middle)
    if abs(middle - whole) <= radius + SHARP:
        return str(whole)
    near = near_fraction(middle) if radius < SHARP else None
    if near is not None:
        return f"{near[0]}/{near[1]}"
    known = [n for n in range(1, MOST_DECIMALS) if 10.0**-n >= radius] or [1]
    return rounded(value, known[-1] if radius > 10.0**-MOST_DECIMALS else MOST_DECIMALS)


def decimals_told(entry: Entry) -> int:
    """In how many decimals the right number is told; for a fraction, as many as stand in it."""
    if isinstance(entry.node, tree.Number) or scientific(entry.node) is not None:
        return entry.decimals
    inner = [decimals_of(one) for one in nodes(entry.node) if isinstance(one, tree.Number)]
    return max(inner) if any(inner) else entry.decimals


def rounded(value: Any, decimals: int) -> str:
    """The middle of a value in so many decimals, half away from zero; never -0.00."""
    if not abs(value) < LARGEST:  # never written out
        return str(value.mid().str(DIGITS, radius=False))
    if abs(value) < arb(10) ** -(decimals + 2):  # what no rational of any size would hold
        value = arb(0)
    middle = value.mid().fmpq() if hasattr(value.mid(), "fmpq") else _exact(value.mid())
    scaled = abs(Fraction(int(middle.p), int(middle.q))) * 10**decimals
    found = value.mid().fmpq() if hasattr(value.mid(), "fmpq") else _exact(value.mid())
    middle = Fraction(int(found.p), int(found.q))
    short = round(middle, SHORTEST)
    middle = short if abs(short - middle) < HARDLY else middle  # what is exactly a half goes up
    scaled = abs(middle) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(decimals + 1, "0")
    said = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{said}" if middle < 0 and whole else said


def cut(value: Any, decimals: int) -> str:
    """The middle of a value with the digits after so many decimals left out."""
    near = rounded(value, decimals)
    if "." not in near or not abs(value) < LARGEST:
        return near
    unit = Fraction(1, 10**decimals)
    beyond = abs(arb(near)) - abs(value.mid()) > HARDLY_LESS
    if not beyond:
        return near
    size = rounded(arb(fmpq(*(abs(Fraction(near)) - unit).as_integer_ratio())), decimals)
    return f"-{size}" if near.startswith("-") and Fraction(size) else size


def _exact(middle: Any) -> Any:
    mantissa, exponent = middle.man_exp()
    power = int(exponent)
    return fmpq(mantissa) * fmpq(2) ** power if power >= 0 else fmpq(mantissa, 2**-power)


def typed(entry: Entry) -> str:
    """A printed entry as plain digits."""
    scaled = abs(entry.value) * 10**entry.decimals
    if scaled.denominator != 1:
        return str(entry.value)
    digits = str(scaled.numerator).rjust(entry.decimals + 1, "0")
    said = f"{digits[: -entry.decimals]}.{digits[-entry.decimals :]}" if entry.decimals else digits
    return f"-{said}" if entry.value < 0 else said

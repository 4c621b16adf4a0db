"""Sums of products worked out from shown numbers, where these are exact."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import fmpq

from derive.calculus.short import exactly
from derive.writing.holes import SUM, Numbers, Slot, Sums, joined, split
from derive.writing.printers.dialect import Dialect

MOST_DECIMALS = 6
MOST_CHARACTERS = 11


def sums(
    hole: Sums, place: Callable[[Slot], int], dialect: Dialect
) -> Callable[[list[str], Numbers, list[str]], str]:
    """The filler of a `Sums`: its text with the sums put in, or nothing."""
    around = split(dialect.text(hole.text))
    places = {slot: place(slot) for cell in hole.cells for pair in cell for slot in pair}

    def fill(shown: Any, numbers: Numbers, texts: list[str]) -> str:
        found: dict[Slot, Fraction] = {}
        for slot, at in places.items():
            text = numbers.shown[at]
            if slot not in hole.typed and not _exact(text, hole.digits, hole.kind):
                return ""
            found[slot] = Fraction(text)
        made, *pieces = joined(around, texts).split(SUM)
        for cell, piece in zip(hole.cells, pieces, strict=True):
            total = sum((found[a] * found[b] for a, b in cell), Fraction(0))
            worked = exactly(fmpq(total.numerator, total.denominator), MOST_DECIMALS)
            if worked is None or len(worked) > MOST_CHARACTERS:
                return ""
            made += dialect.number(worked) + piece
        return made

    return fill


def _exact(text: str, digits: int, kind: str) -> bool:
    """Whether a shown number is certainly not a rounded one.

    >>> _exact("0.25", 4, "decimals"), _exact("0.2500", 4, "decimals"), _exact("1/3", 4, "exact")
    (True, False, True)
    """
    if not digits or "/" in text:
        return True
    whole, _, decimals = text.lstrip("-").partition(".")
    if kind == "significant":
        return "e" not in text and len((whole + decimals).lstrip("0")) < digits
    return len(decimals) < digits

"""Sums of products worked out from shown numbers, where these are exact."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm
from typing import Any

from flint import fmpq

from derive.calculus.short import exactly, plain
from derive.writing.holes import SUM, Numbers, Slot, Sums, joined, split
from derive.writing.printers.dialect import Dialect

MOST_DECIMALS = 6
MOST_CHARACTERS = 11


def sums(
    hole: Sums, place: Callable[[Slot], int], dialect: Dialect
) -> Callable[[list[str], Numbers, list[str]], str]:
    """The filler of a `Sums`: its text with the sums put in, or nothing."""
    around = split(dialect.text(hole.text))
    slots = list(dict.fromkeys(slot for cell in hole.cells for pair in cell for slot in pair))
    places = [(place(slot), slot in hole.typed) for slot in slots]
    cells = [[(slots.index(a), slots.index(b)) for a, b in cell] for cell in hole.cells]

    def fill(shown: Any, numbers: Numbers, texts: list[str]) -> str:
        found: list[str] = []
        for at, typed in places:
            text = numbers.shown[at]
            if not typed and not _exact(text, hole.digits, hole.kind):
                return ""
            found.append(text)
        decimals, scale, factors = _scaled(found)
        made, *pieces = joined(around, texts).split(SUM)
        for cell, piece in zip(cells, pieces, strict=True):
            total = sum([factors[a] * factors[b] for a, b in cell])
            if 0 < 2 * decimals <= MOST_DECIMALS:
                worked: str | None = plain(total, 2 * decimals).rstrip("0").rstrip(".")
            else:
                worked = exactly(fmpq(total, scale * scale), MOST_DECIMALS)
            if worked is None or len(worked) > MOST_CHARACTERS:
                return ""
            made += dialect.number(worked) + piece
        return made

    return fill


def _scaled(texts: list[str]) -> tuple[int, int, list[int]]:
    """The decimals of shown numbers, a scale, and the whole numbers that they are in it; no
    decimals (0) where there is a fraction, or a power of ten, among them.

    >>> _scaled(["0.25", "-3", "1.5"]), _scaled(["1/3", "0.5"])
    ((2, 100, [25, -300, 150]), (0, 6, [2, 3]))
    """
    try:
        parts = [text.partition(".") for text in texts]
        most = max([len(decimals) for _, _, decimals in parts])
        return (
            most,
            10**most,
            [int(whole + decimals) * 10 ** (most - len(decimals)) for whole, _, decimals in parts],
        )
    except ValueError:  # a fraction, or a power of ten, among them
        found = [Fraction(text) for text in texts]
        scale = lcm(*(one.denominator for one in found))
        return 0, scale, [int(one * scale) for one in found]


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

"""Decimals with a plain comma, 0,8: read as numbers where a sheet writes all of its decimals so."""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMMA = re.compile(r"(?<![\d.,_])(?<!_\{)(\d{1,12}),(\d{1,20})(?!\d|[.,]\d)")
_POINT = re.compile(r"(?<![\d.])\d+\.\d|(?<!\d)\.\d")
_LIST = re.compile(r"(?<![\d,])\d+,\d+,\d")
FEWEST = 3


def has_decimal_commas(formulas: Iterable[str]) -> bool:
    """Whether these formulas write their decimals with a comma.

    They do where no number has a point, no list has commas without space, and most numbers with a
    comma have more than one digit behind it, or a zero before it.

    >>> has_decimal_commas(["a = 0,8", "b = -0,25", "c = 1,5"])
    True
    >>> has_decimal_commas(["(1,2), (3,4), (5,6)"])
    False
    """
    found: list[tuple[str, str]] = []
    for text in formulas:
        if _POINT.search(text) or _LIST.search(text):
            return False
        found += _COMMA.findall(text)
    clear = sum(before == "0" or len(behind) > 1 for before, behind in found)
    return len(found) >= FEWEST and 2 * clear > len(found)


def with_points(text: str) -> str:
    """A formula with points in its decimals, as long as before.

    >>> with_points("w_{1,2} = 0,8")
    'w_{1,2} = 0.8'
    >>> with_points("a = 0,7.")
    'a = 0.7.'
    """
    return _COMMA.sub(r"\1.\2", text)

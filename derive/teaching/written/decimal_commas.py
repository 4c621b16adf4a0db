"""Decimals with a plain comma, 0,8: read as numbers where a sheet writes all of its decimals so."""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMMA = re.compile(r"(?<![\d.,_])(?<!_\{)(\d{1,12}),(\d{1,20})(?!\d|[.,]\d)")
_POINT = re.compile(r"(?<![\d.])\d+\.\d|(?<!\d)\.\d")
_LIST = re.compile(r"(?<![\d,])\d+,\d+,\d")
_BRACED = re.compile(r"\d\{,\}\d")
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_OPERATORS = frozenset("+*/·×⋅")
FEWEST = 3


def has_decimal_commas(formulas: Iterable[str]) -> bool:
    """Whether these formulas write their decimals with a comma.

    They do where no number has a point, no list has commas without space, and most numbers with a
    comma have more than one digit behind it, or a zero before it, or are calculated with. A sheet
    that writes decimals as 3{,}5 has commas of lists in its brackets.

    >>> has_decimal_commas(["a = 0,8", "b = -0,25", "c = 1,5"])
    True
    >>> has_decimal_commas(["(1,2), (3,4), (5,6)"])
    False
    >>> has_decimal_commas(["a = 2 - 0,5·1,4 = 1,3", "f = 1,3·2,8 = 3,6"])
    True
    >>> has_decimal_commas(["x = (2,1)", "max(0,2) = 2", "max(0,3) = 3", "t = 3{,}5"])
    False
    """
    formulas = list(formulas)
    if any(_BRACED.search(text) for text in formulas):
        formulas = [_BRACKETS.sub("", text) for text in formulas]
    found: list[tuple[str, str]] = []
    clear = 0
    for text in formulas:
        if _POINT.search(text) or _LIST.search(text):
            return False
        found += _COMMA.findall(text)
        open_ = _BRACKETS.sub(lambda one: " " * len(one.group()), text)
        for one in _COMMA.finditer(text):
            beside = f"{open_[: one.start()].rstrip()[-1:]}{open_[one.end() :].lstrip()[:1]}"
            worked = bool(set(beside) & _OPERATORS) and open_[one.start()] != " "
            clear += one[1] == "0" or len(one[2]) > 1 or worked
    return len(found) >= FEWEST and 2 * clear > len(found)


def with_points(text: str) -> str:
    """A formula with points in its decimals, as long as before.

    >>> with_points("w_{1,2} = 0,8")
    'w_{1,2} = 0.8'
    >>> with_points("a = 0,7.")
    'a = 0.7.'
    """
    return _COMMA.sub(r"\1.\2", text)

"""Statements of plain text with one space between them: w = 0.5 b = -0.2, a = 1 + 1 = 2 c = 3.

A number that is all of a side ends a statement where the next name with its sign stands behind it.
It may as well be a factor of that name, `y = 2 x = 6`: where the numbers say so, it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"[-−+]?\d+(?:[.,]\d+)?"
_LISTED = rf"[(\[][ ]?{_NUMBER}(?:[ ]?[,;][ ]?{_NUMBER})*[ ]?[)\]]"
_NAME = r"[^\W\d_]\w{0,7}'?"
_ENDS = re.compile(
    rf"[=≈][ \t]*(?P<value>{_NUMBER}|{_LISTED})(?P<gap>[ \t]+)(?=(?P<name>{_NAME})[ \t]*[=≈](?!=)"
    r"[ \t]*(?P<then>[^\s,;]*))"
)
# "and" in a letter or two: x1 = 0.1 y x2 = 2
_AND = re.compile(rf"(?<=[\w)\]][ ])(?:y|e|i|et|og|en)[ ]+(?={_NAME}[ ]*[=≈](?!=))")
_CLOSE = 0.005  # of the product, as results are rounded


def statements_of(line: str, before: str = "") -> Iterator[tuple[int, int]]:
    """Start and end of each statement of a line; `before` is the text above it.

    >>> [*statements_of("w = 0.5 b = -0.2")], [*statements_of("y = 2 x = 6", "x = 3")]
    ([(0, 7), (8, 16)], [(0, 11)])
    """
    start = 0
    for one in _ENDS.finditer(line):
        if not _is_factor(one, line, before):
            yield start, one.end("value")
            start = one.end("gap")
    yield start, len(line)


def begins_next(line: str, gap: int) -> bool:
    """Whether the gap that begins at this place of a line is one between two statements."""
    found = next((one for one in _ENDS.finditer(line) if one.start("gap") == gap), None)
    return found is not None and not _is_factor(found, line, "")


def joins(line: str, place: int) -> bool:
    """Whether a word that might be a letter joins two statements: both have a sign of their own.

    >>> joins("a = 2 y b = 3", 6), joins("a = 2 y + b", 6)
    (True, False)
    """
    return _AND.match(line, place) is not None and re.search("[=≈]", line[:place]) is not None


def _is_factor(end: re.Match[str], line: str, before: str) -> bool:
    """Whether the number is multiplied by the name behind it: the numbers that follow say so."""
    value = _value(end["value"])
    if value is None:
        return False
    then = re.match(_NUMBER, end["then"])
    rest = end["then"][then.end() :] if then else ""
    if then and rest[:1] in ("*", "·", "×", "("):
        return end["then"].startswith(end["value"])  # z = 0.5 x = 0.5*2
    told = [*re.finditer(rf"(?<!\w){re.escape(end['name'])}[ \t]*=[ \t]*({_NUMBER})",
                         before + line[: end.start()])]  # fmt: skip
    known = _value(told[-1][1]) if told else None
    result = _value(then.group()) if then and not rest else None
    if known is None or result is None:
        return False
    return abs(value * known - result) <= _CLOSE * max(1.0, abs(result))


def _value(number: str) -> float | None:
    try:
        return float(number.replace("−", "-").replace(",", "."))
    except ValueError:
        return None

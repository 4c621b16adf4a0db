"""Lines of plain text headed by a name: its change, its new value; v1: Δv1 = 0.2, new: 0.5 + 0.2.

What stands behind the word is read as said of the name in front; every place stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.teaching.written.plain_text import is_formula

_HEAD = re.compile(
    r"^[ \t>]*(?:(?:[-*+•]|\d{1,2}[.)])[ \t]+)?"
    r"(?P<name>[^\W\d_](?:[₀-₉]{1,3}|_?\d{1,3}|_[^\W\d_]\w?)?):[ \t]+(?P<rest>[^\n|$`]+)$",
    re.MULTILINE,
)
_NEW = re.compile(
    r"[ \t]*(?P<word>(?:new|now|neu(?:er)?|updated)(?:[ ](?:value|wert))?[ \t]*"
    r"(?:[:=]|(?=[-−]?\d)))",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?:\([^()\n]*\)|,(?=\d)|[^,;])+")


def headed_lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Start of each formula in such lines, and how it is read."""
    for line in _HEAD.finditer(text, start, end):
        told = list(_parts(line["name"], line["rest"], line.start("rest")))
        if any(new for _, _, new in told):
            yield from ((at, spelled) for at, spelled, _ in told)


def _parts(name: str, rest: str, start: int) -> Iterator[tuple[int, str, bool]]:
    """Each formula of a line, and whether it is that of the new value."""
    for part in _PARTS.finditer(rest):
        inside = part.group().rstrip(" \t.")
        new = _NEW.match(inside)
        if new is None:
            lead = len(inside) - len(inside.lstrip())
            if is_formula(inside[lead:]):
                yield start + part.start() + lead, inside[lead:], False
            continue
        formula = inside[new.end() :]
        width = len(new["word"])
        if len(name) < width and is_formula(f"{name} = {formula.strip()}"):
            spelled = name.ljust(width - 1) + "=" + formula
            yield start + part.start() + new.start("word"), spelled, True

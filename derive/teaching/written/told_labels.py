"""Lines of plain text whose words before a colon name what is worked out behind it:
slope at a1: 1 - 0.2^2 = 0.96, gradient of w1: 0.3 * 0.5 = 0.15, new b: 0.1 - 0.2 = -0.1.

The colon is read as a sign of equality; every place stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.teaching.written.calculations import calculations
from derive.teaching.written.worded_quantities import is_settled

_LINE = re.compile(
    r"^[ \t>]*(?:(?:[-*+•]|\d{1,2}[.)]|[a-z]\))[ \t]+)?"
    r"(?P<name>[^\W\d_]{2,}(?:[ ]\w{1,10}){1,4})[ ]?:(?=[ \t])(?P<rest>[^\n|$`:]+)$",
    re.MULTILINE,
)


def told_labels(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Start of each calculation with such a name, and how it is read."""
    for line in _LINE.finditer(text, start, end):
        rest = line["rest"].rstrip(" \t.,;")
        lead = len(rest) - len(rest.lstrip())
        whole = next(calculations(rest), None)
        if whole != (lead, len(rest)) or not is_settled(line["name"], text):
            continue
        gap = text[line.end("name") : line.start("rest")].replace(":", "=")
        yield line.start("name"), line["name"] + gap + rest

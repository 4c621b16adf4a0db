"""Given numbers in backticks, as people mark code in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.teaching.written.glued_names import glued_names
from derive.teaching.written.plain_text import LETTER, NUMBER, is_formula

_IS_GIVEN = re.compile(rf"(?:{LETTER}_?[\d₀-₉]{{0,2}}|[^\W\d_]+_?[^\W_]{{1,3}})[ ]?=[ ]?{NUMBER}$")
_TICKED = re.compile(r"(?<!`)`(?!`)([^`\n]+)`(?!`)")


def ticked_formulas(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each given number that is marked as code in a sentence: `w = 0.4`."""
    own = glued_names(text)
    for one in _TICKED.finditer(text):
        if is_formula(one[1], own) and _IS_GIVEN.match(one[1]):
            yield one.span(1)

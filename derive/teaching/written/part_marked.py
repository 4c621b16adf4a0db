r"""Formulas of which a part is marked: $\delta_3$ = 0.2 · 0.5 = 0.1, and s1 = `0.4*2 = 0.8`.

A marked formula may go on in code, $db = \frac1m$ `np.sum(dZ, axis=1)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.teaching.written.in_sentences import NAME, in_sentences, unescaped
from derive.teaching.written.words_of_formulas import is_word_of_formula

LONGEST = 400  # characters of a line
_MARKED = re.compile(r"(?<![\\$])\$(?!\$)([^$\n]+)\$(?!\$)")
_LINE = re.compile(r"^[^\n]*\$[^\n]+$", re.MULTILINE)
_TICKED = re.compile(
    rf"(?<![^\s(:*,])((?:d{NAME}/d)?{NAME}(?:\({NAME}\))?[ ]?[=≈][ ]?)(?<!`)`(?!`)([^`\n]+)`(?!`)"
)
# a formula whose last side is a mere factor, or nothing, and the call that it goes on with
_GOES_ON = re.compile(
    r"(?<![\\$])(\$(?!\$)[^$\n]*=[-+\s]*(?:\d+|\\[dt]?frac *(?:\w|\{[^{}$]*\}) *(?:\w|\{[^{}$]*\})"
    r"|\d/\w)?(?:\s|\\[,;:! ]|\\(?:cdot|times)\b|\*)*\$)[ ]?"
    r"(?<!`)`(?!`)((?:np|numpy|jnp|torch)\.\w+\([^`\n]+\)[^`\n]*)`(?!`)"
)


def dollars_within(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each formula of a line, of which only a part stands between dollars."""
    for line in _LINE.finditer(text):
        if len(line.group()) > LONGEST or "|" in line.group():
            continue
        marked = list(_MARKED.finditer(line.group()))
        plain = _MARKED.sub(lambda one: "x".ljust(len(one.group())), line.group())
        for start, end in in_sentences(plain, is_word_of_formula):
            inside = [one for one in marked if start <= one.start() < end]
            if inside and any(plain[at] in "=≈" for at in range(start, end)):
                last = max(end, inside[-1].end())
                yield line.start() + start, line.start() + last


def ticks_within(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each calculation in ticks behind its name and a sign."""
    for one in _TICKED.finditer(text):
        found = list(in_sentences(f"x = {one[2]}", is_word_of_formula))
        if found == [(0, len(one[2]) + 4)]:
            yield one.start(1), one.end(2)


def calls_behind(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each marked formula with the call in ticks that it goes on with."""
    for one in _GOES_ON.finditer(text):
        yield one.start(), one.end(2)


def unmarked(text: str, start: int, end: int) -> str:
    """What stands there, its marks left out; every place stays the same."""
    return unescaped(text[start:end]).replace("$", " ").replace("`", " ")

"""Calculations of numbers alone in plain text, whatever words stand before them.

What is worked out behind a word that is no name, `score = 0.5*2 + 0.1 = 1.1`, or behind no sign at
all, `to output 1: 0.1 - 0.2*0.5 = 0`, is a claim of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.teaching.written.words import ACTIVATION_WORDS, ELEMENTARY

LONGEST = 400  # characters of a line
_FUNCTIONS = "|".join(sorted((*ELEMENTARY, *ACTIVATION_WORDS, "σ", "sigma"), key=len, reverse=True))
_TOKEN = re.compile(
    rf"(?P<number>\d+(?:[.,]\d+)?)|(?P<function>(?<!\w)(?:(?:{_FUNCTIONS})(?=[ ]?\()|e(?=\^)))"
    r"|(?P<sign>(?<![<>=!~:])[=≈](?![=>]))|(?P<arrow>-{1,2}>|[-–—][ ](?=[^\W\d_]{2}))"
    r"|(?P<operator>[-−+*·×/^²³√½¼])"
    r"|(?P<open>[(\[])|(?P<close>[)\]])|(?P<comma>[,;](?=[ ]))|(?P<gap>[ \t]+)|(?P<other>.)"
)
_SIGN = re.compile(r"[=≈]")
_WORKED_OUT = re.compile(r"(?<=[\w)\]½²³])[ ]?[-−+*·×/^][ ]?(?=[-−\w(\[√½])|\w[ ]?\(")
_STARTS = re.compile(r"[-−]?[ ]?(?:[\d(\[√½¼]|[^\W\d_])")
_ENDS = re.compile(r"[\d)\]½¼²³]$")
_WORD_BEFORE = re.compile(r"[^\W\d_]{2,}(?:[ ][A-Z])?$")
_BEFORE = re.compile(r"(?:^|[:;,|>→.])$")
_BEHIND = re.compile(
    r"$|[,;|:)\]]|\.(?!\d)|[ \t]+(?:$|[^\W\d_]{2,}\b|[(|→–—,;]|-{1,2}>|[-–—][ ][^\W\d_]{2})"
)


def calculations(line: str) -> Iterator[tuple[int, int]]:
    """Start and end of each chain of numbers in a line, at least one side of it worked out.

    >>> [one for one in calculations("Sum: 0.1 + 0.1 = 0.2")], [*calculations("x + 0.1 = 0.2")]
    ([(5, 20)], [])
    """
    if len(line) > LONGEST or not _SIGN.search(line):
        return
    for start, end in _runs(line):
        yield from _chain(line, start, end)


def _runs(line: str) -> Iterator[tuple[int, int]]:
    """The parts of a line that hold nothing but numbers and what is done to them."""
    start, opened = 0, [0][:0]
    for token in _TOKEN.finditer(line):
        kind = token.lastgroup
        if kind == "open":
            opened.append(token.start())
        elif kind == "close" and opened:
            opened.pop()
        elif kind in ("other", "arrow", "close") or (kind == "comma" and not opened):
            yield start, opened[0] if opened else token.start()
            start, opened = token.end(), []
    yield start, opened[0] if opened else len(line)


def _chain(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The chain within such a part, without a side that names and words reach into."""
    signs = [one.start() for one in _SIGN.finditer(line, start, end)]
    starts = [start, *(at + 1 for at in signs)]
    sides = [_stripped(line, *one) for one in zip(starts, [*signs, end], strict=True)]
    if not _stands_alone(line, *sides[0]):
        sides = sides[1:]
    if sides and not _BEHIND.match(line, sides[-1][1]):
        sides = sides[:-1]
    if len(sides) < 2:
        return
    texts = [line[first:last] for first, last in sides]
    whole = all(_STARTS.match(one) and _ENDS.search(one) for one in texts)
    if whole and any(map(_WORKED_OUT.search, texts)):
        yield sides[0][0], sides[-1][1]


def _stripped(line: str, start: int, end: int) -> tuple[int, int]:
    text = line[start:end]
    return start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def _stands_alone(line: str, start: int, end: int) -> bool:
    """Whether what stands there is no part of something that begins before it."""
    if start >= end:
        return False
    before = line[:start].rstrip()
    if line[start:end].isdigit() and before:
        return False  # row 1 = ...
    if _BEFORE.search(before):
        return True
    apart = len(before) < start and not re.match(r"[-−+*·×/^][ ]", line[start:])
    return apart and _WORD_BEFORE.search(before) is not None

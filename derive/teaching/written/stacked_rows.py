"""Matrices in plain text, whose rows stand under each other in brackets of their own:

W = [ 0.1  -0.3 ]
    [ 0.2   0.6 ]

They are read as [0.1, -0.3; 0.2, 0.6], spelled so that every sign keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from derive.teaching.written.plain_text import LIST_MARK, is_formula

_NUMBER = r"[-−+]?\d+(?:[.,]\d+)?(?![\d.])"
_CELLS = rf"[ \t]*{_NUMBER}(?:(?:[ \t]*[,;&][ \t]+|[ \t]+){_NUMBER})*[ \t]*"
_ROW = re.compile(rf"\[{_CELLS}\]|\({_CELLS}\)|\|{_CELLS}\||[⎡⎢⎣]{_CELLS}[⎤⎥⎦]")
_LYING = re.compile(rf"\[{_CELLS}\]|\([ \t]*{_NUMBER}(?:[ \t]+{_NUMBER}){{2,}}[ \t]*\)")
_GAP = re.compile(r"(?<=\d)[ \t]+(?=[-−+]?\d)")
_GOES_ON = re.compile(r"[ \t]*[-+−*/·∘×⊙@^=≈]")
_NESTED = re.compile(
    r"^[ \t]*(?P<name>[^\n\[\]=|]{1,40}=[ \t]*)"
    rf"(?P<rows>\[[ \t]*\[{_CELLS}\](?:[ \t]*,?[ \t]*\n?[ \t]*\[{_CELLS}\])+[ \t]*\])",
    re.MULTILINE,
)  # fmt: skip
# the first row of a matrix with another equation beside it
_ASIDE = re.compile(
    r"^[ \t]*(?P<name>[^\n\[\]=|]{1,40}=[ \t]*)"
    rf"(?P<first>\[[ \t]*\[{_CELLS}\][ \t]*,?)(?P<gap>[ ]{{2,}}|\t+)"
    rf"(?P<aside>[^\n=]{{1,20}}=[^\n]+)"
    rf"(?P<rest>(?:\n[ \t]*\[{_CELLS}\][ \t]*,?)+[ \t]*\])",
    re.MULTILINE,
)
_LINE = re.compile(r"^[^\n]*$", re.MULTILINE)
FEWEST = 2  # rows


@dataclass(frozen=True)
class _Row:
    """A row in brackets: its line, where it starts and ends in the text, and what stands before it
    on its line, from the row before it on."""

    line: int
    start: int
    end: int
    column: int
    before: str
    goes_on: bool

    @property
    def name(self) -> str:
        """What the row is said to be, or a part of."""
        return self.before.strip(" \t,;")


def stacked_rows(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Where each matrix begins with its name, and how it is spelled in one row, within a part of a
    text.

    >>> list(stacked_rows("W = [1 -2]\\n    [3  4]", 0, 21))
    [(0, 'W = [1,-2;\\n     3, 4]')]
    """
    for found in _NESTED.finditer(text, start, end):
        told = found["name"].rstrip()
        if "\n" in found["rows"] and is_formula(f"{told} 1"):
            yield found.start("name"), found["name"] + found["rows"]
    for found in _ASIDE.finditer(text, start, end):
        told, aside = found["name"].rstrip(), found["aside"].rstrip(" \t,;")
        if is_formula(f"{told} 1") and is_formula(aside):
            between = " " * len(found["gap"] + found["aside"])
            yield found.start("name"), found["name"] + found["first"] + between + found["rest"]
            yield found.start("aside"), aside
    rows = [one for at, line in enumerate(_LINE.finditer(text, start, end))
            for one in _rows(text, at, line)]  # fmt: skip
    for stack in _stacks(rows):
        if len(stack) >= FEWEST and not any(one.goes_on for one in stack):
            yield from _spelled(text, stack, rows)


def _stacks(rows: list[_Row]) -> Iterator[list[_Row]]:
    """The rows with those right beneath them, of which one at most has a name."""
    by_place = {(one.line, one.column): one for one in rows}
    used: set[int] = set()
    for first in rows:
        if first.start in used:
            continue
        stack, named = [first], bool(first.name)
        while True:
            near = (
                by_place.get((stack[-1].line + 1, first.column + aside)) for aside in (-1, 0, 1)
            )
            beneath = next((one for one in near if one and not (named and one.name)), None)
            if beneath is None:
                break
            stack.append(beneath)
            named = named or bool(beneath.name)
        used |= {one.start for one in stack}
        yield stack


def _rows(text: str, at: int, line: re.Match[str]) -> Iterator[_Row]:
    last = line.start()
    for found in _ROW.finditer(text, line.start(), line.end()):
        before = text[last : found.start()]
        if last == line.start() and (mark := LIST_MARK.match(before)):
            before = before[mark.end() :]
        goes_on = _GOES_ON.match(text, found.end(), line.end()) is not None
        yield _Row(at, found.start(), found.end(), found.start() - line.start(), before, goes_on)
        last = found.end()


def _spelled(text: str, stack: list[_Row], rows: list[_Row]) -> Iterator[tuple[int, str]]:
    """The matrix of these rows, where one line names it, the first one or one further down."""
    named = [one for one in stack if one.name]
    if len(named) != 1 or "|" in named[0].name:
        return
    behind = [one for one in rows if one.line == named[0].line and one.start >= named[0].end]
    if behind and not behind[0].name:
        return  # a product
    told = named[0].name
    if not told.endswith("=") or not is_formula(f"{told} 1"):
        return
    whole = [" " if sign != "\n" else sign for sign in text[: stack[-1].end]]
    start = stack[0].start - len(named[0].before) + named[0].before.index(told)
    if start < 0 or "\n" in text[start : stack[0].start]:
        return
    whole[start : start + len(told)] = told
    for at, one in enumerate(stack):
        inner = with_commas(f"[{text[one.start + 1 : one.end - 1]}]")[1:-1]
        opens, closes = " " if at else "[", ";" if at < len(stack) - 1 else "]"
        whole[one.start : one.end] = f"{opens}{inner}{closes}"
    yield start, "".join(whole[start:])


def with_commas(text: str) -> str:
    """Rows of numbers in brackets with commas between them, as long as before.

    >>> with_commas("z = [0.5 -0.3] = (1  -2  3)")
    'z = [0.5,-0.3] = (1, -2, 3)'
    >>> with_commas("z = (0.5 -0.3) + [0.5 - 0.3]")
    'z = (0.5 -0.3) + [0.5 - 0.3]'
    """
    return _LYING.sub(lambda row: _GAP.sub(_as_comma, row.group()), text)


def _as_comma(gap: re.Match[str]) -> str:
    return "," + gap.group()[1:]

"""The mathematics of a document, Markdown or LaTeX, piece by piece with its place.

Only what stands between mathematical marks is given out; code, comments and escaped dollars are
left alone. Places count characters of the document from 0; lines and columns count from 1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from derive.errors import DeriveError
from derive.teaching.written.letters import words

MOST_CHARACTERS = 2_000_000
DISPLAYS = words(
    "equation align gather multline eqnarray displaymath math flalign alignat split aligned "
    "gathered cases"
)


LATEX_STARTS = "\\" + "begin{document}"


@dataclass(frozen=True)
class Piece:
    """Mathematics as it stands in a document, from `start` on; `display` on lines of its own."""

    text: str
    start: int
    display: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Document:
    """A text with its lines known.

    >>> page = Document("Let $a=1$.\\n$$b$$")
    >>> [(piece.text, page.place(piece.start)) for piece in page.pieces()]
    [('a=1', (1, 6)), ('b', (2, 3))]
    """

    text: str

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line starts."""
        return [0, *(match.end() for match in re.finditer(r"\n", self.text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a place."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def pieces(self) -> Iterator[Piece]:
        """The mathematics, in the order of the text.

        Raises DeriveError for a document that is larger than any sheet.
        """
        if len(self.text) > MOST_CHARACTERS:
            raise DeriveError(
                f"a sheet has at most {MOST_CHARACTERS} characters, found {len(self.text)}"
            )
        start = self.text.find(LATEX_STARTS)
        latex = start >= 0
        yield from _pieces(self.text, max(0, start), latex)


def decoded(data: bytes) -> str:
    """The text of a file, whatever its bytes: what is no UTF-8 becomes a mark of its own.

    >>> decoded(b"a\\xffb")
    'a\\ufffdb'
    """
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


_NAMES = "|".join(DISPLAYS)
_FENCE = r"^[ \t>]*(?P<fence>`{3,}|~{3,})[ \t]*(?P<kind>\w*)[^\n]*\n"
_MARK = re.compile(
    _FENCE
    + r"|(?P<ticked>\$`)|(?P<code>`+)|(?P<escaped>\\[$%\\](?!\[)(?!\())|(?P<comment>(?<!\\)%[^\n]*)"
    r"|(?P<double>\$\$)|(?P<single>\$)|(?P<inline>\\\()|(?P<shown>\\\[)"
    r"|\\(?:begin)\{(?P<name>" + _NAMES + r")\*?\}|<!--(?P<hidden>)",
    re.MULTILINE,
)


def _pieces(text: str, place: int, latex: bool) -> Iterator[Piece]:
    while True:
        match = _MARK.search(text, place)
        if match is None:
            return
        place = match.end()
        kind = match.lastgroup
        if kind == "kind" or match["fence"]:
            inside, place = _fenced(text, match)
            if match["kind"] == "math" and inside:
                yield Piece(inside, match.end(), True)
        elif kind == "ticked":
            close = text.find("`$", place)
            if close >= 0:
                yield Piece(text[place:close], place, False)
                place = close + 2
        elif kind == "code":
            close = text.find(match["code"], place)
            place = close + len(match["code"]) if close >= 0 and not latex else place
        elif kind == "comment":
            place = place if latex else match.start() + 1
        elif kind == "hidden":
            close = text.find("-->", place)
            place = close + 3 if close >= 0 else len(text)
        elif kind == "double":
            close = _unescaped(text, "$$", place)
            if close >= 0:
                yield Piece(text[place:close], place, True)
                place = close + 2
        elif kind == "single":
            close = _dollar(text, place)
            if close >= 0:
                yield Piece(text[place:close], place, False)
                place = close + 1
        elif kind in ("inline", "shown"):
            close = text.find("\\)" if kind == "inline" else "\\]", place)
            if close >= 0:
                yield Piece(text[place:close], place, kind == "shown")
                place = close + 2
        elif kind == "name":
            close = _end_of(text, match["name"], match.start())
            if close >= 0:
                yield Piece(text[match.start() : close], match.start(), True)
                place = close


def _fenced(text: str, match: re.Match[str]) -> tuple[str, int]:
    """What a fence holds, and where the text goes on."""
    fence = match["fence"]
    close = re.compile(rf"^[ \t>]*{re.escape(fence)}[ \t]*$", re.MULTILINE).search(
        text, match.end()
    )
    if close is None:
        return "", len(text)
    return text[match.end() : close.start()], close.end()


def _dollar(text: str, place: int) -> int:
    """The closing dollar of inline mathematics, in the same paragraph; -1 for a lone dollar."""
    paragraph = text.find("\n\n", place)
    limit = paragraph if paragraph >= 0 else len(text)
    close = _unescaped(text, "$", place)
    return close if place < close < limit else -1


def _unescaped(text: str, mark: str, place: int) -> int:
    """Where a mark stands next without a backslash before it."""
    while True:
        place = text.find(mark, place)
        if place < 1 or text[place - 1] != "\\":
            return place
        place += 1


def _end_of(text: str, name: str, start: int) -> int:
    """Behind the end of an environment that begins at `start`, others of its name within it."""
    level = 0
    for match in re.compile(r"\\(begin|end)\{" + name + r"\*?\}").finditer(text, start):
        level += 1 if match[1] == "begin" else -1
        if level == 0:
            return match.end()
    return -1

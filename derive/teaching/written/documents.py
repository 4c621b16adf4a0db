"""The mathematics of a document, Markdown or LaTeX, piece by piece with its place.

Only what stands between mathematical marks is given out; code, comments and escaped dollars are
left alone. Places count characters of the document from 0; lines and columns count from 1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from derive.errors import DeriveError
from derive.teaching.written.between_marks import in_plain_text, of_parts
from derive.teaching.written.closing import MOST_UNCLOSED, Closing
from derive.teaching.written.decimal_commas import has_decimal_commas, with_points
from derive.teaching.written.glued_names import glued_names
from derive.teaching.written.letters import words
from derive.teaching.written.macros import Macro, macros_of
from derive.teaching.written.numpy_calls import without_calls
from derive.teaching.written.piece import Piece

MOST_CHARACTERS = 2_000_000
DISPLAYS = words(
    "equation align gather multline eqnarray displaymath math flalign alignat split aligned "
    "gathered cases dmath"
)
# environments that are printed as they stand
VERBATIM = words("verbatim Verbatim lstlisting minted comment alltt filecontents")
LATEX_STARTS = "\\" + "begin{document}"


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

    @cached_property
    def macros(self) -> dict[str, Macro]:
        """The commands that the document defines, and names with their index glued on."""
        return {**glued_names(self.text), **macros_of(self.text)}

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a place."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def pieces(self) -> Iterator[Piece]:
        """The mathematics, in the order of the text, decimals with points.

        Raises DeriveError for a document that is larger than any sheet.
        """
        commas = self.has_commas
        for piece in self._pieces():
            text = without_calls(piece.text)
            yield replace(piece, text=with_points(text) if commas else text)

    @cached_property
    def has_commas(self) -> bool:
        """Whether its decimals are written with a comma."""
        return has_decimal_commas(piece.text for piece in self._pieces())

    def _pieces(self) -> Iterator[Piece]:
        if len(self.text) > MOST_CHARACTERS:
            raise DeriveError(
                f"a sheet has at most {MOST_CHARACTERS} characters, found {len(self.text)}"
            )
        start = self.text.find(LATEX_STARTS)
        latex = start >= 0
        found = list(_pieces(self.text, max(0, start), latex))
        marked = [one for one in found if not one.plain]
        gaps = [one for one in found if one.plain and not (marked and one.display)]  # no code
        told = list(in_plain_text(self.text, gaps, bool(marked)))
        parts = [] if latex else list(of_parts(self.text, marked))
        whole = [one for one in (*marked, *told)
                 if not any(part.start <= one.start < part.end for part in parts)]  # fmt: skip
        yield from sorted([*whole, *parts], key=lambda one: one.start)


def decoded(data: bytes) -> str:
    """The text of a file, whatever its bytes: what is no UTF-8 becomes a mark of its own.

    >>> decoded(b"a\\xffb")
    'a\\ufffdb'
    """
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


_FENCE = r"^[ \t>]*(?P<fence>`{3,12}|~{3,12})[ \t]*(?P<kind>\w*)[^\n]*\n"
_MARK = re.compile(
    _FENCE + r"|(?P<ticked>\$`)|(?P<code>(?<!\\)`{1,12})|(?P<escaped>\\[$%\\](?!\[)(?!\())"
    r"|(?P<comment>(?<!\\)%[^\n]*)"
    r"|(?P<double>\$\$)|(?P<single>\$)|(?P<inline>\\\()|(?P<shown>\\\[)"
    r"|\\(?:begin)\{(?P<verbatim>" + "|".join(VERBATIM) + r")\*?\}"
    r"|\\(?:verb|lstinline|mintinline(?:\{\w+\}))\*?(?P<quote>[^\s\w*{\[])"
    r"|\\(?:begin)\{(?P<name>" + "|".join(DISPLAYS) + r")\*?\}|<!--(?P<hidden>)",
    re.MULTILINE,
)


def _pieces(text: str, place: int, latex: bool) -> Iterator[Piece]:
    """The mathematics, and as `plain` the text between it."""
    closing = Closing(text)
    while True:
        match = _MARK.search(text, place)
        until = len(text) if match is None else match.start()
        if until > place and not latex:
            yield Piece(text[place:until], place, False, plain=True)
        if match is None:
            return
        start = place = match.end()
        kind = "fence" if match["fence"] else match.lastgroup
        if kind == "fence":
            inside, place = _fenced(text, match)
            if inside and (match["kind"] == "math" or (match["kind"] in _OF_TEXT and not latex)):
                yield Piece(inside, start, True, plain=match["kind"] != "math")
        elif kind == "code":
            place = place if latex else closing.behind(match["code"], place, place)
        elif kind == "comment":
            place = place if latex else match.start() + 1
        elif kind == "verbatim":
            place = closing.behind("\\" + f"end{{{match['verbatim']}", place, len(text))
        elif kind == "quote":
            line = text.find("\n", place)
            close = text.find(match["quote"], place, line if line >= 0 else len(text))
            place = close + 1 if close >= 0 else place
        elif kind == "hidden":
            place = closing.behind("-->", place, len(text))
        elif kind == "name":
            place = closing.environment(match["name"], match.start(), place)
            if place > start:
                yield Piece(text[match.start() : place], match.start(), True)
            elif closing.unclosed[match["name"]] <= MOST_UNCLOSED:
                yield Piece(match.group(), match.start(), True, match.group())
        elif kind in _MARKS:
            mark = _MARKS[kind]
            place = closing.behind(mark, place, place, paragraph=kind == "single")
            if kind == "double" and place > start:
                place = _not_the_next(text, start, place)
            elif kind == "shown" and _SHOWN.search(text, start, place):
                place = start
            unclosed = kind != "single" and closing.unclosed[mark] <= MOST_UNCLOSED
            if place == start and unclosed and text[start : start + len(mark)] != mark:
                end = _BLANK.search(text, start)
                place = end.start() if end else len(text)
                yield Piece(text[start:place], start, True, match.group())
            elif place > start:
                last = place - len(mark)
                if text[match.start() - 1 : match.start()] == "\\" == text[last - 1 : last]:
                    last -= 1  # marks with two backslashes, as pages for the web have them
                yield Piece(text[start:last], start, kind in ("double", "shown"))


_OF_TEXT = frozenset(("", "text", "txt", "plain", "plaintext"))
_SHOWN = re.compile(r"(?<!\\)\\\[")
_BLANK = re.compile(r"\n[ \t]*\n")


def _not_the_next(text: str, start: int, end: int) -> int:
    """The end of a display, or its start where what closes it opens the next one.

    That one begins a line, goes on in it, and a blank line stands before it.
    """
    line = text.rfind("\n", 0, end) + 1
    opens = not text[line : end - 2].strip() and bool(text[end:].partition("\n")[0].strip())
    return start if opens and _BLANK.search(text, start, end) else end


_MARKS = {"ticked": "`$", "double": "$$", "single": "$", "inline": "\\)", "shown": "\\]"}


def _fenced(text: str, match: re.Match[str]) -> tuple[str, int]:
    """What a fence holds, and where the text goes on."""
    fence = match["fence"]
    closing = re.compile(rf"^[ \t>]*{re.escape(fence)}[ \t]*$", re.MULTILINE)
    close = closing.search(text, match.end())
    if close is None:
        return "", len(text)
    return text[match.end() : close.start()], close.end()

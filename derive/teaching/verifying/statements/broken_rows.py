"""A display of several rows of which one cannot be read: the others are read all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from derive.teaching.written.macros import Macro
from derive.teaching.written.piece import Piece
from derive.teaching.written.read import read
from derive.teaching.written.reading import Formula, Unread

MOST_ROWS = 60
_AROUND = re.compile(
    r"\s*(?:\\(?:begin)\{(?:split|aligned|align|gather|gathered|equation)\*?\}\s*)+"
)
_CLOSED = re.compile(r"(?:\s*\\(?:end)\{(?:split|aligned|align|gather|gathered|equation)\*?\})+\s*")
_MARK = re.compile(r"\\(?:begin|end)(?![A-Za-z])|\\\\")


def in_rows(
    piece: Piece, unread: Unread, macros: Mapping[str, Macro]
) -> Iterator[tuple[Formula | Unread, Piece]]:
    """What stands in a piece that is not read as a whole, each with the part of it that it is in.

    Only `unread` where there are no rows, or where none of them is read.
    """
    rows = _rows(piece)
    found = list(_told(rows, piece, macros)) if 1 < len(rows) <= MOST_ROWS else []
    if any(isinstance(one, Formula) and one.statements for one, _ in found):
        yield from found
    else:
        yield unread, piece


def _told(
    rows: list[tuple[int, int]], piece: Piece, macros: Mapping[str, Macro]
) -> Iterator[tuple[Formula | Unread, Piece]]:
    """Runs of rows that are read together, and those between that are not read."""
    while rows:
        part = _part(piece, rows)
        formula = read(part.text, part.start, macros)
        if isinstance(formula, Formula):
            yield formula, part
            return
        at = next(
            (n for n, (_, end) in enumerate(rows) if formula.start - piece.start < end),
            len(rows) - 1,
        )
        if at:
            yield from _told(rows[:at], piece, macros)
        row = _part(piece, rows[at : at + 1])
        alone = read(row.text, row.start, macros)
        yield alone, row
        rows = rows[at + 1 :]


def _part(piece: Piece, rows: list[tuple[int, int]]) -> Piece:
    start, end = rows[0][0], rows[-1][1]
    return replace(piece, text=piece.text[start:end], start=piece.start + start)


def _rows(piece: Piece) -> list[tuple[int, int]]:
    """Where the rows of a display stand; a row ends where no matrix or bracket is open."""
    around = _AROUND.match(piece.text)
    start = around.end() if around else 0
    ends = list(_CLOSED.finditer(piece.text, start))
    last = ends[-1] if around and ends and ends[-1].end() == len(piece.text) else None
    stop = last.start() if last else len(piece.text)
    found: list[tuple[int, int]] = []
    level = 0
    for mark in _MARK.finditer(piece.text, start, stop):
        if mark.group() == "\\\\":
            if not level:
                found.append((start, mark.start()))
                start = mark.end()
        else:
            level += 1 if mark.group().endswith("begin") else -1
    if piece.text[start:stop].strip():
        found.append((start, stop))
    return found

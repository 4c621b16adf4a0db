"""Rows that begin with + or -: whether they go on with the sum that ends the row above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.teaching.written.letters import RELATIONS
from derive.teaching.written.token import Token

if TYPE_CHECKING:
    from derive.teaching.written.parser import Parser


def row_goes_on(parser: Parser) -> bool:
    """Whether a row begins with a sign that goes on with the sum above it, and is no equation that
    stands below another one, cell by cell."""
    if not (parser.at("+") or (parser.at("-") and parser.wide)):
        return False
    ends = [n for n, one in enumerate(parser.tokens[: parser.index]) if one.text == "\\"]
    if not ends:
        return True
    start = ends[-1] + 1
    column = sum(one.text == "&" for one in parser.tokens[start : parser.index])
    above = ends[-2] + 1 if len(ends) > 1 else 0
    rows = parser.tokens[above : ends[-1]], parser.tokens[start:]
    return not (column and all(_equates(row, column) for row in rows))


def _equates(row: Sequence[Token], column: int) -> bool:
    """Whether a cell of a row holds something, and the next one begins with a sign."""
    cells: list[list[str]] = [[]]
    for one in row:
        if one.text == "\\":
            break
        if one.text == "&":
            cells.append([])
        else:
            cells[-1].append(one.text)
    if len(cells) < column + 2 or not (cells[column] and cells[column + 1]):
        return False
    return cells[column + 1][0] in RELATIONS and cells[column][0] not in RELATIONS

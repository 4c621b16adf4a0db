"""Tables of a name, how it is worked out, and what it comes to: z | 0.6 · 2 - 1 | 0.2, in each row
one chain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written.names import written
from derive.teaching.written.piece import Piece
from derive.teaching.written.plain_text import is_formula
from derive.teaching.written.tree import Node, Relation

_RESULT = re.compile(
    r"(?i)\W*(?:(?:numerical |final )?(?:value|result|number)s?|(?:zahlen)?werte?|ergebnis(?:se)?"
    r"|zahl|valeurs?|résultats?|valor(?:es|e|i)?|resultados?|risultat[oi])\W*$"
)
_SHAPE = re.compile(r"\d+\s*×\s*\d+")  # of a matrix: 2 × 3
_PLAIN = re.compile(r"^(\s*)(\S.*?)\s*$", re.DOTALL)

Read = Callable[[Any], Node | None]  # of a cell


def calculation_table(
    rows: list[list[Any]], node: Read, text: str
) -> Iterator[tuple[Statement, Piece]]:
    """The chain of each row, where the last column is headed as results are."""
    head, *body = rows
    if len(head) < 3 or not _RESULT.match(head[-1].text):
        return
    for row in body:
        if len(row) != len(head):
            continue
        name, value = node(row[0]), node(row[-1])
        if name is None or written(name) is None or value is None or entries(value) is None:
            continue
        between = [_worked_out(cell, node) for cell in row[1:-1] if cell.text.strip()]
        if not between or None in between:
            continue
        sides = (name, *(one for one in between if one is not None), value)
        signs = tuple(Relation("=", one.start, one.end) for one in sides[1:])
        piece = Piece(text[sides[1].start : value.end], sides[1].start, False)
        yield Statement(sides, signs), piece


def _worked_out(cell: Any, node: Read) -> Node | None:
    """What a cell holds, with mathematical marks or without."""
    found = node(cell)
    plain = _PLAIN.match(cell.text)
    if plain is not None and _SHAPE.fullmatch(plain[2]):
        return None
    if found is not None or plain is None or not is_formula(f"x = {plain[2]}"):
        return found
    marked = type(cell)(f"${plain[2]}$", cell.start + len(plain[1]) - 1)
    return node(marked)

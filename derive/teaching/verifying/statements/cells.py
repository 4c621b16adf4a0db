"""What a number in a cell of a table says of a name: an equation in the place of the number."""

from __future__ import annotations

from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node, Relation


def in_cell(left: Node, value: Node, text: str, sign: str = "=") -> tuple[Statement, Piece]:
    """The statement, and the piece of the `text` that the number is."""
    relation = Relation(sign, value.start, value.end)
    piece = Piece(text[value.start : value.end], value.start, False)
    return Statement((left, value), (relation,)), piece

"""Examples listed as brackets behind their names: (x, y) = (0.5, 0), (2, 1), (-1, 0).

Read as a list of numbers for each of the names: x = (0.5, 2, -1) and y = (0, 1, 0). Where a name
has an index, its numbers would be taken for those of a vector: then nothing is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node, Relation

_NUMBER = r"[-−]?\d+(?:\.\d+)?"
_NEXT = re.compile(
    rf"\$?[ ]?(?:[,;]|[,;]?[ ](?:and|und|et|y|e)\b)?\s{{0,3}}\$?"
    rf"\([ ]?(?P<row>{_NUMBER}(?:[ ]?[,;|][ ]?{_NUMBER})+)[ ]?\)"
)
MOST = 12  # examples


def with_listed_pairs(found: list[tuple[Found, Piece]], text: str) -> list[tuple[Found, Piece]]:
    """The same with each such list taken apart by its names."""
    made: list[tuple[Found, Piece]] = []
    for one, piece in found:
        told = list(_lists(one, text)) if isinstance(one, Statement) else None
        if told:
            made += [(said, piece) for said in told if said is not None]
        else:
            made.append((one, piece))
    return made


def _lists(one: Statement, text: str) -> Iterator[Statement | None]:
    """What a list says of each of its names, None of an indexed one; nothing where it is none."""
    left, right = one.operands[0], one.operands[-1]
    if len(one.operands) != 2 or not isinstance(left, tree.Group) or one.signs[0].sign != "=":
        return
    first = (entries(right) or [[]])[0]
    if len(left.items) < 2 or len(first) != len(left.items) or None in map(written, left.items):
        return
    rows: list[list[Node]] = [[entry.node for entry in first]]
    end = right.end
    while len(rows) < MOST and (then := _NEXT.match(text, end)) is not None:
        numbers = [_number(each, then.start("row")) for each in re.finditer(_NUMBER, then["row"])]
        if len(numbers) != len(first):
            break
        rows.append(numbers)
        end = then.end()
    if len(rows) < 2:
        return
    for name, *column in zip(left.items, *rows, strict=True):
        start, last = column[0].start, column[-1].end
        listed = tree.Group("(", tuple(column), start, last)
        told = Statement((name, listed), (Relation("=", start, start),))
        yield told if isinstance(name, tree.Name) else None


def _number(found: re.Match[str], place: int) -> Node:
    """A number of the text as formulas have it."""
    start, end = place + found.start(), place + found.end()
    digits = found.group().lstrip("-−")
    number = tree.Number(digits, end - len(digits), end)
    return number if digits == found.group() else tree.Sum((number,), ("-",), start, end)

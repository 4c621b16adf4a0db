"""Tables with a row for each parameter: its old value, its gradient, its new one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.stated.data import BIASES, WEIGHTS
from derive.teaching.verifying.statements.cells import in_cell
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

COLUMNS = {
    "old": re.compile(r"(?i)\W*(?:old|before|start|current|initial|alt\w*|vorher|bisher\w*)\b"),
    "gradient": re.compile(r"(?i)\W*(?:grad\w*|derivative|slope|ableitung)\b"),
    "new": re.compile(r"(?i)\W*(?:new|after|updated|neu\w*|nachher|danach)\b"),
}
_LOSS = re.compile(
    r"(?:\\(?:partial)\s*|∂|\b(?:d))\{?\s*([LEJC])\b|(?<![A-Za-z\\])([LEJC])\s*(?:&\s*)?[=(]"
)
FEWEST = 2


def parameter_columns(
    rows: list[list[Any]], node: Callable[[Any], Node | None], text: str
) -> Iterator[tuple[Statement, Piece]]:
    """What each cell says of the parameter in front; none where this is no such table."""
    head, *body = rows
    kinds = [_kind(one.text) for one in head[1:]]
    names = [node(row[0]) for row in body]
    if len({*kinds} - {""}) < FEWEST or not all(map(_is_parameter, names)):
        return
    loss = _LOSS.search(text)
    letter = (loss[1] or loss[2]) if loss is not None else ""
    for name, row in zip(names, body, strict=True):
        for kind, cell in zip(kinds, row[1:], strict=False):
            value = node(cell) if kind else None
            if name is None or value is None or entries(value) is None:
                continue
            left = _derivative(name, letter) if kind == "gradient" else name
            if left is None:
                continue
            yield in_cell(left, value, text, "←" if kind == "new" else "=")


def _kind(head: str) -> str:
    return next((kind for kind, words in COLUMNS.items() if words.match(head)), "")


def _derivative(name: Node, loss: str) -> Node | None:
    if not loss:
        return None
    what = tree.Name(loss, name.start, name.start)
    return tree.Derivative("partial", what, name, 1, name.start, name.end)


def _is_parameter(node: Node | None) -> bool:
    name = written(node) if node is not None else None
    slots = slots_of(name) if name is not None else None
    return slots is not None and slots.letter in WEIGHTS | BIASES

"""Tables with a row for each step: the parameters before it, and what is worked out from them."""

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

STEPS = frozenset(("step", "iteration", "iter", "epoch", "update", "schritt", "epoche", "durchlauf",
                   "t", "n", "k"))  # fmt: skip
_RATE = re.compile(
    r"(?i)\b(?:learning[ -]rate|step size|lernrate|schrittweite)\b|\\(?:eta|alpha)\b|[ηα]"
)
FEWEST_ROWS = 2


def step_table(
    rows: list[list[Any]], node: Callable[[Any], Node | None], text: str
) -> Iterator[tuple[Statement, Piece]]:
    """Each number under its name, row by row; none where this is no such table, or where nothing
    says how far a step goes."""
    head, *body = rows
    if head[0].text.strip(" $*\n").casefold() not in STEPS or len(body) < FEWEST_ROWS:
        return
    numbers = [row[0].text.strip(" $\n") for row in body]
    first = 0 if numbers[0] == "0" else 1
    if numbers != [str(at) for at in range(first, first + len(body))] or not _RATE.search(text):
        return
    names = [node(one) for one in head[1:]]
    letters = set(map(_letter, names))
    if not letters & (WEIGHTS | BIASES) or letters <= {*WEIGHTS, *BIASES, ""}:
        return
    for row in body:
        for name, cell in zip(names, row[1:], strict=False):
            value = node(cell)
            if name is None or value is None or entries(value) is None or not _is_name(name):
                continue
            yield in_cell(name, value, text)


def _is_name(node: Node) -> bool:
    return written(node) is not None or isinstance(node, tree.Derivative)


def _letter(node: Node | None) -> str:
    """The letter of a name; empty for anything else."""
    name = written(node) if node is not None else None
    slots = slots_of(name) if name is not None else None
    return slots.letter if slots is not None else ""

"""What else a statement may be: equations side by side, one with a condition in brackets, or one
behind the dash of a list.

Read as one chain, `W = A  V = B` says that A V is B. It is taken apart where that is what it says
of itself: where a line or wide space parts the two, or where a result stands before a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from derive.teaching.verifying.statements.conditions_beside import parted
from derive.teaching.verifying.statements.glued import unglued
from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.tree import Node

_APART = re.compile(r"\n|\\(?:q?quad|hspace|\\)")
_DASH = re.compile(r"(?:\$\$|\\\[)[ \t]*-\s")
FEWEST_DASHES = 2
COUNTERS = frozenset("ijklmnpq")


def otherwise(statement: Statement, text: str) -> Iterator[tuple[Statement, ...]]:
    """The other ways to take a statement of the sheet `text`."""
    for at, operand in enumerate(statement.operands[1:-1], start=1):
        for left, right in _parted(operand, text):
            yield (
                replace(statement, operands=(*statement.operands[:at], left),
                        signs=statement.signs[:at], condition=None),
                Statement((right, *statement.operands[at + 1 :]), statement.signs[at:],
                          statement.condition),
            )  # fmt: skip
    bracketed = parted(statement.operands[-1]) if statement.condition is None else None
    if bracketed is not None:
        value, condition = bracketed
        yield (replace(statement, operands=(*statement.operands[:-1], value),
                       condition=condition),)  # fmt: skip
    uncounted = _without_counter(statement.operands[-1])
    if uncounted is not None:
        yield (replace(statement, operands=(*statement.operands[:-1], uncounted)),)
    apart = tuple(map(unglued, statement.operands))
    if apart != statement.operands:
        yield (replace(statement, operands=apart),)
    first = statement.operands[0]
    if isinstance(first, tree.Sum) and first.signs == ("-",):
        start = text.rfind("\n", 0, first.start) + 1
        dash = _DASH.match(text, start, first.start + 2)
        if dash is not None and len(_DASH.findall(text)) >= FEWEST_DASHES:
            yield (replace(statement, operands=(first.terms[0], *statement.operands[1:])),)


def _without_counter(node: Node) -> Node | None:
    """A formula without the indices in brackets for which it is said: h_j = f(z_j) (j = 1, 2)."""
    match node:
        case tree.Product((*rest, tree.Group("(", (tree.Chain() as first, *_)) as last), signs):
            counts = isinstance(first.operands[0], tree.Name) and first.operands[0].text in COUNTERS
            if not counts or not rest or signs[-1] or last.start < rest[-1].end:
                return None
            if len(rest) == 1:
                return rest[0]
            return tree.Product(tuple(rest), signs[:-1], node.start, rest[-1].end)
    return None


def _parted(node: Node, text: str, alone: bool = True) -> Iterator[tuple[Node, Node]]:
    """What ends one equation, and the name that begins the next.

    Without space between, that can be told only after a number that stands `alone`.
    """
    if isinstance(node, tree.Sum):
        for left, right in _parted(node.terms[-1], text, alone=False):
            terms = (*node.terms[:-1], left)
            yield tree.Sum(terms, node.signs, node.start, left.end), right
        return
    if not isinstance(node, tree.Product) or node.signs[-1] != "":
        return
    *rest, right = node.factors
    if written(right) is None and not isinstance(right, tree.Derivative):
        return
    left = rest[0] if len(rest) == 1 else tree.Product(
        tuple(rest), node.signs[:-1], node.start, rest[-1].end
    )  # fmt: skip
    share = isinstance(left, tree.Over) and isinstance(right, tree.Derivative)  # 1/9 dE/dq
    if (alone and is_printed(left) and not share) or _APART.search(text, rest[-1].end, right.start):
        yield left, right

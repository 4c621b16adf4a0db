"""What a sheet prints numbers for, where no network says what it is worth: derivatives are names of
the sheet's own, and squares of names are no names.

So dL/dq has the value that the sheet printed for it, and what goes on from it is held against that;
h_2^2 is the square of h_2, unless the sheet says itself what h_2^2 is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import without_place, written
from derive.teaching.written.tree import Node


def printed_names(chains: Iterable[Statement]) -> frozenset[str]:
    """The names and derivatives at the beginning of chains that end in a number.

    Where a derivative comes to several, they are told of one example or step after the other.
    """
    told: dict[str, set[str]] = {}
    derivatives: set[str] = set()
    for one in chains:
        head, result = one.operands[0], one.operands[-1]
        if (_is_derivative(head) or written(head) is not None) and _is_number(result):
            numbers = told.setdefault(_look(head), set())
            numbers.add(_look(result))
            derivatives |= {_look(head)} if _is_derivative(head) else set()
    several = any(len(told[one]) > 1 for one in derivatives)
    return frozenset(told.keys() - derivatives if several else told)


def with_names(node: Any, printed: frozenset[str]) -> Any:
    """The node with a name in place of each derivative that is printed, squares in brackets."""
    if not printed:
        return node
    if _is_derivative(node) and _look(node) in printed:
        return tree.Name(_look(node), node.start, node.end)
    match node:
        case tree.Scripted(base, lower, (tree.Number("2"),) as upper, 0, start, end):
            bare = tree.Scripted(base, lower, (), 0, start, end) if lower else base
            if _look(bare) in printed and _look(node) not in printed:
                return tree.Scripted(tree.Group("(", (bare,), start, end), (), upper, 0, start, end)
    return mapped(node, lambda inner: with_names(inner, printed))


def _look(node: Node) -> str:
    return f"{without_place(node)}"


def _is_number(node: Node) -> bool:
    rows = entries(node) or [[]]
    return len(rows) == len(rows[0]) == 1


def _is_derivative(node: Any) -> bool:
    """Whether this is the derivative of a name by a name."""
    match node:
        case tree.Derivative(what=what, by=by, order=1) if what is not None:
            return written(what) is not None and written(by) is not None
    return False

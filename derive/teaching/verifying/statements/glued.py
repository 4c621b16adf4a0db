"""Entries of a row that lost what parts them: (-0.1 - 0.2 - 0.3) for a row of three, (1010)."""

from __future__ import annotations

from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.tree import Node

MOST_DIGITS = 12


def unglued(node: Any, ragged: bool = False) -> Any:
    """The node with such rows taken apart, where every row of a matrix has as many entries then.

    With `ragged` only those of a matrix whose rows differ in length as they are printed.
    """
    match node:
        case tree.Matrix(rows):
            if ragged and len({len(row) for row in rows}) == 1:
                return node
            apart = [[one for cell in row for one in _signed(cell)] for row in rows]
            if len({len(row) for row in apart}) == 1 and len(apart[0]) > 1:
                return tree.Matrix(tuple(map(tuple, apart)), node.start, node.end)
            return node
        case tree.Group("(", (only,)) if not ragged:
            row = _digits(only) or _applied(only)
            if row:
                return tree.Group("(", tuple(row), node.start, node.end)
        case tree.Group("[", (only,)):
            row = _side_by_side(only)
            if row:
                return tree.Group("[", tuple(row), node.start, node.end)
    return mapped(node, lambda inner: unglued(inner, ragged))


def _signed(cell: Node) -> list[Node]:
    """The numbers of a sum, each an entry with its sign."""
    if not isinstance(cell, tree.Sum) or not all(isinstance(o, tree.Number) for o in cell.terms):
        return [cell]
    if any(sign not in ("-", "+") for sign in cell.signs) or "+" in cell.signs[1:]:
        return [cell]
    return [
        one if sign == "+" else tree.Sum((one,), ("-",), one.start, one.end)
        for one, sign in zip(cell.terms, cell.signs, strict=True)
    ]


def _side_by_side(node: Node) -> list[Node]:
    """-0.3, 0.2 for [-0.3  0.2]: decimals side by side are multiplied by nobody."""
    minus = isinstance(node, tree.Sum) and node.signs == ("-",)
    inner = node.terms[0] if isinstance(node, tree.Sum) and minus else node
    if not isinstance(inner, tree.Product) or any(inner.signs):
        return []
    first, *rest = inner.factors
    if not rest or not all(isinstance(one, tree.Number) and one.decimals for one in inner.factors):
        return []
    head = tree.Sum((first,), ("-",), node.start, first.end) if minus else first
    return [head, *rest]


def _digits(node: Node) -> list[Node]:
    """1, 0, 1, 0 for 1010."""
    match node:
        case tree.Number(text) if {*text} <= {"0", "1"} and 2 < len(text) <= MOST_DIGITS:
            return [tree.Number(one, node.start + at, node.start + at + 1)
                    for at, one in enumerate(text)]  # fmt: skip
    return []


def _applied(node: Node) -> list[Node]:
    """f(a), f(b) for f(a) f(b): one function, applied again and again."""
    if not isinstance(node, tree.Product) or any(node.signs) or len(node.factors) % 2:
        return []
    pairs = list(zip(node.factors[::2], node.factors[1::2], strict=True))
    names = {name.text if isinstance(name, tree.Name) else "" for name, _ in pairs}
    if len(pairs) < 2 or len(names) > 1 or "" in names:
        return []
    if not all(isinstance(inside, tree.Group) for _, inside in pairs):
        return []
    return [tree.Product(pair, ("", ""), pair[0].start, pair[1].end) for pair in pairs]

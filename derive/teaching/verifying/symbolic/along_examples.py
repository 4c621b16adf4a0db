"""A sum whose index stands nowhere in it, as that over the examples: db = 1/m Σ_i dZ, where the
columns of dZ, or its rows, are examples."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes

ADDED = "sumall"


def along_examples(node: Any, lying: bool) -> Any:
    """The formula with such sums along one axis: down where examples are rows (`lying`)."""
    node = mapped(node, lambda inner: along_examples(inner, lying))
    match node:
        case tree.Big("sum", lower, _, body) if not _stands_in(lower, body):
            name = tree.Name(ADDED, node.start, node.start)
            group = tree.Group("(", (body, _axis(lying, node.end)), body.start, node.end)
            return tree.Product((name, group), ("", ""), node.start, node.end)
        case tree.Product((tree.Name(text) as name, tree.Group(_, (body,)) as group), signs) if (
            text == ADDED
        ):
            group = replace(group, items=(body, _axis(lying, group.end)))
            return replace(node, factors=(name, group), signs=signs)
    return node


def _axis(lying: bool, place: int) -> tree.Number:
    return tree.Number("0" if lying else "1", place, place)


def _stands_in(lower: tree.Node | None, body: tree.Node) -> bool:
    """Whether an index below a sum is one of what is added up."""
    letters = {one.text for one in nodes(lower) if isinstance(one, tree.Name)} if lower else set()
    return any(isinstance(one, tree.Name) and one.text in letters for one in nodes(body))

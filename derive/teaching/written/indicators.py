"""Indicators: I[z > 0] and χ with a condition below it are 1 where the condition holds, else 0."""

from __future__ import annotations

from derive.teaching.written import tree
from derive.teaching.written.names import Written
from derive.teaching.written.tree import Node

LETTERS = ("I", "chi")


def condition_in(node: Node) -> tree.Chain | None:
    """The condition that a node is, in brackets or not."""
    while isinstance(node, tree.Group) and len(node.items) == 1:
        node = node.items[0]
    return node if isinstance(node, tree.Chain) else None


def indicated(name: Written) -> tree.Chain | None:
    """The condition that stands below a letter."""
    if name.letter in LETTERS and len(name.indices) == 1:
        return condition_in(name.indices[0])
    return None


def indicates(name: Written, following: Node) -> bool:
    """Whether a letter only says that the condition in brackets after it is 1 or 0."""
    return (
        name.letter in LETTERS
        and name.plain
        and isinstance(following, tree.Group)
        and condition_in(following) is not None
    )

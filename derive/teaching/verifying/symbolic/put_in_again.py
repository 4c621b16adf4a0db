"""A wrong formula that stands in a later one, with what it was said to be in its place."""

from __future__ import annotations

from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, without_place
from derive.teaching.written.tree import Node

SMALL = 3  # nodes that stand in many formulas by accident


def with_true(node: Node, claimed: Node, true: Node) -> Node | None:
    """The formula with what is true wherever the wrong one stands; None where it does not.

    Factors side by side, and terms of a sum, may stand among others.
    """
    claimed = _opened(claimed)
    if len(nodes(claimed)) < SMALL:
        return None
    made: Node = _changed(node, claimed, tree.Group("(", (true,), true.start, true.end))
    return made if without_place(made) != without_place(node) else None


def _opened(node: Node) -> Node:
    while isinstance(node, tree.Group) and len(node.items) == 1:
        node = node.items[0]
    return node


def _changed(node: Any, claimed: Node, true: Node) -> Any:
    if hasattr(node, "start") and without_place(node) == without_place(claimed):
        return true
    if isinstance(node, tree.Product) and isinstance(claimed, tree.Product):
        at = _found(node.factors, ("", *node.signs[1:]), claimed.factors, claimed.signs)
        if at is not None:
            past = at + len(claimed.factors)
            factors = (*node.factors[:at], true, *node.factors[past:])
            signs = ("", *(*node.signs[1 : at + 1], *node.signs[past:]))
            return tree.Product(factors, signs, node.start, node.end)
    if isinstance(node, tree.Sum) and isinstance(claimed, tree.Sum):
        at = _found(node.terms, node.signs, claimed.terms, claimed.signs, True)
        if at is not None:
            past = at + len(claimed.terms)
            terms = (*node.terms[:at], true, *node.terms[past:])
            signs = (*node.signs[:at], "+", *node.signs[past:])
            return tree.Sum(terms, signs, node.start, node.end)
    return mapped(node, lambda inner: _changed(inner, claimed, true))


def _found(
    among: tuple[Node, ...], signs: tuple[str, ...], wanted: tuple[Node, ...],
    wanted_signs: tuple[str, ...], first_too: bool = False,
) -> int | None:  # fmt: skip
    """Where some factors or terms stand in a row; the sign before the first factor is free."""
    looks, told = [without_place(one) for one in among], [without_place(one) for one in wanted]
    skipped = 0 if first_too else 1
    for at in range(len(looks) - len(told) + 1):
        if looks[at : at + len(told)] == told and (
            signs[at + skipped : at + len(told)] == wanted_signs[skipped:]
        ):
            return at
    return None

"""Derivatives of a loss by a prime: J'(r) and J'_r for dJ/dr."""

from __future__ import annotations

from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node


def with_primed_losses(node: Any) -> Any:
    """The node with such derivatives written out."""
    if isinstance(node, tree.Product):
        factors: list[Node] = []
        signs: list[str] = []
        for one, sign in zip(node.factors, node.signs, strict=True):
            what = _primed(factors[-1]) if factors and sign == "" else None
            by = _only(one) if what is not None else None
            if what is not None and by is not None:
                factors[-1] = tree.Derivative("d", what, by, 1, factors[-1].start, one.end)
            else:
                factors.append(one)
                signs.append(sign)
        if len(factors) < len(node.factors):
            whole = tree.Product(tuple(factors), tuple(signs), node.start, node.end)
            return with_primed_losses(whole if len(factors) > 1 else factors[0])
    match node:
        case tree.Scripted(tree.Name(text) as base, (tree.Name() | tree.Scripted() as by,), (), 1):
            if text in LOSSES:
                return tree.Derivative("d", base, by, 1, node.start, node.end)
    return mapped(node, with_primed_losses)


def _primed(node: Node) -> tree.Name | None:
    """The loss under a prime that nothing else is written on."""
    match node:
        case tree.Scripted(tree.Name(text) as base, (), (), 1) if text in LOSSES:
            return base
    return None


def _only(node: Node) -> Node | None:
    """The one name that brackets hold."""
    inner = node.items[0] if isinstance(node, tree.Group) and len(node.items) == 1 else None
    while isinstance(inner, tree.Chain) and not inner.relations:
        inner = inner.operands[0]
    is_name = inner is not None and written(inner) is not None
    return inner if is_name and isinstance(node, tree.Group) and node.bracket == "(" else None

"""Losses as people write them: E(t, x) for E, and (x - t)^2 for the square of a length."""

from __future__ import annotations

from typing import Any

from derive.teaching.verifying.bound_names import BoundNames
from derive.teaching.verifying.readings import mapped
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, whole_names, written
from derive.teaching.written.tree import Node

LOSSES = ("loss", "new.loss")


def bare_losses(node: Node, names: BoundNames) -> Node:
    """The node with E in place of E(t, x): what a loss is a function of says nothing new."""
    if not any(isinstance(one, tree.Product) for one in nodes(node)):
        return node
    bare: Node = _bare(node, names)
    return bare


def _bare(node: Any, names: BoundNames) -> Any:
    if isinstance(node, tree.Product):
        factors: list[Node] = []
        signs: list[str] = []
        for one, sign in zip(node.factors, node.signs, strict=True):
            if factors and sign == "" and _is_loss(factors[-1], names) and _is_list(one):
                continue
            factors.append(_bare(one, names))
            signs.append(sign)
        if len(factors) == 1:
            return factors[0]
        return tree.Product(tuple(factors), tuple(signs), node.start, node.end)
    return mapped(node, lambda inner: _bare(inner, names))


def _is_loss(node: Node, names: BoundNames) -> bool:
    name = written(node)
    ref = names.ref(name) if name is not None else None
    return ref is not None and ref.key in LOSSES


def _is_list(node: Node) -> bool:
    """Whether brackets hold names only: (t, x), (w)."""
    return (
        isinstance(node, tree.Group)
        and node.bracket == "("
        and bool(node.items)
        and all(written(one) is not None for one in node.items)
    )


def in_lengths(node: Any, names: BoundNames) -> Any:
    """The node with |v|^2 in place of v^2 for vectors: so is a loss of several outputs written."""
    if names.sizes.units[-1:] in ((), (1,)):
        return node
    match node:
        case tree.Scripted(tree.Group(_, (inner,)) as base, (), (tree.Number("2"),), 0):
            if _is_vector(inner, names):
                bars = tree.Bars("norm", inner, base.start, base.end)
                return tree.Scripted(bars, (), node.upper, 0, node.start, node.end)
    return mapped(node, lambda inner: in_lengths(inner, names))


def _is_vector(node: Node, names: BoundNames) -> bool:
    """Whether whole targets or outputs stand there, or a column of numbers; no entries."""
    if any(isinstance(one, tree.Matrix) for one in nodes(node)):
        return True
    refs = [names.ref(name) for name in whole_names(node)]
    return any(ref is not None and ref.key == "t" and not ref.entry for ref in refs)

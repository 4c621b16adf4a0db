"""Differentials: dr = dW x + W dx is about small changes, which no definition decides."""

from __future__ import annotations

from typing import Any

from derive.teaching.verifying.symbolic.definitions import Definitions
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, whole_names, without_place, written
from derive.teaching.written.tree import Node


def has_differentials(sides: Any, told: Definitions) -> bool:
    """Whether a d that is no name of the sheet stands before a matrix, a column or brackets."""
    if "d" in told.formulas:
        return False
    return any(_at(node) for node in nodes(sides))


def as_free(left: Node, right: Node, told: Definitions) -> tuple[Node, Node] | None:
    """Both sides with a free letter for dW, where that is the one differential of each; then it is
    any matrix, and what holds of it holds of all: x^T dW^T r = tr(dW^T r x^T)."""
    letters = {name.letter for name in whole_names((left, right))}
    free = next((one for one in "GQPMDSZ" if one not in letters | told.indices.keys()), "")
    changed = [{repr(without_place(_bare(one.factors[at + 1]))) for one in nodes(side)
                for at in _at(one)} for side in (left, right)]  # fmt: skip
    if not free or len(changed[0]) != 1 or changed[0] != changed[1]:
        return None
    if any(isinstance(one, tree.Derivative) for one in nodes((left, right))):
        return None
    return _put(left, free), _put(right, free)


def _put(node: Any, free: str) -> Any:
    places = _at(node)
    if not places:
        return mapped(node, lambda inner: _put(inner, free))
    factors = []
    for at, one in enumerate(node.factors):
        if at not in places:
            factors.append(_as(one, free) if at - 1 in places else _put(one, free))
    signs = tuple(one for at, one in enumerate(node.signs) if at - 1 not in places)
    if len(factors) == 1:
        return factors[0]
    return tree.Product(tuple(factors), signs, node.start, node.end)


def _as(node: Any, free: str) -> Any:
    """The free letter in the place of a name, turned as that is."""
    if isinstance(node, tree.Transposed):
        return tree.Transposed(_as(node.inner, free), node.start, node.end)
    return tree.Name(free, node.start, node.end)


def _bare(node: Any) -> Any:
    return _bare(node.inner) if isinstance(node, tree.Transposed) else node


def _at(node: Any) -> list[int]:
    """The places of each d before a matrix, a column or brackets in a product."""
    if not isinstance(node, tree.Product):
        return []
    found = []
    for at, (first, then) in enumerate(zip(node.factors, node.factors[1:], strict=False)):
        name = written(first)
        is_d = name is not None and name.plain and name.letter == "d"
        if is_d and not node.signs[at + 1] and _changes(then):
            found.append(at)
    return found


def _changes(node: Any) -> bool:
    """Whether a small change of this can be meant: of a capital or bold letter, of brackets."""
    while isinstance(node, tree.Transposed | tree.Scripted):
        node = node.inner if isinstance(node, tree.Transposed) else node.base
    if isinstance(node, tree.Name):
        return node.bold or bool(node.accents) or node.text.isupper()
    return isinstance(node, tree.Group | tree.Bars)

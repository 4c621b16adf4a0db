"""Differentials: dr = dW x + W dx is about small changes, which no definition decides."""

from __future__ import annotations

from typing import Any

from derive.teaching.verifying.symbolic.definitions import Definitions
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written


def has_differentials(sides: Any, told: Definitions) -> bool:
    """Whether a d that is no name of the sheet stands before a matrix, a column or brackets."""
    if "d" in told.formulas:
        return False
    for node in nodes(sides):
        if isinstance(node, tree.Product):
            signs = node.signs[1:]
            for first, then, sign in zip(node.factors, node.factors[1:], signs, strict=False):
                name = written(first)
                is_d = name is not None and name.plain and name.letter == "d"
                if is_d and not sign and _changes(then):
                    return True
    return False


def _changes(node: Any) -> bool:
    """Whether a small change of this can be meant: of a capital or bold letter, of brackets."""
    while isinstance(node, tree.Transposed | tree.Scripted):
        node = node.inner if isinstance(node, tree.Transposed) else node.base
    if isinstance(node, tree.Name):
        return node.bold or bool(node.accents) or node.text.isupper()
    return isinstance(node, tree.Group | tree.Bars)

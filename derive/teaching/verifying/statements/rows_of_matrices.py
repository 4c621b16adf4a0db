"""Rows and columns of a matrix, W_{2,:} = (0.3, -0.1): read as their entries in a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, whole_names
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

ALL = ":"  # the index that goes over a row or a column
MOST = 12  # entries


def with_rows(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """The statements with the entries of rows in place of them, as many as are printed beside."""
    told: list[tuple[Found, Piece]] = []
    for one, piece in found:
        if isinstance(one, Statement) and any(map(_is_row, one.operands)):
            counts = {count for node in one.operands for count in _counts(node)}
            if len(counts) != 1:
                return found  # a name of a column that is worked with: X_{:,1}^T X_{:,1} = 5
            (count,) = counts
            one = replace(one, operands=tuple(_opened(node, count) for node in one.operands))
        told.append((one, piece))
    return told


def _is_row(node: Node) -> bool:
    return any(_goes_over(one) for one in nodes(node))


def _goes_over(node: Any) -> bool:
    return isinstance(node, tree.Name) and node.text == ALL


def _counts(node: Node) -> Iterator[int]:
    """How many entries each vector has that is written out in brackets."""
    for one in nodes(node):
        if isinstance(one, tree.Group) and one.bracket in ("(", "[") and 1 < len(one.items) <= MOST:
            yield len(one.items)
        elif isinstance(one, tree.Matrix) and 1 in (len(one.rows), len(one.rows[0])):
            yield max(len(one.rows), len(one.rows[0]))


def _opened(node: Any, count: int) -> Any:
    """The node with the entries of each row in brackets."""
    if isinstance(node, tuple):
        return tuple(_opened(one, count) for one in node)
    if not hasattr(node, "start") or not _is_row(node):
        return node
    if isinstance(node, tree.Scripted | tree.Derivative) or _is_differential(node):
        entries = tuple(_entry(node, at) for at in range(1, count + 1))
        return tree.Group("(", entries, node.start, node.end)
    return type(node)(*(_opened(getattr(node, name), count) for name in node.__slots__))


def _is_differential(node: Node) -> bool:
    """Whether this is d W_{2,:}."""
    if not isinstance(node, tree.Product) or len(node.factors) != 2 or any(node.signs):
        return False
    first, second = node.factors
    one_name = len(list(whole_names(second))) == 1
    return isinstance(first, tree.Name) and first.text in ("d", "Delta") and one_name


def _entry(node: Any, at: int) -> Any:
    """The entry of a row at this place."""
    if isinstance(node, tuple):
        return tuple(_entry(one, at) for one in node)
    if _goes_over(node):
        return tree.Number(str(at), node.start, node.end)
    if not hasattr(node, "start"):
        return node
    return type(node)(*(_entry(getattr(node, name), at) for name in node.__slots__))

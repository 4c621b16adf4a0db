"""A step written in numbers: 0.4 - 0.1 · 0.2 begins with the value that is renewed."""

from __future__ import annotations

from typing import Any

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.operands import agree
from derive.teaching.verifying.statements.printed import number
from derive.teaching.written import tree


def steps_from(value: Any, node: tree.Node) -> bool:
    """Whether a sum begins with this value as a number; of a list, each sum with its entry.

    An entry that does not change may stand there alone.
    """
    if value is None:
        return False
    if type(value) is not Matrix:
        return _begins_with(value, node) is True
    cells, before = _cells(node), list(value.entries())
    if len(cells) != len(before) or not cells:
        return False
    told = [_begins_with(old, one) for old, one in zip(before, cells, strict=True)]
    return True in told and False not in told


def _begins_with(value: Any, node: tree.Node) -> bool | None:
    """Whether a sum begins with this value; None where the value stands alone."""
    match node:
        case tree.Number() | tree.Sum((tree.Number(),), _):
            return None if agree(value, _first(node)) else False
        case tree.Sum((tree.Number(), *_), _):
            return bool(agree(value, _first(node)))
    return False


def _first(node: tree.Number | tree.Sum) -> Any:
    """The number that a sum begins with, and its sign."""
    if isinstance(node, tree.Number):
        return number(node.value)
    first = node.terms[0]
    assert isinstance(first, tree.Number)
    return number(-first.value if node.signs[0] == "-" else first.value)


def _cells(node: tree.Node) -> list[tree.Node]:
    """The entries of a list or a matrix, row by row."""
    match node:
        case tree.Matrix(rows):
            return [one for row in rows for one in row]
        case tree.Group(_, items) if len(items) > 1:
            return list(items)
        case tree.Scripted(tree.Matrix() | tree.Group() as inner):
            return _cells(inner)
    return []

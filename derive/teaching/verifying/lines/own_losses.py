"""Losses of a sheet without a network: E = 1/2 (x - t)^2, where x and t were printed as columns."""

from __future__ import annotations

from typing import Any

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.operands import Sheet, operand, valued
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.symbolic.losses_written import count_without_index
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import whole_names
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node


def in_own_lengths(found: list[Node], names: BoundNames, sheet: Sheet) -> list[Node] | None:
    """The sides of a line about a loss that is a number; None where no squares of columns are."""
    first = next(iter(whole_names(found[0])), None)
    rows = entries(found[-1])
    if first is None or first.letter not in LOSSES or rows is None:
        return None
    if (len(rows), len(rows[0])) != (1, 1):
        return None
    told = [_lengths(one, names, sheet) for one in found]
    return None if told == found else told


def _lengths(node: Any, names: BoundNames, sheet: Sheet) -> Any:
    """The node with |v|^2 for the square of a column, and without a sum whose index is nowhere."""
    match node:
        case tree.Scripted(tree.Group(_, (inner,)) as base, (), (tree.Number("2"),), 0):
            told = valued(operand(inner, names), None, sheet, True)
            if told is not None and type(told[0]) is Matrix:
                bars = tree.Bars("norm", inner, base.start, base.end)
                return tree.Scripted(bars, (), node.upper, 0, node.start, node.end)
        case tree.Big("sum") if count_without_index(node):
            return _lengths(node.body, names, sheet)
    return mapped(node, lambda inner: _lengths(inner, names, sheet))

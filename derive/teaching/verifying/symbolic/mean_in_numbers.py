"""A mean loss with the number of its examples written out: 1/3 of a sum over n, for 1/N."""

from __future__ import annotations

from typing import Any

from derive.teaching.verifying.lines.operands import Operand, Place
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.tree import Node

LETTER = "N"


def in_letters(node: Node, of: Operand, place: Place | None) -> Node:
    """The formula of a batch's loss with a letter for the number of examples; else as it is."""
    if place is None or of.ref is None or of.ref.key != "loss":
        return node
    count = len(place.world.part.examples)
    mean = place.world.graph.network.reduction == "mean"
    found: Node = _lettered(node, count) if mean and count > 1 else node
    return found


def _lettered(node: Any, count: int) -> Any:
    match node:
        case tree.Over(tree.Number(), tree.Number(text) as bottom) if text == str(count):
            return tree.Over(node.top, _letter(bottom), node.start, node.end)
        case tree.Over(tree.Number(), tree.Number(text) as bottom) if text == str(2 * count):
            two = tree.Number("2", bottom.start, bottom.end)
            below = tree.Product((two, _letter(bottom)), ("", ""), bottom.start, bottom.end)
            return tree.Over(node.top, below, node.start, node.end)
    return mapped(node, lambda one: _lettered(one, count))


def _letter(at: tree.Number) -> tree.Name:
    return tree.Name(LETTER, at.start, at.end)

r"""Biases as the weights of a unit 0: \sum_{i=0}^D w_{ji} x_i with x_0 = 1.

Such a sum is the bias w_{j0} and the sum from 1 on, so that columns are counted
from 1 as elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import apart, nodes, written
from derive.teaching.written.tree import Node

BIAS = "zeroth"  # behind the letter of a weight: that of unit 0


def of_unit_zero(chains: Iterable[Statement]) -> frozenset[str]:
    """The letters of units of which the one numbered 0 is 1: it is said, or a sum of weighted
    units begins there, as books have it."""
    found = set[str]()
    for one in chains:
        for node in nodes(one.operands):
            match node:
                case tree.Big("sum", tree.Chain((tree.Name(letter), tree.Number("0")))):
                    found |= _weighted(node.body, letter)
        for left, right in pairwise(one.operands):
            name = written(left)
            match name.indices if name is not None else (), right:
                case (tree.Number("0"),), tree.Number("1" | "+1"):
                    found.add(name.letter if name is not None else "")
    return frozenset(found)


def _weighted(body: Node, letter: str) -> set[str]:
    """The units that a letter counts beside weights with this letter and another one."""
    found = [(name.letter, _letters(name.indices)) for one in nodes(body)
             if (name := written(one)) is not None]  # fmt: skip
    of_weights = any(len(at) == 2 and letter in at for _, at in found)
    return {unit for unit, at in found if of_weights and at == [letter]}


def with_biases_apart(node: Any, ones: frozenset[str]) -> Any:
    """The node with what unit 0 adds to a sum as a term of its own."""
    if not ones:
        return node
    match node:
        case tree.Big("sum", tree.Chain((tree.Name(letter), tree.Number("0") as zero)) as lower):
            if _runs_over(node.body, letter, ones):
                first = replace(zero, text="1")
                operands = (lower.operands[0], first)
                rest = replace(node, lower=replace(lower, operands=operands))
                bias = _at_zero(node.body, letter, ones)
                return tree.Group("(", (tree.Sum((bias, rest), ("+", "+"), node.start, node.end),),
                                  node.start, node.end)  # fmt: skip
    return mapped(node, lambda inner: with_biases_apart(inner, ones))


def _runs_over(body: Node, letter: str, ones: frozenset[str]) -> bool:
    names = (name for one in nodes(body) if (name := written(one)) is not None)
    return any(name.letter in ones and letter in _letters(name.indices) for name in names)


def _letters(indices: Iterable[Node]) -> list[str]:
    return [one.text for one in indices if isinstance(one, tree.Name)]


def _at_zero(node: Any, letter: str, ones: frozenset[str]) -> Any:
    """What stands in the sum for unit 0: 1 for the unit, and the bias for its weight."""
    if isinstance(node, tree.Scripted) and isinstance(node.base, tree.Name):
        lower = tuple(one for index in node.lower for one in apart(index))
        if letter in _letters(lower):
            if node.base.text in ones:
                return tree.Number("1", node.start, node.end)
            left = tuple(one for one in lower if _letters((one,)) != [letter])
            base = replace(node.base, text=node.base.text + BIAS)
            return replace(node, base=base, lower=left)
    return mapped(node, lambda inner: _at_zero(inner, letter, ones))

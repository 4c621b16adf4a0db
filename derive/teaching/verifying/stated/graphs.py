"""Graphs of arithmetic, p = x + y and f = p z: what looks like a target there is one more input.

A network never adds what it is to say to what comes in, nor multiplies the two.
"""

from __future__ import annotations

from derive.teaching.verifying.stated.data import INPUTS, TARGETS
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written
from derive.teaching.written.tree import Node


def is_graph(chains: list[Statement]) -> bool:
    """Whether a name is said to be the sum or the product of an input and a target, both bare."""
    return any(
        (name := written(one.operands[0])) is not None
        and name.plain
        and (any(map(_adds, nodes(one.operands[1:]))) or any(map(_multiplies, one.operands[1:])))
        for one in chains
    )


def _adds(node: Node) -> bool:
    match node:
        case tree.Sum(terms, signs) if "-" not in signs:
            return _are_both(terms)
    return False


def _multiplies(node: Node) -> bool:
    match node:
        case tree.Product((_, _) as factors, (_, sign)) if sign != "/":
            return _are_both(factors)
    return False


def _are_both(parts: tuple[Node, ...]) -> bool:
    letters = {one.text for one in parts if isinstance(one, tree.Name)}
    return bool(letters & {*INPUTS}) and bool(letters & {*TARGETS})

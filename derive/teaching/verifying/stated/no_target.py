"""A loss without a target, C = 1/2 a^2: what is learned is to say 0."""

from __future__ import annotations

from derive.teaching.verifying.stated.data import BIASES, INPUTS, WEIGHTS
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node

GIVEN = WEIGHTS | BIASES | {*INPUTS}


def aims_at_zero(chains: list[Statement]) -> bool:
    """Whether a loss is said to be the square of an output alone, or half of it."""
    for one in chains:
        name = written(one.operands[0])
        if name is not None and name.letter in LOSSES and any(map(_is_square, one.operands[1:])):
            return True
    return False


def _is_square(node: Node) -> bool:
    match node:
        case tree.Product((tree.Number("0.5") | tree.Over(), inner)):
            return _is_square(inner)
        case tree.Over(inner, tree.Number("2")):
            return _is_square(inner)
        case tree.Scripted(tree.Name(letter), _, (tree.Number("2"),), 0):
            return letter not in GIVEN
    return False

r"""A column of ones: \mathbf 1^T Z and Z \mathbf 1 add up, \mathbf 1 b^T is b^T again and again."""

from __future__ import annotations

from derive.teaching.written import tree
from derive.teaching.written.indicators import condition_in
from derive.teaching.written.tree import Node


def is_ones(node: Node) -> bool:
    """Whether this is 1, or 1 with a letter below it that says how many."""
    match node:
        case tree.Number("1"):
            return True
        case tree.Scripted(tree.Number("1"), (tree.Name(),), (), 0):
            return True
    return False


def is_row_of_ones(node: Node) -> bool:
    """1^T: it adds up the rows of what stands behind it."""
    return isinstance(node, tree.Transposed) and is_ones(node.inner)


def adds_up(factors: list[Node], signs: list[str], place: int) -> bool:
    """Whether a factor is a column of ones that ends a product: it adds up what stands before."""
    last = place == len(factors) - 1 and place > 0
    return last and not signs[place] and is_ones(factors[place]) and not isinstance(
        factors[place - 1], tree.Number
    )  # fmt: skip


def below_one(node: tree.Scripted) -> tree.Chain | None:
    """The condition below an upright 1, which is 1 where that holds."""
    if isinstance(node.base, tree.Number) and node.base.text == "1" and node.lower:
        return condition_in(node.lower[0])
    return None

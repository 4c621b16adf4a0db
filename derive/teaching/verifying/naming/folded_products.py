r"""\theta^T x on a sheet where \theta_0 is the bias: what goes into the only unit, bias and all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import whole_names
from derive.teaching.written.tree import Node

PARAMETERS = frozenset(("theta", "w", "beta"))
INTO = "z"


def folds(sides: Iterable[Node]) -> bool:
    """Whether a parameter of index 0 is named, beside others, and no input of index 0."""
    names = list(whole_names(tuple(sides)))
    zeros = {one.letter for one in names if _number(one.indices) == "0" and not one.marks}
    ones = {one.letter for one in names if _number(one.indices) == "1"}
    return bool(PARAMETERS & zeros & ones) and "x" not in zeros


def _number(indices: tuple[Node, ...]) -> str:
    match indices:
        case (tree.Number(text),):
            return text
    return ""


def with_sums(node: Any) -> Any:
    """The node with what goes into the unit in place of the product, of the same example."""
    match node:
        case tree.Product((tree.Transposed(tree.Name(letter)), x), _) if letter in PARAMETERS:
            name = tree.Name(INTO, node.start, x.end)
            match x:
                case tree.Name("x"):
                    return name
                case tree.Scripted(tree.Name("x"), (), upper, 0):
                    return tree.Scripted(name, (), upper, 0, node.start, x.end)
    return mapped(node, with_sums)

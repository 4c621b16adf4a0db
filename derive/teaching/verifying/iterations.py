"""Weights of an iteration, w(n) and w(n+1): the old ones and the new."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.teaching.verifying.readings import mapped
from derive.teaching.verifying.slots import PARAMETERS
from derive.teaching.verifying.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.documents import Piece
from derive.teaching.written.names import nodes, written
from derive.teaching.written.tree import Node


def without_iterations(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says with w for w(n), and a new w for w(n+1), where it has both."""
    letters = {letter for one, _ in found if isinstance(one, Statement)
               for node in nodes(one.operands) for letter in _counting(node)}  # fmt: skip
    if len(letters) != 1:
        return found
    (letter,) = letters
    return [
        (replace(one, operands=_without(one.operands, letter)), piece)
        if isinstance(one, Statement) else (one, piece)
        for one, piece in found
    ]  # fmt: skip


def _counting(node: Node) -> list[str]:
    """The n of w(n+1)."""
    if not isinstance(node, tree.Product):
        return []
    found = []
    for name, bracket in zip(node.factors, node.factors[1:], strict=False):
        told = written(name)
        match bracket:
            case tree.Group("(", (tree.Sum((tree.Name(letter), tree.Number("1")), ("+", "+")),)):
                if told is not None and told.letter in PARAMETERS:
                    found.append(letter)
    return found


def _without(node: Any, letter: str) -> Any:
    if not isinstance(node, tree.Product):
        return mapped(node, lambda inner: _without(inner, letter))
    factors: list[Node] = []
    signs: list[str] = []
    for factor, sign in zip(node.factors, node.signs, strict=True):
        step = _step(factor, letter) if factors and not sign and written(factors[-1]) else ""
        if step == "new":
            factors[-1] = _new(factors[-1], factor.end)
        elif not step:
            factors.append(_without(factor, letter))
            signs.append(sign)
    if len(factors) == 1:
        only = factors[0]
        return replace(only, end=node.end)
    return replace(node, factors=tuple(factors), signs=tuple(signs))


def _step(node: Node, letter: str) -> str:
    """Whether a bracket behind a name is (n), or (n+1); empty for anything else."""
    match node:
        case tree.Group("(", (tree.Name(text),)) if text == letter:
            return "old"
        case tree.Group("(", (tree.Sum((tree.Name(text), tree.Number("1")), ("+", "+")),)):
            return "new" if text == letter else ""
    return ""


def _new(node: Node, end: int) -> Node:
    mark = tree.Name("new", end, end)
    if isinstance(node, tree.Scripted):
        return replace(node, upper=(*node.upper, mark), end=end)
    return tree.Scripted(node, (), (mark,), 0, node.start, end)

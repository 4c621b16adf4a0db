"""Weights of an iteration, w(n) and w(n+1), or w and w^*: the old ones and the new."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.teaching.verifying.naming.slots import PARAMETERS
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, written
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

STARS = frozenset(("*", "ast", "star"))


def without_iterations(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says with w for w(n), and a new w for w(n+1), where it has both; so for w^*
    where a step leads to it, w^* = w - ..., and it is not the best w that there is."""
    found = _without_stars(found)
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


def _without_stars(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    if not any(isinstance(one, Statement) and _leads_to_star(one) for one, _ in found):
        return found
    return [(replace(one, operands=_renewed(one.operands)), piece)
            if isinstance(one, Statement) else (one, piece) for one, piece in found]  # fmt: skip


def _leads_to_star(one: Statement) -> bool:
    """Whether a chain is a step from w to w^*."""
    name, right = written(one.operands[0]), one.operands[1]
    if name is None or not isinstance(right, tree.Sum) or _starred(one.operands[0]) is None:
        return False
    first = written(right.terms[0])
    return first is not None and first.letter == name.letter and _starred(right.terms[0]) is None


def _starred(node: Any) -> tree.Name | None:
    """The star on a weight or a bias."""
    if not isinstance(node, tree.Scripted) or not isinstance(node.base, tree.Name):
        return None
    if node.base.text not in PARAMETERS:
        return None
    return next((one for one in node.upper if isinstance(one, tree.Name) and one.text in STARS),
                None)  # fmt: skip


def _renewed(node: Any) -> Any:
    star = _starred(node)
    if star is None:
        return mapped(node, _renewed)
    upper = tuple(replace(one, text="new") if one is star else one for one in node.upper)
    return replace(node, upper=upper)


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

r"""Squares that are names: \sigma^2 = \frac1m \sum_i (x_i - \mu)^2, where σ stands nowhere else.

The variance of batch or layer normalisation is what a sheet defines and derives by; its root has
no name there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes
from derive.teaching.written.piece import Piece

SQUARED = "squared"


def with_squared_names(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says with one name for each such square."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    told = {letter for one in chains if (letter := _square(one.operands[0]))}
    if not told:
        return found
    bases = {id(node.base) for one in chains for node in nodes(one.operands) if _square(node)}
    alone = {node.text for one in chains for node in nodes(one.operands)
             if isinstance(node, tree.Name) and id(node) not in bases}  # fmt: skip
    letters = told - alone
    if not letters:
        return found
    return [(replace(one, operands=_named(one.operands, letters)), piece)
            if isinstance(one, Statement) else (one, piece) for one, piece in found]  # fmt: skip


def _square(node: Any) -> str:
    """The letter of a name that is squared."""
    match node:
        case tree.Scripted(tree.Name(text), _, (tree.Number("2"),), 0):
            return text
    return ""


def _named(node: Any, letters: set[str]) -> Any:
    if _square(node) in letters:
        base = replace(node.base, text=node.base.text + SQUARED)
        lower = tuple(_named(one, letters) for one in node.lower)
        return replace(node, base=base, lower=lower, upper=()) if lower else replace(
            base, start=node.start, end=node.end)  # fmt: skip
    return mapped(node, lambda inner: _named(inner, letters))

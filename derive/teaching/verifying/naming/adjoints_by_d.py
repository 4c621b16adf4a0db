"""Derivatives of the last node of a circuit by a d alone: df = 1, then dq = 0.24 is df/dq.

The sheet says so where the last node has such a derivative that is 1, or where one is written out,
dq = df/dq, and where other names of the sheet have one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.teaching.verifying.computed.numbers import look
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import without_place, written
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

FEWEST = 2  # other names that have one


def with_adjoints(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says, with df/dq for each dq."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    heads = {look(one.operands[0]) for one in chains}
    of = next((last for one in chains if (last := _last(one)) is not None and look(last) in heads),
              None)  # fmt: skip
    if of is None:
        return found
    others = {look(name) for one in chains
              if (name := _derived(one.operands[0])) is not None}  # fmt: skip
    if len(others - {look(of)}) < FEWEST or "Name(text='d'" in look(of):
        return found
    return [(replace(one, operands=_read(one.operands, of)) if isinstance(one, Statement) else one,
             piece) for one, piece in found]  # fmt: skip


def _last(chain: Statement) -> Node | None:
    """The node that is derived, by what a chain says."""
    name, right = _derived(chain.operands[0]), chain.operands[1]
    if name is None or len(chain.operands) != 2:
        return None
    match right:
        case tree.Number("1"):
            return name
        case tree.Derivative(what=what, by=by, order=1) if what is not None:
            same = without_place(by) == without_place(name)
            return what if same and written(what) is not None else None
    return None


def _derived(node: Any) -> Node | None:
    """The name behind a d that is all of a side."""
    match node:
        case tree.Product((tree.Name("d"), inner), ("", "")) if written(inner) is not None:
            return inner
    return None


def _read(node: Any, of: Node) -> Any:
    if not isinstance(node, tree.Product):
        return mapped(node, lambda inner: _read(inner, of))
    factors: list[Any] = []
    signs: list[str] = []
    for one, sign in zip(node.factors, node.signs, strict=True):
        before = factors[-1] if factors else None
        if isinstance(before, tree.Name) and before.text == "d" and not sign and written(one):
            factors[-1] = tree.Derivative("d", of, one, 1, before.start, one.end)
        else:
            factors.append(one if isinstance(one, tree.Name) else _read(one, of))
            signs.append(sign)
    if len(factors) == 1:
        return factors[0]
    return replace(node, factors=tuple(factors), signs=tuple(signs))

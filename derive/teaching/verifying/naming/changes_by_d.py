"""Changes that are written with a d, or a D: dw1 = eta*delta*x1, "increments"; read as Δw_1.

The sheet says so where the learning rate is a factor of what they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.teaching.verifying.naming.slots import PARAMETERS
from derive.teaching.verifying.stated.data import RATES
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.piece import Piece

ONLY_RATES = RATES - {"lambda", "mu", "rho"}  # these are factors of other terms as well
FEWEST = 2  # lines that say so


def with_changes(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says, with Δw for dw where that is a step of learning, and no slope."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    steps = [one for one in chains if _changed(one.operands[0]) and _has_rate(one.operands[1])]
    others = [one for one in chains if _changed(one.operands[0]) and one not in steps]
    if len(steps) < FEWEST or others:
        return found
    return [(replace(one, operands=_read(one.operands)) if isinstance(one, Statement) else one,
             piece) for one, piece in found]  # fmt: skip


def _changed(node: Any) -> tree.Name | None:
    """The letter of the parameter in dw or dw_1."""
    match node:
        case tree.Product((tree.Name("d" | "D"), inner), ("", "")):
            base = inner.base if isinstance(inner, tree.Scripted) else inner
            return base if isinstance(base, tree.Name) and base.text in PARAMETERS else None
    return None


def _has_rate(node: Any) -> bool:
    """Whether the learning rate is a factor, or one of the factors is."""
    if isinstance(node, tree.Sum) and len(node.terms) == 1:
        node = node.terms[0]
    factors = node.factors if isinstance(node, tree.Product) else ()
    return any(isinstance(one, tree.Name) and one.text in ONLY_RATES for one in factors)


def _read(node: Any) -> Any:
    name = _changed(node)
    if name is None:
        return mapped(node, _read)
    moved = replace(name, accents=("Delta", *name.accents), start=node.start)
    inner = node.factors[1]
    return replace(inner, base=moved, start=node.start) if inner is not name else moved

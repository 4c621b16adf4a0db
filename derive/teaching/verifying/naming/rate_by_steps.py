"""A learning rate by another letter: n = 0.3, where a step says that it is one, Δw = n δ x.

It is read as eta. Nothing is done where the sheet gives a number to one of the usual letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.naming.slots import PARAMETERS
from derive.teaching.verifying.stated.data import INPUTS, RATES, WEIGHTS
from derive.teaching.verifying.statements.statements import Found, Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes
from derive.teaching.written.piece import Piece

NEVER = frozenset((*WEIGHTS, *INPUTS, "b", "d", "e", "t", "y"))  # these go into many products
OF_A_SLOPE = frozenset(("delta", "nabla", "grad", "g"))


def with_rate_of_steps(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says, with eta for the letter that its steps have for it."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    given = {letter for one in chains for letter in _given(one)}
    if given & RATES:
        return found
    indexed = {one.base.text for chain in chains for one in nodes(chain.operands)
               if isinstance(one, tree.Scripted) and isinstance(one.base, tree.Name)}  # fmt: skip
    letters = {letter for chain in chains for letter in _of_steps(chain)}
    letters = (letters & given) - indexed - NEVER
    if len(letters) != 1:
        return found
    (letter,) = letters
    return [(replace(one, operands=_read(one.operands, letter)) if isinstance(one, Statement)
             else one, piece) for one, piece in found]  # fmt: skip


def _given(chain: Statement) -> Iterator[str]:
    """The letter alone that is said to be a number."""
    first, *values = chain.operands
    if isinstance(first, tree.Name) and len(values) == 1 and is_printed(values[0]):
        yield first.text


def _of_steps(chain: Statement) -> Iterator[str]:
    """The letters that stand beside a slope in what a parameter is changed by."""
    first, *others = chain.operands
    changes = _parameter(first, "Delta")
    for side in others:
        match side:
            case tree.Product() if changes:
                yield from _beside_slope(side)
            case tree.Sum((tree.Product() as product,), ("-",)) if changes:
                yield from _beside_slope(product)
            case tree.Sum((old, tree.Product() as product)) if _parameter(old):
                yield from _beside_slope(product)


def _parameter(node: Any, accent: str = "") -> bool:
    """Whether this is the name of a parameter, or of its change."""
    base = node.base if isinstance(node, tree.Scripted) else node
    if not isinstance(base, tree.Name) or base.text not in PARAMETERS:
        return False
    return base.accents == ((accent,) if accent else ())


def _beside_slope(product: tree.Product) -> Iterator[str]:
    if any(isinstance(one, tree.Number) for one in product.factors):
        return  # w - 0.2 δ x: that is the rate
    inner = list(nodes(product.factors))
    slope = any(isinstance(one, tree.Derivative) or getattr(one, "text", "") in OF_A_SLOPE
                for one in inner)  # fmt: skip
    if slope:
        yield from (one.text for one in product.factors if isinstance(one, tree.Name))


def _read(node: Any, letter: str) -> Any:
    if isinstance(node, tree.Name) and node.text == letter and not node.accents:
        return replace(node, text="eta")
    return mapped(node, lambda inner: _read(inner, letter))

"""Partial derivatives by a lower index: E_y = 2(y - t) and E_b = E_v v', where E = (y - t)^2.

A sheet writes so where a name that it defines with no index has several, each of them a letter that
stands in its formulas as it is. They are read as derivatives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes
from derive.teaching.written.piece import Piece

FEWEST = 3  # letters


def with_partials(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says, with derivatives for such names."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    for letter in dict.fromkeys(name for one in chains for name in _defined(one)):
        if _is_derived(letter, chains):
            return [(replace(one, operands=_read(one.operands, letter))
                     if isinstance(one, Statement) else one, piece)
                    for one, piece in found]  # fmt: skip
    return found


def _defined(chain: Statement) -> Iterator[str]:
    """The letter alone that is said to be a formula."""
    first, *others = chain.operands
    if isinstance(first, tree.Name) and not first.accents and any(
        isinstance(one, tree.Name) for one in nodes(tuple(others))
    ):  # fmt: skip
        yield first.text


def _is_derived(letter: str, chains: list[Statement]) -> bool:
    every = [one for chain in chains for one in nodes(chain.operands)]
    if any(isinstance(one, tree.Derivative) for one in every):
        return False  # there it has signs of its own
    own = [one for one in every if isinstance(one, tree.Scripted)
           and isinstance(one.base, tree.Name) and one.base.text == letter]  # fmt: skip
    indices = [_index(one) for one in own]
    told = {one for one in indices if one is not None}
    within = {id(index) for one in own for index in nodes(one.lower)}
    bare = {one.text for one in every if isinstance(one, tree.Name) and id(one) not in within}
    scripted = {one.base.text for one in every if isinstance(one, tree.Scripted)
                and isinstance(one.base, tree.Name) and one.lower}  # fmt: skip
    if any(one in own for chain in chains if getattr(chain.operands[0], "text", "") == letter
           for one in nodes(chain.operands)):  # fmt: skip
        return False  # A = A_p + A_q is made of its parts
    started = {_index(chain.operands[0]) for chain in chains if chain.operands[0] in own}
    whole = None not in indices and told <= bare - (scripted - {letter})
    return whole and len(told & started) >= FEWEST


def _index(node: Any) -> str | None:
    match node:
        case tree.Scripted(tree.Name(), (tree.Name(index),), (), 0):
            return index
    return None


def _read(node: Any, letter: str) -> Any:
    match node:
        case tree.Scripted(tree.Name(text) as base, (tree.Name() as by,), (), 0) if text == letter:
            return tree.Derivative("partial", base, by, 1, node.start, node.end)
    return mapped(node, lambda inner: _read(inner, letter))

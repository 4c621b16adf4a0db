"""Conditions behind a value, in brackets or behind a comma: ReLU'(z) = 1 (z > 0), ..., i = j."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.teaching.written import tree
from derive.teaching.written.meaning import INDEX_LETTERS
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Chain, Node

ORDER = frozenset(("<", ">", "≤", "≥"))


def with_conditions(chains: Iterable[Chain], piece: Piece) -> Iterator[Chain]:
    """Chains with the condition that stands in brackets behind them, wide space between or none.

    1 (z > 0) may be a product with what is 1 or 0; 0 (z > 0) says nothing so.
    """
    waiting: Chain | None = None
    for chain in chains:
        condition = _alone(chain)
        if condition is not None and waiting is not None and waiting.condition is None:
            between = piece.text[waiting.end - piece.start : chain.start - piece.start]
            if waiting.relations and "\\\\" not in between:
                waiting = replace(waiting, condition=condition, end=chain.end)
                continue
        if waiting is not None:
            yield waiting
        waiting = _of_product(chain)
    if waiting is not None:
        yield waiting


def _alone(chain: Chain) -> Node | None:
    """The condition that a chain is, in brackets or as it stands."""
    if chain.condition is not None:
        return None
    return _as_it_stands(chain) if chain.relations else compared(chain.operands[0])


def _as_it_stands(chain: Chain) -> Node | None:
    """The comparison of two indices, i = j, or of a letter with a number, z > 0."""
    signs = {one.sign for one in chain.relations}
    if signs <= {"=", "≠"} and len(chain.relations) == 1 and all(map(_is_index, chain.operands)):
        return chain
    match chain.operands:
        case (tree.Name(), tree.Number()) if signs <= ORDER:
            return chain
    return None


def compared(node: Node | None) -> Node | None:
    """The comparison that brackets hold."""
    match node:
        case tree.Group("(" | "[", (Chain() as inner,)) if inner.relations:
            signs = {one.sign for one in inner.relations}
            of_indices = signs <= {"=", "≠"} and all(map(_is_index, inner.operands))
            return inner if signs <= ORDER or of_indices else None
    return None


def _is_index(node: Node | None) -> bool:
    return isinstance(node, tree.Name) and node.text in INDEX_LETTERS


def parted(node: Node | None) -> tuple[Node, Node] | None:
    """A value and the condition in brackets right behind it."""
    if not isinstance(node, tree.Product) or node.signs[-1] != "":
        return None
    condition = compared(node.factors[-1])
    if condition is None:
        return None
    rest = node.factors[:-1]
    if len(rest) == 1:
        return rest[0], condition
    return tree.Product(rest, node.signs[:-1], node.start, rest[-1].end), condition


def _of_product(chain: Chain) -> Chain:
    found = parted(chain.operands[-1])
    if found is None or chain.condition is not None or not chain.relations:
        return chain
    value, condition = found
    if not isinstance(value, tree.Number) or value.text == "1":
        return chain
    return replace(chain, operands=(*chain.operands[:-1], value), condition=condition)

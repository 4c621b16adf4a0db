"""A sheet on which d is a name, d = (y - t)/N: there d v^T is a product, and no change of v."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.piece import Piece


def with_letter_d(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says, with d in brackets where it is a factor and the sheet says what it is.

    Where dW or dx is what a chain is about, d is the mark of a derivative all the same.
    """
    chains = [one for one, _ in found if isinstance(one, Statement)]
    if not _is_told(chains) or any(_is_change(one.operands[0]) for one in chains):
        return found
    return [(replace(one, operands=_read(one.operands)) if isinstance(one, Statement) else one,
             piece) for one, piece in found]  # fmt: skip


def _is_told(chains: Iterable[Statement]) -> bool:
    """Whether d is worked out: said to be a formula."""
    return any(
        isinstance(one.operands[0], tree.Name) and one.operands[0].text == "d"
        and one.signs[0].sign == "=" and isinstance(one.operands[1], tree.Sum | tree.Product)
        for one in chains
    )  # fmt: skip


def _is_change(node: Any) -> bool:
    match node:
        case tree.Product((tree.Name("d"), _), ("", "")):
            return True
    return False


def _read(node: Any) -> Any:
    match node:
        case tree.Product((tree.Name("d") as name, *rest), signs):
            first = tree.Group("(", (name,), name.start, name.end)
            return replace(node, factors=(first, *map(_read, rest)), signs=signs)
    return mapped(node, _read)

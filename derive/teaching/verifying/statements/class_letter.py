"""An index that is said to be the class: L = -ln p_k, where k is the correct class, here k = 2."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.teaching.verifying.stated.spoken import class_letters
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes
from derive.teaching.written.piece import Piece

CLASS = "class"


def with_class(found: list[tuple[Found, Piece]], text: str) -> list[tuple[Found, Piece]]:
    """What a sheet says with the number of the class for that index, where it is no running one."""
    told = dict(class_letters(text))
    if len(told) != 1:
        return found
    ((letter, number),) = told.items()
    found = [(_called(one, letter) if isinstance(one, Statement) else one, piece)
             for one, piece in found]  # fmt: skip
    return [
        (replace(one, operands=tuple(_put(node, letter, number) for node in one.operands)), piece)
        if isinstance(one, Statement) and not _runs(one, letter) else (one, piece)
        for one, piece in found
    ]  # fmt: skip


def _called(one: Statement, letter: str) -> Statement:
    """Where the letter is given its number, a name of its own: y = 1 is no target then."""
    match one.operands:
        case (tree.Name(text) as name, tree.Number() as number) if text == letter:
            return replace(one, operands=(replace(name, text=CLASS), number))
    return one


def _runs(one: Statement, letter: str) -> bool:
    """Whether the letter runs there: in a sum, or as an index left of the sign."""
    sums = [node for node in nodes(one.operands) if isinstance(node, tree.Big)]
    return any(_is_index(inner, letter) for inner in nodes(one.operands[0])) or any(
        isinstance(inner, tree.Name) and inner.text == letter
        for node in sums for inner in nodes((node.lower, node.upper))
    )  # fmt: skip


def _is_index(node: Any, letter: str) -> bool:
    return isinstance(node, tree.Scripted) and any(
        isinstance(one, tree.Name) and one.text == letter for one in node.lower
    )


def _put(node: Any, letter: str, number: int) -> Any:
    if _is_index(node, letter):
        lower = tuple(
            tree.Number(str(number), one.start, one.end)
            if isinstance(one, tree.Name) and one.text == letter else one
            for one in node.lower
        )  # fmt: skip
        return replace(node, lower=lower)
    return mapped(node, lambda inner: _put(inner, letter, number))

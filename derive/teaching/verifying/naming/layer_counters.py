"""The letter that layers are counted by: "for the output layer (l = 2)", "l = L-1, L-2, ..., 1"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, without_place
from derive.teaching.written.piece import Piece

LETTERS = frozenset(("l", "ell"))
LAST = frozenset(("L", "N", "K", "D", "H", "n"))


def with_layer_counters(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says, where the letter that stands on other names as their layer says which one
    is spoken of, and claims nothing."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    counters = [one for one in chains if _counted(one)]
    scripts = {one for one in LETTERS if any(_is_on(node, one) for chain in chains
                                             for node in nodes(chain.operands))}  # fmt: skip
    several = len({str(without_place(one.operands[1:])) for one in counters}) > 1
    quiet = {id(one) for one in counters if several or _counted(one) in scripts}
    return [(_silent(one) if id(one) in quiet and isinstance(one, Statement) else one, piece)
            for one, piece in found]  # fmt: skip


def _counted(one: Statement) -> str:
    """The letter of which a line says what layer it is; empty for other lines."""
    match one.operands:
        case (tree.Name(letter), *rest) if letter in LETTERS and all(map(_is_layer, rest)):
            return letter
    return ""


def _is_layer(node: Any) -> bool:
    match node:
        case tree.Number(text):
            return text.isdigit()
        case tree.Name(letter):
            return letter in LAST
        case tree.Sum((tree.Name(letter), tree.Number(text))):
            return letter in LAST and text.isdigit()
    return False


def _is_on(node: Any, letter: str) -> bool:
    """Whether the letter stands high or low on a name."""
    if not isinstance(node, tree.Scripted):
        return False
    inner = [one.inner if isinstance(one, tree.Mark) else one for one in node.upper]
    return any(isinstance(one, tree.Name) and one.text == letter
               for script in (*node.lower, *inner) for one in nodes(script))  # fmt: skip


def _silent(one: Statement) -> Statement:
    first = one.operands[0]
    words = tree.Words("", first.start, first.end)
    return replace(one, operands=(words, *one.operands[1:]))

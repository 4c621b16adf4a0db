"""Names left bare in a formula of any unit: δ_o = (out_o - t) out_o (1 - out_o).

Where a sheet has t_1 and t_2, and no t of its own, the t of such a formula is that of the unit.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.stated.data import TARGETS
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, whole_names, written
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

FEWEST = 2  # numbers that the name has elsewhere


def with_unit_letters(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says, targets of such formulas with the letter of the unit below them."""
    any_unit = [one for one, _ in found if isinstance(one, Statement) and _letter(one) is not None]
    others = [one for one, _ in found if isinstance(one, Statement) and one not in any_unit]
    numbered: dict[str, set[str]] = defaultdict(set)
    for name in whole_names(tuple(node for one in others for node in one.operands)):
        numbered[name.letter] |= {
            "" if name.plain or not isinstance(index, tree.Number) else index.text
            for index in name.indices or (None,)
        }
    bare = {letter for letter, told in numbered.items()
            if letter in TARGETS and len(told) >= FEWEST and "" not in told}  # fmt: skip
    if not bare:
        return found
    return [(_with_letter(one, bare) if one in any_unit and isinstance(one, Statement) else one,
             piece) for one, piece in found]  # fmt: skip


def _letter(one: Statement) -> Node | None:
    """The letter of a unit that a formula is said for, where other names in it have that one."""
    name = written(one.operands[0])
    if name is None or len(name.indices) != 1 or not isinstance(name.indices[0], tree.Name):
        return None
    index = name.indices[0]
    for other in whole_names(one.operands[1:]):
        if [getattr(each, "text", "") for each in other.indices] == [index.text]:
            return index
    return None


def _with_letter(one: Statement, bare: set[str]) -> Statement:
    letter = _letter(one)
    if letter is None or any(isinstance(node, tree.Big) for node in nodes(one.operands)):
        return one
    return replace(one, operands=tuple(_indexed(node, bare, letter) for node in one.operands))


def _indexed(node: Any, bare: set[str], letter: Node) -> Any:
    if isinstance(node, tree.Scripted) and not isinstance(node.base, tree.Group):
        return node
    if isinstance(node, tree.Name) and node.text in bare and not node.accents:
        return tree.Scripted(node, (letter,), (), 0, node.start, node.end)
    return mapped(node, lambda inner: _indexed(inner, bare, letter))

"""A sign that begins a display, though what stands behind it is another quantity than before.

∂L/∂w_1 = ... = 0.08 =
= ∂L/∂w_2 = ... = 0.09
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.teaching.verifying.statements.statements import Found, Open, Statement
from derive.teaching.written import tree
from derive.teaching.written.names import Written, written
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node


def without_stray(found: Iterable[tuple[Found, Piece]]) -> Iterator[tuple[Found, Piece]]:
    """The statements; one that goes on from a sign left open, with the sister of what was spoken
    of, is a statement of its own, and its first sign is open too."""
    head: Node | None = None
    open_ = False
    for one, piece in found:
        if isinstance(one, Statement):
            goes_on = open_ and one.continued and head is not None and len(one.signs) > 1
            if goes_on and _are_sisters(head, one.operands[1]):
                yield Open(one.signs[0]), piece
                one = replace(one, operands=one.operands[1:], signs=one.signs[1:],
                              continued=False)  # fmt: skip
            head = head if one.continued else one.operands[0]
        open_ = isinstance(one, Open)
        yield one, piece


def _are_sisters(first: Node | None, second: Node) -> bool:
    """Whether both are names of one letter, with other indices; or derivatives by such."""
    if isinstance(first, tree.Derivative) and isinstance(second, tree.Derivative):
        return _differ(written(first.by), written(second.by))
    return first is not None and _differ(written(first), written(second))


def _differ(first: Written | None, second: Written | None) -> bool:
    if first is None or second is None or first.letter != second.letter:
        return False
    here, there = ([_text(node) for node in one.indices] for one in (first, second))
    return len(here) == len(there) and here != there


def _text(node: Node) -> str:
    return node.text if isinstance(node, tree.Number | tree.Name) else ""

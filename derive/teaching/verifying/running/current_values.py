r"""A letter for the derivative that has come so far: g \leftarrow \nabla_{a^{(k)}} J = g \odot f'.

It is assigned anew from line to line of a loop over layers. At the top of the loop it holds what
its last line assigned in the round before, that of the layer behind.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.teaching.verifying.running.layer_marks import LAYER, LayerMarks, slots
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, written
from derive.teaching.written.piece import Piece

ASSIGNS = ("←", ":=")
Sheet = list[tuple[Found, Piece]]


def with_current(found: Sheet, marks: LayerMarks) -> Sheet:
    """The statements with the derivative that such a letter stands for in its place."""
    given: dict[str, list[tree.Derivative]] = {}
    for one, _ in found:
        assigned = _assigned(one)
        if assigned is not None and any(_layers(assigned[1], marks)):
            given.setdefault(assigned[0], []).append(assigned[1])
    holds: dict[str, tree.Derivative | None] = {
        letter: _behind(several[-1], marks) for letter, several in given.items()
        if len(several) > 1
    }  # fmt: skip
    if not holds:
        return found
    made: Sheet = []
    for one, piece in found:
        assigned = _assigned(one)
        if isinstance(one, Statement):
            kept = one.operands[:1] if assigned is not None else ()
            one = replace(one, operands=(*kept, *_put(one.operands[len(kept) :], holds)))
        if assigned is not None and assigned[0] in holds and any(_layers(assigned[1], marks)):
            holds[assigned[0]] = assigned[1]
        made.append((one, piece))
    return made


def _assigned(one: Found) -> tuple[str, tree.Derivative] | None:
    """The letter that is assigned, and the derivative that it becomes."""
    if isinstance(one, Statement) and one.signs[0].sign in ASSIGNS:
        name = written(one.operands[0])
        if name is not None and name.plain and isinstance(one.operands[1], tree.Derivative):
            return name.letter, one.operands[1]
    return None


def _layers(node: tree.Derivative, marks: LayerMarks) -> list[int]:
    """The layers of what is derived by."""
    found = [marks.layer(slot) for one in nodes(node.by) for _, told in slots(one) for slot in told]
    return [one for one in found if one is not None]


def _behind(node: tree.Derivative, marks: LayerMarks) -> tree.Derivative | None:
    """The derivative of one layer before, for that of l: what it was a round before."""
    if _layers(node, marks) != [LAYER - 1]:
        return None

    def moved(inner: Any) -> Any:
        if isinstance(inner, tree.Sum) and marks.layer(inner) == LAYER - 1:
            return inner.terms[0]
        return mapped(inner, moved)

    return replace(node, by=moved(node.by))


def _put(node: Any, holds: dict[str, tree.Derivative | None]) -> Any:
    """A node with what the letters hold."""
    if isinstance(node, tree.Name) and (held := holds.get(node.text)) is not None:
        return replace(held, start=node.start, end=node.end)
    return mapped(node, lambda inner: _put(inner, holds))

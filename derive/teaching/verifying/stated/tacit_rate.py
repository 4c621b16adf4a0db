"""A step that no learning rate stands in, W^+ = W - ∂L/∂W: it is one of rate 1."""

from __future__ import annotations

from collections.abc import Iterable

from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.documents import Document
from derive.teaching.written.names import written
from derive.teaching.written.tree import Node

UPDATES = ("←", ":=")


def tacit_rate(chains: Iterable[Statement], document: Document) -> tuple[str, int] | None:
    """The rate 1, and the line of the first step without another, where a sheet writes one."""
    for one in chains:
        for at, right in enumerate(one.operands[1:]):
            left = _slots(one.operands[at])
            if left is None or not _is_step(right, left):
                continue
            if left.new or one.signs[at].sign in UPDATES:
                return "1", document.place(one.signs[at].start)[0]
    return None


def _is_step(node: Node, left: Slots) -> bool:
    """Whether a node is a quantity of this letter, and the derivative by it taken from it alone."""
    match node:
        case tree.Sum((old, tree.Derivative(_, what, by)), (_, "-")):
            told = _slots(old)
            return (
                what is not None and told is not None and told == _slots(by)
                and told.letter == left.letter
            )  # fmt: skip
    return False


def _slots(node: Node) -> Slots | None:
    name = written(node)
    return None if name is None else slots_of(name)

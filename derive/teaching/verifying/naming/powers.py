"""Squares among the names of a sheet: y^2 beside y is no quantity of layer 2.

Who raises the number of a layer does so wherever the letter stands, and says what that layer is:
a^1 = ..., a^2 = ..., or derives by it. A letter that stands bare, and raised in formulas with a 2
only, is squared there.
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written
from derive.teaching.written.tree import Node

SQUARED = (2,)


def without_squares(
    met: dict[str, list[Slots]], found: Iterable[Statement]
) -> dict[str, list[Slots]]:
    """The names by their letters, but those that are squares of others."""
    told = frozenset(_told_of(found))
    return {
        letter: [one for one in names if not one.raised]
        if letter not in told and {one.raised for one in names} == {(), SQUARED}
        else names
        for letter, names in met.items()
    }


def _told_of(found: Iterable[Statement]) -> Iterable[str]:
    """The letters that something is said of with a number raised: a^2 = ..., dC/da^2."""
    for one in found:
        told: list[Node | None] = [one.operands[0]]
        for node in nodes(one.operands):
            if isinstance(node, tree.Derivative):
                told += [node.what, node.by]
        for part in told:
            name = written(part) if part is not None else None
            slots = slots_of(name) if name is not None else None
            if slots is not None and slots.raised:
                yield slots.letter

"""The layer that a name says by a number raised on it, and what is taken over in it, a = z."""

from __future__ import annotations

from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.naming.usual import USUAL
from derive.teaching.verifying.stated.data import GIVEN
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written.names import whole_names, written
from derive.teaching.written.tree import Node


def taken_over(one: Statement) -> int | None:
    """The layer of which a chain says that what goes in comes out, a = z; 0 where none is named."""
    names = [written(node) for node in one.operands[:2]]
    slots = [slots_of(name) for name in names if name is not None]
    if len(slots) < 2 or slots[0] is None or slots[1] is None:
        return None
    if not goes_in(slots[1]) or slots[0].letter == slots[1].letter:
        return None
    raised = _raised(slots[1])
    if slots[0].letter in GIVEN and not (raised and raised == _raised(slots[0])):
        return None
    return raised[0] if raised else 0


def layer_of(slots: Slots | None, node: Node) -> int | None:
    """The number that is raised on a name, where it is one alone.

    A letter that is usually given, x, has to be said to be made of another of its layer.
    """
    raised = _raised(slots) if slots is not None else []
    if slots is None or len(raised) != 1:
        return None
    if slots.letter in GIVEN:
        inside = [slots_of(name) for name in whole_names(node)]
        others = [one for one in inside if one is not None and one.letter != slots.letter]
        if not any(_raised(one) == raised for one in others):
            return None
    return raised[0]


def goes_in(slots: Slots) -> bool:
    """Whether a letter is usually that of what goes into a layer."""
    return USUAL.get(slots.letter, ("",))[0] == "z"


def _raised(slots: Slots) -> list[int]:
    """The numbers that are raised on a name."""
    return [slot for slot in (*(slot for _, slot in slots.marks), *slots.raised)
            if isinstance(slot, int)]  # fmt: skip


def layer_letters(chains: list[Statement]) -> frozenset[str]:
    """Letters whose one lower number counts layers: A_1 and A_2 are matrices, as W_1 and W_2 are.

    Some of them is printed as several numbers, and a matrix with such a number stands on the sheet.
    """
    several: set[str] = set()
    matrices = False
    for one in chains:
        name = written(one.operands[0])
        slots = slots_of(name) if name is not None else None
        if slots is None or not _has_one_number(slots):
            continue
        for node in one.operands[1:]:
            rows = entries(node)
            if rows is not None and len(rows) * len(rows[0]) > 1:
                several.add(slots.letter)
                matrices = matrices or min(len(rows), len(rows[0])) > 1
    return frozenset(several if matrices else ())


def numbered_layer(slots: Slots | None, letters: frozenset[str]) -> int | None:
    """The lower number of a name, where that counts layers."""
    if slots is None or slots.letter not in letters or not _has_one_number(slots):
        return None
    (number,) = slots.lowered
    return number if isinstance(number, int) else None


def _has_one_number(slots: Slots) -> bool:
    return len(slots.lowered) == 1 and isinstance(slots.lowered[0], int) and not _raised(slots)

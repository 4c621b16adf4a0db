"""A bias without an index beside those of units: c_1, c_2 of hidden ones, c of the output."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from derive.teaching.verifying.stated.data import Stated

OUTPUT = "out"
FEWEST = 2  # units that have their own


def bare_apart(told: list[Stated]) -> list[Stated]:
    """The biases, bare numbers being of the output where several units have a number each."""
    numbered = Counter(one.slots.letter for one in told if _is_of_unit(one))
    return [_of_output(one) if _is_bare(one) and numbered[one.slots.letter] >= FEWEST else one
            for one in told]  # fmt: skip


def _is_of_unit(one: Stated) -> bool:
    slots = one.slots
    alone = len(slots.lowered) == 1 and not (slots.marks or slots.raised)
    return one.is_number and alone and isinstance(slots.lowered[0], int)


def _is_bare(one: Stated) -> bool:
    slots = one.slots
    return one.is_number and not (slots.marks or slots.raised or slots.lowered or slots.new)


def _of_output(one: Stated) -> Stated:
    return replace(one, slots=replace(one.slots, lowered=(OUTPUT,)))

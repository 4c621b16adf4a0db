"""Units that are numbered from the inputs on, and called alike: o_1 and o_2 are given."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from derive.teaching.verifying.stated.data import OUTCOMES, Stated

UNITS = OUTCOMES | {"y", "z", "s", "u"}


def starting_units(told: Iterable[Stated], weights: Set[str]) -> list[Stated]:
    """The units that weights lead from and none leads into, where they are given and have the first
    numbers: o_1 and o_2 beside w_{13}, or w_{31}."""
    told = list(told)
    pairs = {(one.slots.lowered[0], one.slots.lowered[1]) for one in told
             if one.slots.letter in weights and len(one.slots.lowered) == 2}  # fmt: skip
    for ways in (pairs, {(second, first) for first, second in pairs}):
        first = {source for source, _ in ways} - {unit for _, unit in ways}
        if not first or first != {*range(1, len(first) + 1)}:
            continue
        for letter in sorted(UNITS):
            found = [one for one in told if one.slots.letter == letter and one.is_number
                     and len(one.slots.lowered) == 1 and one.slots.lowered[0] in first]  # fmt: skip
            if {one.slots.lowered[0] for one in found} == first:
                return found
    return []


def unit_zero(told: Iterable[Stated]) -> list[Stated]:
    """What goes into a chain of single units: a_0, where no other a is given."""
    for letter in sorted(OUTCOMES):
        of_letter = [one for one in told if one.slots.letter == letter]
        if of_letter and all(one.is_number and one.slots.lowered == (0,) for one in of_letter):
            return [replace(one, slots=replace(one.slots, lowered=())) for one in of_letter]
    return []

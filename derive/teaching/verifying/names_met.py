"""The names that a sheet holds, by their letters, and what they tell without any number."""

from __future__ import annotations

from collections.abc import Iterator

from derive.teaching.verifying.evidence import Evidence
from derive.teaching.verifying.function_letters import function_letters
from derive.teaching.verifying.notation import Slot, Slots
from derive.teaching.verifying.slots import slots_of
from derive.teaching.verifying.statements import Statement
from derive.teaching.verifying.usual import BRACKETS, OF_LAYERS, USUAL
from derive.teaching.written.names import whole_names
from derive.teaching.written.words import FUNCTION_WORDS


def names_met(found: list[Statement]) -> dict[str, list[Slots]]:
    """Every letter of the sheet with the names that it stands in."""
    met: dict[str, list[Slots]] = {}
    applied = function_letters(found)
    for one in found:
        for node in one.operands:
            for name in whole_names(node):
                slots = slots_of(name)
                index = name.plain and name.letter in "ijk"
                if (
                    slots is None
                    or index
                    or slots.letter in applied
                    or slots.letter in FUNCTION_WORDS.keys() - USUAL.keys()
                ):
                    continue
                known = met.setdefault(slots.letter, [])
                if slots not in known and len(known) < 60:
                    known.append(slots)
    return met


def is_index(letter: str, met: dict[str, list[Slots]], told: list[Evidence]) -> bool:
    """Whether the letter of a loss counts the layers: L = 3 beside a^L."""
    if USUAL.get(letter) != ("loss",) or not told:
        return False
    every = [one for names in met.values() for one in names]
    raised = any(letter in (*one.raised, *map(_inside, one.marks)) for one in every)
    # C is the loss where L is a whole number that nothing leads to
    counts = all(not one.worked and one.weight <= 0.5 for one in told) and any(
        other != letter and USUAL.get(other) == ("loss",) for other in met
    )
    return (raised or counts) and not any(key == "loss" for one in told for key, *_ in one.fits)


def _inside(mark: tuple[str, Slot]) -> Slot:
    return mark[1]


def from_zero(met: dict[str, list[Slots]]) -> Iterator[str]:
    """Where layers may be counted from 0: that stands there on what no input has."""
    known = [one for letter, names in met.items() for one in names
             if set(USUAL.get(letter, ("a",))) <= OF_LAYERS]  # fmt: skip
    for where in BRACKETS:
        if any(one.mark(where) == 0 for one in known):
            yield where
    if any(one.raised[:1] == (0,) for one in known):
        yield "raised"


def definite(names: list[Slots]) -> list[Slots]:
    """The names without running indices, where there are any."""
    found = [one for one in names if not _runs(one)] or names
    if any(one.lowered for one in found):
        found = [one for one in found if one.lowered or one.marks or one.raised]
    return found


def _runs(name: Slots) -> bool:
    """Whether an index of a name is a letter that runs: w_{kj}, w_{k1}."""
    firsts = (one[0] if isinstance(one, tuple) else one for one in name.lowered)
    return any(isinstance(one, str) and one in "ijklmn" for one in firsts)

"""The names that a sheet holds, by their letters, and what they tell without any number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.function_letters import function_letters
from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.naming.usual import BRACKETS, OF_LAYERS, USUAL
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, whole_names, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.words import FUNCTION_WORDS

LOSS = ("loss",)
COUNTING = frozenset("LJ")
LESS = re.compile(r"[-+]\d+$")


def names_met(found: list[Statement]) -> dict[str, list[Slots]]:
    """Every letter of the sheet with the names that it stands in."""
    met: dict[str, list[Slots]] = {}
    applied, ones = function_letters(found), bias_inputs(found)
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
                if slots in ones:
                    continue
                known = met.setdefault(slots.letter, [])
                if slots not in known and len(known) < 60:
                    known.append(slots)
    return met


def bias_inputs(found: Iterable[Statement]) -> frozenset[Slots]:
    """The inputs that biases multiply: x_0 = 1, a^{(1)}_0 = 1."""
    told = set()
    for one in found:
        name = written(one.operands[0])
        slots = slots_of(name) if name is not None else None
        if slots is None or slots.lowered != (0,) or not is_printed(one.operands[-1]):
            continue
        value = entries(one.operands[-1])
        if (
            {"x", "a", "z"} & set(USUAL.get(slots.letter, ()))
            and value is not None
            and [[entry.value for entry in row] for row in value] == [[1]]
        ):
            told.add(slots)
    return frozenset(told)


def is_index(letter: str, met: dict[str, list[Slots]], told: list[Evidence], depth: int) -> bool:
    """Whether the letter of a loss counts the layers: L = 3 beside a^L, or of three layers."""
    if USUAL.get(letter) != LOSS or not told:
        return False
    if any(key == "loss" for one in told for key, *_ in one.fits):
        return False
    if any(_counts(letter, one) for names in met.values() for one in names):
        return True
    beside = any(USUAL.get(other) == LOSS for other in met if other != letter)
    if letter not in COUNTING or any(one.worked or one.whole is None for one in told):
        return False
    return beside or all(one.whole in (depth, depth + 1) for one in told)


def _counts(letter: str, name: Slots) -> bool:
    """Whether a letter stands where the number of a layer does: a^L, a^{(L)}, a^{(L-1)}."""
    said = (*name.raised, *(slot for _, slot in name.marks))
    return any(isinstance(one, str) and LESS.sub("", one) == letter for one in said)


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


def derived_whole(found: Iterable[Statement]) -> frozenset[str]:
    """The letters that a loss is derived by without an index, dL/dz, as whole vectors."""
    return frozenset(
        one.by.text
        for chain in found
        for one in nodes(chain.operands)
        if isinstance(one, tree.Derivative)
        and isinstance(one.what, tree.Name)
        and isinstance(one.by, tree.Name)
        and one.what.text in LOSSES
    )


def _runs(name: Slots) -> bool:
    """Whether an index of a name is a letter that runs: w_{kj}, w_{k1}."""
    firsts = (one[0] if isinstance(one, tuple) else one for one in name.lowered)
    return any(isinstance(one, str) and one in "ijklmn" for one in firsts)

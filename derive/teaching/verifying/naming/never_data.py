"""Letters that no line gives: y = v^T h + c says how y comes about, whatever y is usual for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.naming.usual import USUAL
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written
from derive.teaching.written.tree import Node

DATA = ("x", "t")


def worked_out(found: Iterable[Statement], told: Mapping[str, list[Evidence]]) -> frozenset[str]:
    """Letters of names that formulas in other letters work out, unless a number of theirs is one
    that is given."""
    made: set[str] = set()
    for one in found:
        name = written(one.operands[0])
        slots = slots_of(name) if name is not None else None
        if slots is None or one.continued or one.signs[0].sign != "=" or slots.new:
            continue
        if _is_formula(one.operands[1], slots.letter):
            made.add(slots.letter)
    given = {letter for letter, known in told.items() if any(map(_is_given, known))}
    return frozenset(made - given)


def _is_given(known: Evidence) -> bool:
    return not known.computed and any(key in DATA for key, *_ in known.fits)


def _is_formula(node: Node, letter: str) -> bool:
    """Whether this is worked out from names, none of this letter: x = 1 - x is none."""
    if not isinstance(node, (tree.Sum, tree.Product)):
        return False
    letters = {one.text for one in nodes(node) if isinstance(one, tree.Name)}
    return bool(letters) and letter not in letters


def without_one_by_one(told: Mapping[str, list[Evidence]]) -> dict[str, list[Evidence]]:
    """What is told of each letter, but for bare ones of weights that steps give one number after
    the other: w = 0.1 - 0.5 · 0.2 = 0, w = 0.1 - 0.5 · 0.4 = -0.1. They are no list of weights."""
    kept = {}
    for letter, known in told.items():
        bare = [one for one in known if is_bare(one.slots)]
        steps = [one for one in bare if one.computed and one.shape == (1, 1)]
        several = len(steps) > 1 and steps == bare  # each with a value of its own
        usual = USUAL.get(letter, ())[:1] in (("W",), ("b",))
        kept[letter] = [one for one in known if one not in bare] if several and usual else known
    return kept


def one_by_one(told: Mapping[str, list[Evidence]]) -> frozenset[str]:
    """Letters of parameters that several steps give one number each."""
    return frozenset(
        letter for letter, known in told.items()
        if USUAL.get(letter, ())[:1] in (("W",), ("b",))
        and sum(is_bare(one.slots) and one.computed and one.shape == (1, 1) for one in known) > 1
    )  # fmt: skip


def is_bare(slots: Slots) -> bool:
    """Whether a letter has nothing written on it."""
    return not (slots.marks or slots.raised or slots.lowered or slots.new)

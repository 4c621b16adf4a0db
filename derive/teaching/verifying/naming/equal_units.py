"""Letters of one unit for all: where the units of a layer are alike, a or a_j is what each comes
to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from derive.teaching.verifying.lines.place import Place
from derive.teaching.verifying.lines.reckoning import Missing
from derive.teaching.verifying.naming.lettered import ref_of
from derive.teaching.verifying.naming.notation import Notation, Ref, Sizes, Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.statements.printed import Entry, entries
from derive.teaching.verifying.statements.printed_alike import slack
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written.names import whole_names, written

OF_UNITS = ("z.", "a.", "delta.", "minus.delta.", "grad.a.")


def with_equal_units(
    notation: Notation, chains: Iterable[Statement], sizes: Sizes, places: list[Place]
) -> Notation:
    """The notation with each letter that is bare, or has a running index, and is said to be one
    number, though its layer has several units, all of them alike, as one unit."""
    numbered: set[Slots] = set()  # names whose units have numbers, without these
    single: dict[Slots, Ref] = {}
    values: dict[Slots, set[Fraction]] = {}  # several: before a step, and behind it
    for one in chains:
        indexed = [slots_of(name) for name in whole_names(one.operands) if name.indices]
        numbered |= {_bare(slots) for slots in indexed if slots is not None and not _runs(slots)}
        name = written(one.operands[0])
        slots = slots_of(name) if name is not None else None
        if slots is None or (slots.lowered and not _runs(slots)):
            continue
        printed = [rows for node in one.operands[1:] if (rows := entries(node)) is not None]
        if not printed or any(len(rows) * len(rows[0]) > 1 for rows in printed):
            continue
        values.setdefault(slots, set()).add(printed[-1][0][0].value)
        ref = ref_of(slots, notation, sizes)
        if ref is None:
            ref = ref_of(replace(slots, lowered=()), notation, sizes)
        if ref is not None and _are_alike(ref, printed[-1][0][0], sizes, places):
            single[slots] = replace(ref, entry=(0, 0), turned=False)
    kept = {slots: ref for slots, ref in single.items() if _bare(slots) not in numbered
            and (len(values[slots]) == 1 or _runs(slots))}  # fmt: skip
    return replace(notation, single={**notation.single, **kept}) if kept else notation


def _bare(slots: Slots) -> Slots:
    return replace(slots, lowered=(), new=False)


def _runs(slots: Slots | None) -> bool:
    """Whether the only index is a letter: that of any unit."""
    return slots is not None and len(slots.lowered) == 1 and str(slots.lowered[0]).isalpha()


def _are_alike(ref: Ref, printed: Entry, sizes: Sizes, places: list[Place]) -> bool:
    """Whether this is all of a layer, and its units have one value: the one that is printed, or
    any other one wherever they have a value."""
    shape = sizes.shape(ref)
    if ref.entry or not ref.key.startswith(OF_UNITS) or shape is None or 1 not in shape:
        return False
    if shape == (1, 1):
        return False
    found: list[bool] = []
    for place in places:
        try:
            rows, _ = place.world.value(ref.key, place.example, False)
        except Missing:
            continue
        values = {float(entry) for row in rows for entry in row}
        found.append(len(values) == 1)
        if found[-1] and abs(values.pop() - float(printed.value)) <= slack(printed):
            return True
    return bool(found) and all(found)

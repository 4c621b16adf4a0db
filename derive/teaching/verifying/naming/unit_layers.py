"""Layers that nothing on a name says: units numbered through layers, and the output's alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from derive.teaching.verifying.naming.notation import Sizes, Slot, Slots
from derive.teaching.verifying.naming.usual import BRACKETS, SOURCES

OF_UNITS = frozenset("hjk")  # letters below that are no number of a layer
LAST_UNIT = frozenset(("o", "out", "y", "output"))


def between(lowered: list[Slot], sizes: Sizes) -> int | None:
    """The layer of a weight between units numbered from the inputs on, w_{13} or w_{31}.

    The number of the unit that it leads into is put first, that of the other second.
    """
    found = []
    for one in lowered:
        at, layer = one if isinstance(one, int) else 0, 0
        while layer < sizes.depth and at > sizes.units[layer]:
            at -= sizes.units[layer]
            layer += 1
        if not 1 <= at <= sizes.units[layer]:
            return None
        found.append((layer, at))
    (above, unit), (below, source) = sorted(found, reverse=True)
    lowered[:] = [unit, source]
    return above if above == below + 1 else None


def into(lowered: list[Slot], sizes: Sizes, last: bool = False) -> int | None:
    """The layer of a weight by the number of the unit that it leads into, through all layers.

    That number is the first of the two, or the `last`; it is put first.
    """
    if len(lowered) != 2:
        return None
    if last:
        lowered.reverse()
    unit = lowered[:1]
    layer = through(unit, sizes, False)
    lowered[:1] = unit
    return layer


def bare(slots: Slots, lowered: list[Slot], sizes: Sizes, apart: bool) -> int | None:
    """The layer where delta is of the one output, and delta_1, delta_2 are of hidden units.

    Where delta_y is told `apart`, delta alone is that of all hidden units.
    """
    if sizes.depth != 2 or sizes.units[-1] != 1:
        return None
    if apart and not lowered:
        return 1
    if is_output(slots):
        lowered.clear()
        return sizes.depth
    return 1 if is_unit(lowered) else None


def through(lowered: list[Slot], sizes: Sizes, onward: bool) -> int | None:
    """The layer of a unit numbered through all layers; its number there is put in place.

    With `onward` the inputs have the first numbers, and are layer 0. o is the output, where that is
    one unit.
    """
    if len(lowered) != 1:
        return None
    if lowered[0] in ("o", "out"):
        lowered[0] = 1
        return sizes.depth if sizes.units[-1] == 1 else None
    at = lowered[0]
    if onward and isinstance(at, int):
        if 1 <= at <= sizes.units[0]:
            return 0
        at -= sizes.units[0]
    for layer, units in enumerate(sizes.units[1:], start=1):
        if isinstance(at, int) and 1 <= at <= units:
            lowered[0] = at
            return layer
        at = at - units if isinstance(at, int) else at
    return None


def hidden(word: str, lowered: list[Slot], sizes: Sizes) -> int | None:
    """The layer of a hidden unit, numbered through where there are several such layers: h_3; with
    another letter, u_1, it can be that of one layer."""
    if sizes.depth <= 2:
        return 1
    if word not in ("h", "H"):
        return None
    layer = through(lowered, sizes, False)
    return None if layer == sizes.depth else layer


def is_output(slots: Slots) -> bool:
    """Whether a name says no unit, or that of the output: delta, delta_y."""
    if slots.marks or slots.raised:
        return False
    return not slots.lowered or (len(slots.lowered) == 1 and slots.lowered[0] in LAST_UNIT)


def is_unit(lowered: Sequence[Slot]) -> bool:
    return len(lowered) == 1 and isinstance(lowered[0], int)


def sources_of(names: Iterable[Slots]) -> tuple[str, ...]:
    """What could tell the layer of these names; a bracket that is on none of them cannot."""
    names = list(names)
    there = {bracket for slots in names for bracket, _ in slots.marks}
    if any(map(is_output, names)) and any(is_unit(slots.lowered) for slots in names):
        there.add("apart" if any(is_output(slots) and slots.lowered for slots in names) else "bare")
    if any(slots.lowered == (0,) for slots in names):  # b, and b_0 of the output
        there.add("apart")
    below = {slots.lowered[0] for slots in names if len(slots.lowered) == 1}
    unsaid = {*BRACKETS, "bare", "apart"} - there
    if below & OF_UNITS and any(isinstance(one, int) for one in below):
        unsaid.add("lowered")  # o_1 beside o_k is that of a unit
    return tuple(one for one in SOURCES if one not in unsaid)

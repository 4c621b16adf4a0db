"""What names are by their likes: S_A and S_B are of two units, e_A is the delta of one of them, and
so e_B is that of the other, though its own formula comes to something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from derive.teaching.verifying.naming.lettered import ref_of
from derive.teaching.verifying.naming.names_met import names_met
from derive.teaching.verifying.naming.notation import ANY, Notation, Ref, Sizes, Slot, Slots
from derive.teaching.verifying.statements.statements import Statement, is_printed

Named = list[tuple[Slots, Statement]]
Place = tuple[str, tuple[int, ...]]  # the layer, and the entry
T = TypeVar("T")
ROLES = ("a", "z", "delta", "minus.delta", "grad.a", "minus.grad.a")  # of units


def with_alike(
    notation: Notation, told: dict[Slots, Ref], named: Named, chains: list[Statement], sizes: Sizes
) -> Notation:
    """The notation with names bound by their letter and by their index, where both are of several
    names; and with the last unit of a layer bound to the name that stands beside its likes."""
    notation = _with_left(notation, told, named, sizes)
    known = {slots: ref for slots, ref in notation.single.items()
             if _index(slots) is not None and _role(ref) in ROLES}  # fmt: skip
    bare: dict[Slot | None, Place]
    bare = {slots.letter: _place(ref) for slots, ref in notation.single.items()
            if not (slots.lowered or slots.raised or slots.marks) and ref.entry
            and _role(ref) in ROLES}  # fmt: skip
    # the unit A gives out a
    cased: dict[Slot | None, Place]
    cased = {letter.upper(): place for letter, place in bare.items()
             if isinstance(letter, str) and letter.islower()
             and len(letter) == 1 and letter.upper() not in bare}  # fmt: skip
    indices = {_index(slots) for slots in known}
    if not any(_index(slots) is not None for slots in told) and not cased.keys() & indices:
        return notation
    roles = _sure((slots.letter, _role(ref)) for slots, ref in known.items())
    units = _sure((_index(slots), _place(ref)) for slots, ref in known.items())
    units = cased | units | bare
    single = dict(notation.single)
    for name in (name for names in names_met(chains).values() for name in names):
        role, unit = roles.get(name.letter), units.get(_index(name))
        if role is None or unit is None or not _goes(name, notation, sizes):
            continue
        single[name] = Ref(f"{role}.{unit[0]}", ANY, unit[1])
    return replace(notation, single=single)


def _goes(name: Slots, notation: Notation, sizes: Sizes) -> bool:
    """Whether a name is nothing yet, or was taken for what stands in another place."""
    there = notation.single.get(name)
    if there is not None:
        return there.key.startswith("new.") and not name.new
    return ref_of(name, notation, sizes) is None


def _index(slots: Slots) -> Slot | None:
    """The letter of a unit below a name."""
    if slots.marks or slots.raised or len(slots.lowered) != 1 or slots.new:
        return None
    (only,) = slots.lowered
    return only if isinstance(only, str) else None


def _role(ref: Ref) -> str:
    return ref.key.removeprefix("new.").rpartition(".")[0]


def _place(ref: Ref) -> Place:
    return ref.key.rpartition(".")[2], ref.entry


def _sure(pairs: Iterable[tuple[Slot | None, T]]) -> dict[Slot | None, T]:
    """What is told of each alike."""
    found: dict[Slot | None, set[T]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: values.pop() for key, values in found.items() if len(values) == 1}


def _with_left(notation: Notation, told: dict[Slots, Ref], named: Named, sizes: Sizes) -> Notation:
    """The notation with a name that stands between those of the other units of a layer bound to the
    one that is left: a slip stands in its formula."""
    order = list(dict.fromkeys(slots for slots, one in named if not is_printed(one.operands[1])))
    single = dict(notation.single)
    for at, slots in enumerate(order):
        if ref_of(slots, replace(notation, single=single), sizes) is not None:
            continue
        for near in _beside(order, at):
            ref = told.get(near) or single.get(near)
            if ref is None or _role(ref) not in ("a", "z") or not _are_kin(slots, near):
                continue
            layer = int(ref.key.rpartition(".")[2])
            bound = {one.entry[0] for one in single.values() if one.key == ref.key and one.entry}
            left = set(range(sizes.units[layer])) - bound
            if len(left) == 1:
                single[slots] = Ref(ref.key, ANY, (left.pop(), 0))
                break
    return replace(notation, single=single)


def _beside(order: list[Slots], at: int) -> Iterator[Slots]:
    yield from order[at - 1 : at] if at else ()
    yield from order[at + 1 : at + 2]


def _are_kin(first: Slots, second: Slots) -> bool:
    """Whether two names are bare capitals, or one letter of two units."""
    if _index(first) is not None and _index(second) is not None:
        return first.letter == second.letter
    names = first, second
    return all(len(one.letter) == 1 and one.letter.isupper() and one == Slots(
        one.letter, (), (), (), False) for one in names)  # fmt: skip

"""What a sheet states, sorted: which numbers are weights of which layer, biases, examples, rate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from derive.teaching.verifying.naming.notation import Slot
from derive.teaching.verifying.stated.bare_biases import bare_apart
from derive.teaching.verifying.stated.data import (
    BIASES,
    INPUTS,
    OUTCOMES,
    RATES,
    TARGETS,
    WEIGHTS,
    Rows,
    Stated,
)
from derive.teaching.verifying.stated.ones import told_apart
from derive.teaching.verifying.stated.onward import starting_units, unit_zero
from derive.teaching.verifying.stated.summands import NOTHING, Summands

Key = tuple[str, int | str]  # what tells a layer or an example: ("number", 2), ("letter", "W h")


@dataclass
class Group:
    """All that is stated of one matrix or vector: as a whole, or entry by entry."""

    key: Key
    line: int
    whole: Rows | None = None
    entries: dict[tuple[int, ...], str] = field(default_factory=dict)

    def numbered(self) -> tuple[int, list[str]] | None:
        """Entries of one index, from the first on, and what the first is called."""
        places = sorted(self.entries)
        if self.whole is not None or not places or any(len(one) != 1 for one in places):
            return None
        first = places[0][0]
        if first not in (0, 1) or [one[0] for one in places] != [
            *range(first, first + len(places))
        ]:
            return None
        return first, [self.entries[one] for one in places]

    def matrix(self) -> tuple[tuple[int, int], Rows] | None:
        """The rows, and what the first row and the first column are called."""
        if self.whole is not None:
            return (1, 1), self.whole
        places = list(self.entries)
        if not places or any(len(one) != 2 for one in places):
            return None
        top, left = min(one[0] for one in places), min(one[1] for one in places)
        rows, columns = max(one[0] for one in places), max(one[1] for one in places)
        if not {top, left} <= {0, 1}:
            return None
        try:
            return (top, left), tuple(
                tuple(self.entries[i, j] for j in range(left, columns + 1))
                for i in range(top, rows + 1)
            )
        except KeyError:
            return None

    def vector(self) -> tuple[str, ...] | None:
        """The numbers of a row or a column."""
        if self.whole is not None:
            flat = tuple(entry for row in self.whole for entry in row)
            return flat if len(flat) == max(len(self.whole), len(self.whole[0])) else None
        numbered = self.numbered()
        return None if numbered is None or numbered[0] != 1 else tuple(numbered[1])


@dataclass
class Sorted:
    """Groups of weights and of biases in the order of their layers, of inputs and of targets."""

    weights: list[Group]
    biases: list[Group]
    inputs: list[Group]
    targets: list[Group]
    rate: tuple[str, int] | None


def sorted_out(
    told: list[Stated], rate: tuple[str, int] | None, said: Summands = NOTHING
) -> Sorted:
    """The data of a sheet by what they are; letters of no usual meaning are weights if matrices."""
    told = told_apart(told)
    letters = {one.slots.letter for one in told}
    weights = {one for one in letters & WEIGHTS if one not in ("theta", "omega", "v", "U")}
    if not weights or any(
        one.slots.letter in ("v", "U") and one.slots.letter not in weights for one in told
    ):
        weights = weights | (letters & {"v", "U"})
    if not weights:
        weights = letters & WEIGHTS
    weights |= said.weights(letters)
    biases = {one for one in letters if one in BIASES or one.startswith("b ")} - weights
    biases |= said.biases(letters, weights)
    if weights & {"v", "w"} and "u" in letters:
        weights |= {"u"}  # a chain: u, v, w
    biases |= {one.slots.letter for one in told if one.slots.letter in said.added - weights
               and one.is_line}  # fmt: skip
    known = weights | biases | set(INPUTS) | set(TARGETS) | RATES
    weights |= {one.slots.letter for one in told
                if one.slots.letter not in known and not one.is_line
                and not one.late}  # fmt: skip
    if not biases and not weights & {"theta", "omega"}:
        biases = letters & {"theta"}
    inputs = _first(told, INPUTS)
    given = [one for one in told if one.slots.letter == inputs] if inputs else []
    if any(_layer(one) == 0 for one in given):  # x^{[0]}: the others are what comes out of layers
        given = [one for one in given if _layer(one) == 0]
    if not given:
        first = _before_weights(one for one in told if one.slots.letter in weights)
        given = [one for one in told if one.slots.letter in OUTCOMES and _layer(one) == first]
    if not given:
        given = unit_zero(told) or starting_units(told, weights)
    if biases & {"b", "c"} and "d" in letters and letters & {"t", "y"}:
        biases = biases | {"d"}  # c of the hidden units, d of the outputs
    others = [one for one in told if one not in given and one.slots.letter not in biases]
    target = _first(others, TARGETS)
    rates = [one for one in told
             if one.slots.letter in RATES and one.is_number and not one.slots.lowered]  # fmt: skip
    for one in sorted(rates, key=lambda found: found.slots.letter != "eta"):
        rate = rate or (one.rows[0][0], one.line)  # alpha may be an activation's
    aimed_at = [one for one in told if one.slots.letter == target and one not in given]
    return Sorted(
        _parameters(one for one in told if one.slots.letter in weights),
        _parameters(bare_apart([one for one in told if one.slots.letter in biases])),
        _examples(given),
        _examples(aimed_at or (given if said.rebuilt else [])),
        rate,
    )


def _first(told: list[Stated], letters: tuple[str, ...]) -> str | None:
    met = {one.slots.letter for one in told}
    return next((one for one in letters if one in met), None)


def _before_weights(told: Iterable[Stated]) -> int:
    """The layer that the first weights lead from: 1 where they are w^2 and w^3, else 0."""
    layers = {_layer(one) for one in told}
    return 1 if min((one or 0 for one in layers), default=0) == 2 else 0


def _layer(one: Stated) -> int | None:
    """The number of a layer on a name: in a bracket, or raised; lowered where it is a whole."""
    slots: Iterable[Slot] = (*(slot for _, slot in one.slots.marks), *one.slots.raised)
    if not one.is_number:
        slots = (*slots, *one.slots.lowered)
    return next((slot for slot in slots if isinstance(slot, int)), None)


def _parameters(told: Iterable[Stated]) -> list[Group]:
    """Layers by their numbers, else in the order in which they are stated."""
    groups: dict[Key, Group] = {}
    told = list(told)
    by_layer = {one.slots.letter for one in told if not one.is_number and one.slots.lowered}
    for one in told:
        key, place = _parameter(one)
        if place and key[0] == "letter" and one.slots.letter in by_layer and len(place) == 1:
            key, place = ("number", place[0]), ()  # b_2 = 0.6 beside a vector b_1
        group = groups.setdefault(key, Group(key, one.line))
        if place:
            group.entries.setdefault(place, one.rows[0][0])
        elif group.whole is None and not {*group.entries} - {(0,)}:
            group.whole = one.rows
    found = [part for one in groups.values() for part in _apart(one)]
    if all(one.key[0] == "number" for one in found):
        found.sort(key=lambda one: one.key[1])
    return found


def _apart(one: Group) -> list[Group]:
    """A vector c and a number c_0 beside it are of two layers."""
    if one.whole is None or list(one.entries) != [(0,)]:
        return [one]
    alone = Group(("letter", f"{one.key[1]} 0"), one.line, ((one.entries[0,],),))
    return [replace(one, entries={}), alone]


def _parameter(one: Stated) -> tuple[Key, tuple[int, ...]]:
    slots, lowered = one.slots, list(one.slots.lowered)
    raised = [slot for _, slot in slots.marks] + list(slots.raised)
    layer: Slot | None = raised[0] if raised else None
    numbers = tuple(slot for slot in lowered if isinstance(slot, int))
    if layer is None and lowered and isinstance(lowered[0], tuple):  # b_{h1}
        layer, numbers = lowered[0][0], (lowered[0][1],)
    elif layer is None and lowered and len(numbers) < len(lowered):  # W_h, W_{xh}
        layer = " ".join(str(slot) for slot in lowered)
        numbers = ()
    elif layer is None and not one.is_number and lowered:
        layer, numbers = lowered[0], ()
    elif layer is None and len(numbers) == 3:
        layer, numbers = numbers[0], numbers[1:]
    if isinstance(layer, int):
        return ("number", layer), numbers if one.is_number else ()
    name = slots.letter if layer is None else f"{slots.letter} {layer}"
    return ("letter", name), numbers if one.is_number else ()


def _examples(told: list[Stated]) -> list[Group]:
    """Examples by their marks; the same name with other numbers is the next example."""
    groups: dict[Key, Group] = {}
    again: dict[Key, int] = {}
    for one in told:
        key, place = _example(one)
        count = again.get(key, 0)
        name: Key = (f"{key[0]} {count}", key[1])
        group = groups.get(name)
        typed = one.rows[0][0]
        if group is not None and (
            (place and group.entries.get(place, typed) != typed)
            or (not place and group.whole is not None)
        ):
            again[key] = count + 1
            name, group = (f"{key[0]} {count + 1}", key[1]), None
        if group is None:
            group = groups[name] = Group(key, one.line)
        if place:
            group.entries[place] = typed
        else:
            group.whole = one.rows
    found = list(groups.values())
    if len(found) > 1 and all(isinstance(one.key[1], int) for one in found):
        found.sort(key=lambda one: one.key[1])
    return found


def _example(one: Stated) -> tuple[Key, tuple[int, ...]]:
    slots = one.slots
    marks: list[Slot] = [slot for _, slot in slots.marks if slot != 0]
    marks += [slot for slot in slots.raised if slot != 0]
    lowered = [slot[1] if isinstance(slot, tuple) else slot for slot in slots.lowered]
    if not one.is_number and lowered and not marks:
        marks, lowered = list(lowered[:1]), []
    numbers = tuple(slot for slot in lowered if isinstance(slot, int))
    if one.is_number and len(numbers) == 2 and not marks:
        marks, numbers = [numbers[0]], numbers[1:]
    mark = marks[0] if marks else ""
    return (
        "example",
        mark if isinstance(mark, int | str) else str(mark),
    ), numbers if one.is_number else ()

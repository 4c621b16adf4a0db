"""The data that a sheet states itself: names that are said to be a number, and never worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from derive.teaching.verifying.naming.notation import Slot, Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.statements.printed import Entry, entries
from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.documents import Document
from derive.teaching.written.meaning import INDEX_LETTERS
from derive.teaching.written.names import nodes, written
from derive.teaching.written.tree import Node

Rows = tuple[tuple[str, ...], ...]
MOST_ENTRIES = 400  # of one matrix, in data that is looked at

WEIGHTS = frozenset(("W", "w", "V", "v", "U", "Theta", "theta", "omega"))
BIASES = frozenset(("b", "B", "c", "beta"))
RATES = frozenset(("eta", "alpha", "lambda", "epsilon", "mu", "gamma", "rho"))
INPUTS = ("x", "X", "input", "i", "I")
TARGETS = ("t", "T", "target", "d", "y", "Y")
GIVEN = WEIGHTS | BIASES | RATES | {*INPUTS, *TARGETS}
OUTCOMES = frozenset(("a", "A", "h", "H", "o", "out"))  # of layer 0, these are the input


@dataclass(frozen=True)
class Stated:
    """A name with the numbers that it is said to be, as they are typed, and the line of that.

    It is `late` where a name that was worked out has been given its numbers before.
    """

    slots: Slots
    rows: Rows
    line: int
    late: bool = False

    @property
    def is_number(self) -> bool:
        return len(self.rows) == len(self.rows[0]) == 1

    @property
    def is_line(self) -> bool:
        """Whether this is a row or a column, or a number."""
        return 1 in (len(self.rows), len(self.rows[0]))


def stated(chains: list[Statement], document: Document) -> list[Stated]:
    """Every name of the sheet that is given a value without being worked out, in order.

    The same name may stand there again with other numbers.
    """
    seen: set[tuple[Slots, Rows]] = set()
    lefts = [_slots(one.operands[0]) for one in chains if is_worked_out(one)]
    running = {slots.letter for slots in lefts if slots is not None and _is_of_any(slots)}
    computed: set[Slots] = set()
    defined: set[Slots] = set()
    told: list[Stated] = []
    latest: dict[Slots, Rows] = {}  # what steps have come to
    late = False
    for one in chains:
        if one.signs[0].sign in ("∈", "∼"):
            continue  # X is said to be of some shape
        if is_worked_out(one):
            names = {slots for slots in map(_slots, one.operands[:-1]) if slots is not None}
            goes_on = _goes_on_from(one, told, latest)
            if not _is_update(one) and not goes_on:
                computed |= names
                defined |= names - {known.slots for known in told}
            elif goes_on and (result := entries(one.operands[-1])) is not None:
                latest |= dict.fromkeys(names, (((_typed(result[0][0])),),))
            continue
        line, _ = document.place(one.signs[0].start)
        for slots, rows in _data(one):
            if slots.letter in running - GIVEN:
                continue  # h_1 = 0.63, where h_k = s(net_k)
            late = late or slots in defined
            if (slots, rows) not in seen and not slots.new and slots not in defined:
                seen.add((slots, rows))
                told.append(Stated(slots, rows, line, late))
    parameters = WEIGHTS | BIASES
    if any(slots.letter == "d" for slots in computed):  # d_2 = p - t, then d_1
        told = [one for one in told if one.slots.letter != "d"]
    return [one for one in told if one.slots.letter in parameters or one.slots not in computed]


def _is_of_any(slots: Slots) -> bool:
    """Whether a name is one of any number: h_k."""
    return bool(slots.lowered) and all(str(one) in INDEX_LETTERS for one in slots.lowered)


def _is_update(one: Statement) -> bool:
    """Whether a name stands in what it is said to be: w = w - ..., and so is no result."""
    first = _slots(one.operands[0])
    again = any(
        (name := written(inner)) is not None and slots_of(name) == first
        for node in one.operands[1:]
        for inner in nodes(node)
    )
    return again or any(sign.sign == "←" for sign in one.signs)


def _goes_on_from(one: Statement, told: list[Stated], latest: dict[Slots, Rows]) -> bool:
    """Whether a number that was given is what a sum starts with: q_1 = 0.6 - 0.1 · 0.5; or what
    such a sum came to before."""
    first, node = _slots(one.operands[0]), one.operands[1]
    if first is None or not isinstance(node, tree.Sum) or len(node.terms) < 2:
        return False
    below = node.signs[0] == "-"
    start = entries(replace(node, terms=node.terms[:1], signs=("-",)) if below else node.terms[0])
    typed = _typed(start[0][0]) if start is not None and len(start) == len(start[0]) == 1 else None
    known = [one.rows for one in told if one.slots == first]
    return first in {one.slots for one in told} and ((typed,),) in (*known, latest.get(first))


def is_worked_out(one: Statement) -> bool:
    """Whether a formula stands in the chain."""
    return any(not is_printed(node) and _names(node) is None and not is_list(node)
               for node in one.operands)  # fmt: skip


def is_list(node: Node) -> bool:
    """Whether names and numbers stand side by side: (1, x_1, x_2)^T."""
    match node:
        case tree.Transposed(inner):
            return is_list(inner)
        case tree.Group(_, items) if len(items) > 1:
            cells: tuple[Node, ...] = items
        case tree.Matrix(rows):
            cells = tuple(one for row in rows for one in row)
        case _:
            return False
    return all(is_printed(one) or written(one) is not None for one in cells)


def _data(one: Statement) -> Iterator[tuple[Slots, Rows]]:
    """What a chain of names and one value says: x = a^{(0)} = 0.5; (x_1, x_2) = (1, 2)."""
    sides, signs = one.operands, one.signs
    if signs[-1].sign in ("∈", "∼"):  # x = (1, 2) ∈ R^2
        sides, signs = sides[:-1], signs[:-1]
    rows = entries(sides[-1])
    if rows is None or any(sign.sign != "=" for sign in signs):
        return
    if len(sides) > 2 and not _may_be_given(sides[:-1]):
        return  # a = z = 0.3: worked out
    typed = tuple(tuple(_typed(entry) for entry in row) for row in rows)
    if len(typed) * len(typed[0]) > MOST_ENTRIES:
        return
    whole = {slots.letter for slots in map(_slots, sides[:-1]) if slots is not None}
    for node in sides[:-1]:
        names = _names(node)
        if names is None or (len(names) > 1 and {one.letter for one in names} <= whole):
            continue  # v = (v_0, v_1) says what the entries are called
        turned = isinstance(node, tree.Transposed) and len(names) == 1
        if len(names) == 1:
            yield names[0], tuple(zip(*typed, strict=True)) if turned else typed
        else:
            flat = [entry for row in typed for entry in row]
            if len(flat) == len(names):
                yield from ((name, ((entry,),)) for name, entry in zip(names, flat, strict=True))


def _may_be_given(chain: Sequence[Node]) -> bool:
    """Whether names are of what is usually given; what comes out of layer 0 is, and x = a^1."""
    names = [name for node in chain for name in _names(node) or []]
    first = {0, 1} if any(one.letter in INPUTS for one in names) else {0}
    return all(
        one.letter in GIVEN
        or (one.letter in OUTCOMES and not first.isdisjoint((*one.raised, *map(_last, one.marks))))
        for one in names
    )


def _last(mark: tuple[str, Slot]) -> Slot:
    return mark[1]


def _slots(node: Node) -> Slots | None:
    names = _names(node)
    return names[0] if names is not None and len(names) == 1 else None


def _names(node: Node) -> list[Slots] | None:
    """The name that a node is, or the names in its brackets; None for anything else."""
    if isinstance(node, tree.Transposed):
        return _names(node.inner)
    if isinstance(node, tree.Group) and len(node.items) > 1:
        items: tuple[Node, ...] = node.items
    elif isinstance(node, tree.Matrix):
        items = tuple(one for row in node.rows for one in row)
    else:
        items = (node,)
    found = []
    for one in items:
        name = written(one)
        slots = slots_of(name) if name is not None else None
        if slots is None:
            return None
        found.append(slots)
    return found or None


def _typed(entry: Entry) -> str:
    """A number as exercise files have it: its digits as typed, or a fraction."""
    node = entry.node.terms[0] if isinstance(entry.node, tree.Sum) else entry.node
    if isinstance(node, tree.Number) and re.fullmatch(r"\d+(\.\d+)?", node.text):
        return ("-" if entry.value < 0 else "") + node.text
    return str(entry.value)

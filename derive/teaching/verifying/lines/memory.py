"""What a sheet has printed so far, and which claims are at fault for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import arb

from derive.calculus.term_shapes import number_or_matrix
from derive.teaching.verifying.lines.noted_digits import (
    LONG,
    equalled,
    is_exactly,
    last_of_a_kind,
    not_rounded,
    note_coarse,
    of_other_size,
    only_noted,
    right_entries,
    wrong_before,
)
from derive.teaching.verifying.lines.one_of_equals import each_of_equals
from derive.teaching.verifying.lines.operands import Operand, Place, Sheet, shape_of
from derive.teaching.verifying.lines.paths import note_path
from derive.teaching.verifying.lines.place import QUERIES
from derive.teaching.verifying.lines.reckoning import NO_ROOTS, Missing
from derive.teaching.verifying.lines.renewals import after_step, note_own
from derive.teaching.verifying.lines.spared_names import note_spared
from derive.teaching.verifying.lines.understanding import Reading
from derive.teaching.verifying.lines.without_names import quantities_without_name
from derive.teaching.verifying.lines.world import World
from derive.teaching.verifying.naming.factors import PATH
from derive.teaching.verifying.naming.notation import ALL, Ref, Slots
from derive.teaching.verifying.statements.printed import ALL_BUT, Entry, entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.verifying.symbolic.definitions import Definitions
from derive.teaching.verifying.symbolic.supposed import Supposed
from derive.teaching.written.tree import Node


@dataclass
class Memory:
    """`tainted` are numbers of wrong results, as printed, with the claim at fault.

    `sound` are those of right ones, `doubtful` those that were both.
    """

    sheet: Sheet
    defined: Definitions | None = None
    tainted: dict[tuple[Fraction, int], int] = field(default_factory=dict)
    sound: set[tuple[Fraction, int]] = field(default_factory=set)
    doubtful: dict[tuple[Fraction, int], int] = field(default_factory=dict)
    signed: set[tuple[Fraction, int]] = field(default_factory=set)  # the tainted with their signs
    supposed: Supposed = field(init=False)
    world: World | None = None  # the last pass that was gone to
    head: Operand | None = None  # what the last chain began with, lines before it counted in
    tail: Node | None = None  # what it ended with

    def __post_init__(self) -> None:
        self.supposed = Supposed(self.defined)

    def tainted_by(self, one: Operand, worked: tuple[Any, ...] = ()) -> int | None:
        """The claim at fault for a number that stands in an operand as it was printed wrongly.

        Of a matrix that is none of those that were `worked` out, all entries that differ have to
        be such numbers: beside one that goes on, another can be wrong.
        """
        rows = entries(one.node) or []
        if worked and not only_noted(rows, worked, self.tainted, self.sheet.rounding):
            return None
        numbers = {(key.value, key.decimals): key for key in one.printed.values()}
        signed = {
            (entry.value, entry.decimals)
            for row in rows
            for entry in row
            if (abs(entry.value), entry.decimals) in numbers
        }  # a fraction has no sign to mind
        for digits in numbers:
            found = self.tainted.get(digits, self.doubtful.get(digits))
            if found is not None and (not signed or signed & self.signed):
                return found
        return None

    def note(self, statement: Statement, reading: Reading, base: int) -> None:
        """Keeps the result of a chain as the value of what stands first in it."""
        head = self._head(statement, reading.operands[0])
        self.supposed.note(reading.operands, reading.verdicts, base)
        if reading.place is not None:
            self._go_to(reading.place.world)
        results = [
            (at, rows)
            for at, node in enumerate(statement.operands[: equalled(statement) + 1])
            if at and (rows := entries(node)) is not None
        ]
        if not results:
            return
        at, rows = last_of_a_kind(results)
        judged = reading.verdicts[min(at - 1, len(reading.verdicts) - 1)]
        root: int | None = None
        if judged.verdict in ("wrong", "mislabelled"):
            root = base + at - 1
        elif judged.verdict == "follows":
            root = judged.root
        elif judged.verdict == "unread":
            return
        else:
            root = wrong_before(reading, at, base)
        worked = of_other_size(reading, at, rows) if judged.verdict == "wrong" else None
        if worked is not None:  # an entry too many: what was worked out goes on
            if head.own_name is not None and head is reading.operands[0]:
                self.sheet.keep_unsized(head.own_name, worked, rows)
            return
        roots = frozenset(() if root is None else (root,))
        note_coarse(self.sheet, reading, at, rows)
        known = any(one.symbolic for one in reading.operands)
        if root is None and (not known or reading.verdicts[0].verdict == "no claim"):
            root = next((found for one in reading.operands[:at]
                         if (found := self.tainted_by(one)) is not None), None)  # fmt: skip
        right = right_entries(reading, rows) if root is not None else frozenset()
        for i, row in enumerate(rows):
            for j, entry in enumerate(row):
                digits = abs(entry.value), entry.decimals
                if root is None:
                    if (before := self.tainted.pop(digits, None)) is not None:
                        self.doubtful[digits] = before
                    if judged.verdict.startswith("holds"):
                        self.sound.add(digits)
                elif (i, j) in right:
                    continue  # it is right of what it was said of before
                elif len(str(abs(entry.value.numerator))) >= LONG:
                    (self.doubtful if digits in self.sound else self.tainted)[digits] = root
                    self.signed.add((entry.value, entry.decimals))
        # a wrong value is that of what stands first, not of all that is said to be equal to it
        for one in (head, *reading.operands[1 : at if root is None else 1]):
            if one.ref is not None and reading.place is not None:
                for ref in each_of_equals(one.ref, one.names):
                    self._note_quantity(ref, reading.place, rows, roots)
        first = reading.operands[0]
        if first.ref is None and reading.place is not None:
            for ref, part in quantities_without_name(reading, reading.place, rows, root):
                self._note_quantity(ref, reading.place, part, roots)
        slots = head.own_name if statement.condition is None else None
        if slots is not None and (head is first or self._is_like(slots, rows)):
            balls = [[self.sheet.rounding.result(one) for one in row] for row in rows]
            if len(rows) == len(rows[0]) == 1 and reading.judge is not None:
                balls = [[not_rounded(reading.judge.sides[at - 1].true, rows[0][0], balls[0][0])]]
            value = number_or_matrix(balls)
            note_spared(self.sheet, slots, reading, at, rows[0][0], bool(roots))
            value = note_own(reading, slots, value, self.sheet, head is not first)
            self.sheet.own[slots] = value, roots

    def _head(self, statement: Statement, first: Operand) -> Operand:
        """What a chain is about: where it goes on from the line before, what that began with."""
        tail = self.tail
        on = statement.continued and tail is not None and tail.end == statement.operands[0].end
        self.head = self.head if on and self.head is not None else first
        self.tail = statement.operands[-1]
        return self.head

    def _is_like(self, slots: Slots, rows: list[list[Entry]]) -> bool:
        """Whether a result may be a value of a name: it is as large as the one before."""
        known = self.sheet.own.get(slots)
        return known is None or shape_of(known[0]) == (len(rows), len(rows[0]))

    def _go_to(self, world: World) -> None:
        """A later pass has names of the sheet's own worked out anew."""
        before = world.before
        while before is not None and before is not self.world:
            before = before.before
        if before is not None:
            after_step(self.sheet)
        if before is not None or self.world is None:
            self.world = world

    def _note_columns(
        self, ref: Ref, place: Place, rows: list[list[Any]], roots: frozenset[int]
    ) -> None:
        """Keeps a batch: a column for each example, or a row where it is written turned."""
        columns = rows if ref.turned else [list(column) for column in zip(*rows, strict=True)]
        examples = [one for one in place.world.examples() if 0 < one < QUERIES]
        if len(columns) == len(examples):
            for example, column in zip(examples, columns, strict=True):
                one = Ref(ref.key, example)
                self._note_quantity(one, place, [[entry] for entry in column], roots)

    def _note_quantity(
        self, ref: Ref, place: Place, rows: list[list[Any]], roots: frozenset[int]
    ) -> None:
        """Keeps what was printed for a quantity of the exercise, entry by entry."""
        if ref.key.startswith("in."):
            return
        if ref.key.startswith(PATH):
            printed = self.sheet.rounding.result(rows[0][0])
            note_path(place.world, ref, place.example_of(ref), printed, roots)
            return
        if ref.example == ALL:
            self._note_columns(ref, place, rows, roots)
            return
        try:
            example = place.example_of(ref)
            true, _ = place.world.value(ref.key, example, False)
            name = place.world.name(ref.key, example)
        except Missing:
            return
        if name in place.world.given and not roots:
            return
        if not isinstance(true, list):
            return
        if ref.turned:
            rows = [list(row) for row in zip(*rows, strict=True)]
        if ref.entry:
            cells = {(ref.entry[0], (*ref.entry, 0)[1]): rows[0][0]}
        else:
            if len(rows) != len(true) and len(rows[0]) == len(true) and len(rows) == 1:
                rows = [[one] for one in rows[0]]
            if (len(rows), len(rows[0])) != (len(true), len(true[0])):
                return
            cells = {(i, j): one for i, row in enumerate(rows) for j, one in enumerate(row)}
        if any(i >= len(true) or j >= len(true[0]) for i, j in cells):
            return
        noted = {}
        for cell, entry in cells.items():
            ball = self.sheet.rounding.result(entry)
            right = true[cell[0]][cell[1]]
            if not roots and is_exactly(right, entry):
                ball = right  # nothing was rounded there, so nothing else can be meant
            if roots and ball.overlaps(right):
                noted[cell] = ball, NO_ROOTS
            elif not roots and entry.decimals == 0 and not ball.overlaps(right):
                ball += arb(0, ALL_BUT)
                if ball.overlaps(right):
                    noted[cell] = ball, roots
            else:
                noted[cell] = ball, roots
        place.world.note(ref.key, example, noted)

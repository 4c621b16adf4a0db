"""Letters for the number of examples: N in 1/N."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from derive.calculus.term import Term, Total
from derive.calculus.terms import parts
from derive.teaching.verifying.lines.agreement import agree
from derive.teaching.verifying.lines.operands import Operand, Sheet
from derive.teaching.verifying.lines.readings import COUNTS, index_of
from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.statements.printed import number
from derive.teaching.verifying.symbolic.context import SheetContext
from derive.teaching.written import tree
from derive.teaching.written.names import Written, nodes, whole_names, written
from derive.teaching.written.tree import Node

STACKS = frozenset("XZAHYS")  # what holds all examples, and in small letters one of them


def count_of(slots: Slots, examples: int, sheet: Sheet) -> Any:
    """The number of examples, where a letter may stand for it: N, or what the sheet says is so."""
    if examples < 2 or slots.letter not in COUNTS or slots.lowered or slots.raised or slots.marks:
        return None
    size = number(Fraction(examples))
    if slots not in sheet.own:
        return size if slots.letter == "N" else None
    return size if agree(sheet.own[slots][0], size) else None


def _counted_by_letters(side: Operand) -> Iterator[Written]:
    """The names of which a letter alone is the index: y_n, which may be an example or a unit."""
    for one in whole_names(side.node):
        slots = slots_of(one)
        if slots is not None and len(slots.lowered) == 1 and isinstance(slots.lowered[0], str):
            yield one


def counted_up_to(sides: Iterable[Node]) -> frozenset[str]:
    """The letters at which sums over examples end: m in a sum over y^{(i)} for i = 1, ..., m."""
    found = set()
    for one in (inner for side in sides for inner in nodes(side)):
        if not isinstance(one, tree.Big) or one.kind != "sum" or one.upper is None:
            continue
        marks = {mark.inner for name in whole_names(one.body) for mark in name.marks}
        letters = {inner.text for inner in marks if isinstance(inner, tree.Name)}
        end = written(one.upper)
        if index_of(one) in letters and end is not None and end.plain:
            found.add(end.letter)
    return frozenset(found)


def dividing(sides: Iterable[Node]) -> frozenset[str]:
    """The letters that usually count examples and by which 1 is divided: m in 1/m."""
    found = set()
    for one in (inner for side in sides for inner in nodes(side)):
        match one:
            case tree.Over(tree.Number("1"), tree.Name(text)):
                found.add(text)
            case tree.Product((tree.Number("1"), tree.Name(text), *_), (_, "/", *_)):
                found.add(text)
    return frozenset(found & {*COUNTS})


def _sums_examples_below(side: Operand) -> bool:
    """Whether a sum up to N counts by what stands below: y_n, which is read as a unit."""
    for one in nodes(side.node):
        if isinstance(one, tree.Big) and one.upper is not None:
            end = written(one.upper)
            letter = index_of(one)
            if end is not None and end.letter in COUNTS and any(
                isinstance(index, tree.Name) and index.text == letter
                for name in whole_names(one.body) for index in name.indices
            ):  # fmt: skip
                return True
    return False


def counts_examples(
    sides: tuple[Operand, Operand], sheet: Sheet, context: SheetContext, terms: tuple[Term, ...]
) -> bool:
    """Whether the names that nothing binds are letters for the number of examples, as the sheet
    says, and quantities of any example: y^{(i)}, dZ^{(i)}. `terms` are what was made of the sides:
    a sum that still runs there is over units."""
    sizes = [number(Fraction(len(one))) for one in context.batches if len(one) > 1]
    known = {*sides[0].names.notation.letters, "d"}
    if not all(one.letter in known for side in sides for one in _counted_by_letters(side)):
        return False
    runs = {one.index for one in parts(terms) if type(one) is Total}
    if any(_sums_examples_below(one) or _marks(one) & runs for one in sides):
        return False
    counts = len(counted_up_to(one.node for one in sides) & context.counted)
    known |= {letter.lower() for letter in known if letter in STACKS}  # z beside Z
    for slots in (slots for side in sides for slots in side.names.own_names.values()):
        if slots.letter in COUNTS and slots in sheet.own:
            if not any(agree(sheet.own[slots][0], size) for size in sizes):
                return False
            counts += 1
        elif slots.letter in context.counted:
            counts += 1
        elif slots.letter not in known or not (
            slots.letter == "d" or any(isinstance(slot, str) for _, slot in slots.marks)
        ):
            return False
    return counts > 0


def _marks(side: Operand) -> set[str]:
    """The letters in marks of examples, as sums run over them."""
    return {f"#{mark.inner.text}" for name in whole_names(side.node) for mark in name.marks
            if isinstance(mark.inner, tree.Name)}  # fmt: skip

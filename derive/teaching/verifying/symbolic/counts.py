"""Letters for the number of examples: N in 1/N."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from derive.teaching.verifying.lines.agreement import agree
from derive.teaching.verifying.lines.operands import Operand, Sheet
from derive.teaching.verifying.lines.readings import COUNTS
from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.statements.printed import number
from derive.teaching.verifying.symbolic.context import SheetContext
from derive.teaching.written.names import Written, whole_names


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


def counts_examples(left: Operand, right: Operand, sheet: Sheet, context: SheetContext) -> bool:
    """Whether the names that nothing binds are letters for the number of examples, as the sheet
    says, and quantities of any example: y^{(i)}, dZ^{(i)}."""
    sizes = [number(Fraction(len(one))) for one in context.batches if len(one) > 1]
    known = {*left.names.notation.letters, "d"}
    if not all(one.letter in known for side in (left, right) for one in _counted_by_letters(side)):
        return False
    counts = 0
    for slots in (*left.names.own_names.values(), *right.names.own_names.values()):
        if slots.letter in COUNTS and slots in sheet.own:
            if not any(agree(sheet.own[slots][0], size) for size in sizes):
                return False
            counts += 1
        elif slots.letter not in known or not (
            slots.letter == "d" or any(isinstance(slot, str) for _, slot in slots.marks)
        ):
            return False
    return counts > 0

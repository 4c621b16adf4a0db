"""Letters for the number of examples: N in 1/N."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from derive.teaching.verifying.lines.agreement import agree
from derive.teaching.verifying.lines.operands import Operand, Sheet
from derive.teaching.verifying.lines.readings import COUNTS
from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.statements.printed import number
from derive.teaching.verifying.symbolic.context import SheetContext


def count_of(slots: Slots, examples: int, sheet: Sheet) -> Any:
    """The number of examples, where a letter may stand for it: N, or what the sheet says is so."""
    if examples < 2 or slots.letter not in COUNTS or slots.lowered or slots.raised or slots.marks:
        return None
    size = number(Fraction(examples))
    if slots not in sheet.own:
        return size if slots.letter == "N" else None
    return size if agree(sheet.own[slots][0], size) else None


def counts_examples(left: Operand, right: Operand, sheet: Sheet, context: SheetContext) -> bool:
    """Whether the names that nothing binds are letters for the number of examples, as the sheet
    says, and quantities of any example: y^{(i)}, dZ^{(i)}."""
    sizes = [number(Fraction(len(one))) for one in context.batches if len(one) > 1]
    known = {*left.names.notation.letters, "d"}
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

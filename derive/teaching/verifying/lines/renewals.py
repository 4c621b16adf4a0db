"""Names of the sheet's own that take new values after a step, where no network tells them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derive.teaching.verifying.lines.operands import Operand, Sheet, agree
from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.stated.data import BIASES, RATES, WEIGHTS
from derive.teaching.verifying.statements.printed import decimals_of
from derive.teaching.verifying.statements.statements import is_printed

if TYPE_CHECKING:
    from derive.teaching.verifying.lines.understanding import Reading

KEPT = WEIGHTS | BIASES | RATES
FEW_ANEW = 2


def from_other_numbers(slots: Slots | None, formula: Operand, sheet: Sheet) -> bool:
    """Whether a name that was worked out from numbers is worked out anew from others.

    Most decimals have to be new, and no single one: a digit that is copied wrongly is a slip.
    """
    before = sheet.worked_from.get(slots) if slots is not None else None
    if before is None or formula.symbolic or is_printed(formula.node):
        return False
    numbers = _decimals(formula)
    anew = [one for one in numbers if one not in before]
    return len(anew) >= FEW_ANEW and 2 * len(anew) > len(numbers)


def _decimals(formula: Operand) -> list[tuple[Fraction, int]]:
    return [(one.value, decimals_of(one)) for one in formula.printed.values()]


def after_step(sheet: Sheet, stepped: Slots | None = None) -> None:
    """From here on, what is no parameter may be worked out anew, by what `stepped` is now."""
    sheet.renewable |= {one for one in sheet.own if one != stepped and one.letter not in KEPT}


def note_own(reading: Reading, slots: Slots, value: object, sheet: Sheet) -> None:
    """Looks at the value that a name is about to take: a step, or the first line of a new pass."""
    known = sheet.own.get(slots)
    if known is not None and not agree(known[0], value):
        if slots in sheet.renewable:  # what else was worked out before the step holds no more
            for one in sheet.renewable & sheet.worked:
                sheet.own.pop(one, None)
            sheet.renewable -= sheet.worked
        elif reading.verdicts[0].verdict == "no claim" and slots.letter in KEPT:
            after_step(sheet, slots)
    sheet.renewable.discard(slots)
    numbers = [one for one in reading.operands[1:-1] if not one.symbolic and one.printed]
    if numbers:
        sheet.worked_from[slots] = frozenset(_decimals(numbers[0]))
    if len(reading.operands) > 2:
        sheet.worked.add(slots)
    else:
        sheet.worked.discard(slots)

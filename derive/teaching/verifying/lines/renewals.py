"""Names of the sheet's own that take new values after a step, where no network tells them."""

from __future__ import annotations

from derive.teaching.verifying.lines.operands import Sheet, agree
from derive.teaching.verifying.lines.understanding import Reading
from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.stated.data import BIASES, RATES, WEIGHTS

KEPT = WEIGHTS | BIASES | RATES


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
    if len(reading.operands) > 2:
        sheet.worked.add(slots)
    else:
        sheet.worked.discard(slots)

"""What names of the sheet's own would be worth, had the sheet printed nothing wrong.

Where no network tells the truth, what stands before a wrong result does: its formula, with what
this would be worth. A later line that goes on from that is right again.
"""

from __future__ import annotations

from typing import Any

from flint import arb

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.operands import Sheet
from derive.teaching.verifying.lines.sides import Side
from derive.teaching.verifying.lines.understanding import Reading
from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.statements.printed import Entry

WRONG = frozenset(("wrong", "mislabelled"))


def note_spared(
    sheet: Sheet, slots: Slots, reading: Reading, at: int, entry: Entry, has_slip: bool
) -> None:
    """Keeps the right value of a name beside a wrong one that a chain ends in, its side `at`."""
    worth = _right_side(reading, at) if has_slip else None
    if worth is None:
        sheet.spared.pop(slots, None)
        return
    if type(worth) is not Matrix:  # written down, it would have been rounded
        worth += arb(0, 10.0 ** -max(entry.decimals, sheet.rounding.fine))
    sheet.spared[slots] = worth


def _right_side(reading: Reading, at: int) -> Any:
    """The value of a formula before the first wrong sign of a chain, or else of its numbers."""
    if reading.judge is None:
        return None
    wrong = [n for n, one in enumerate(reading.verdicts[:at]) if one.verdict in WRONG]
    known = reading.judge.sides[: wrong[0] + 1 if wrong else at]
    formulas = [one for one in known if one.one.symbolic and not _is_new(one)]
    numbers = known[-1:] if wrong and not known[-1].one.symbolic else []
    found = (one.true for one in (*formulas, *numbers))
    return next((one for one in found if one is not None), None)


def _is_new(one: Side) -> bool:
    """Whether a side is the name that takes the value, or one that has none."""
    return one.true is None or (one.one.own_name is not None and one.one.is_bare)

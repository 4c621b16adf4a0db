"""How a sheet writes its results: rounded or cut, of the numbers it printed or carried in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from derive.teaching.verifying.lines.operands import Sheet
from derive.teaching.verifying.lines.right_numbers import cut, rounded, typed
from derive.teaching.verifying.lines.right_values import by_digits, by_truth, table_of
from derive.teaching.verifying.statements.printed import entries

MOST = 40  # results that are looked at
OFTEN = 8  # lines after which habits are told anew
HELD = ("holds", "holds as shown")


@dataclass(frozen=True)
class Habits:
    """Whether most of a sheet's results are `cut`, and whether they are worked out of what was
    `printed` before them; what its results do not tell is None."""

    cut: bool = False
    printed: bool | None = None


def habits(sheet: Sheet) -> Habits:
    """What the results that hold tell, as far as the sheet has been read; told anew from time to
    time."""
    asked = "habits", len(sheet.passed) // OFTEN
    if asked not in sheet.told:
        sheet.told[asked] = _habits(sheet)
    found: Habits = sheet.told[asked]
    return found


def _habits(sheet: Sheet) -> Habits:
    by_cutting = by_printing = 0
    for said, printed, true in islice(_results(sheet), MOST):
        decimals = len(said.partition(".")[2])
        near, short = rounded(printed, decimals), cut(printed, decimals)
        if near != short:
            by_cutting += (said == short) - (said == near)
        whole = rounded(true, decimals)
        if near != whole:
            by_printing += (said == near) - (said == whole)
    return Habits(by_cutting > 0, by_printing > 0 if by_printing else None)


def _results(sheet: Sheet) -> Iterator[tuple[str, Any, Any]]:
    """Printed numbers that hold, each with what it is by the digits before it and by the truth."""
    for one in sheet.passed:
        judge = one.judge
        for at, judged in enumerate(one.verdicts):
            left, right = judge.sides[at], judge.sides[at + 1]
            rows = entries(right.one.node) if right.printed else None
            if judged.verdict not in HELD or not rows or (not left.decimals and left.one.is_bare):
                continue
            printed, true = by_digits(judge, at), by_truth(judge, at)
            if printed is None or true is None:
                continue
            by_print, in_full = table_of(printed, rows), table_of(true, rows)
            if by_print is None or in_full is None:
                continue
            for found, *both in zip(rows, by_print, in_full, strict=True):
                for entry, first, second in zip(found, *both, strict=True):
                    if entry.decimals:
                        yield typed(entry), first, second

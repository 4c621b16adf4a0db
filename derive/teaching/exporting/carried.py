"""The numbers of an exercise carried on in the other way, in doubles: with what is printed, where
the sheet carries everything, or with everything, where it carries what is printed.

Only answers that are taken for right too come from here; nothing of it is printed on a sheet.
"""

from __future__ import annotations

from math import floor, isfinite, log10

from derive.calculus.digits import Policy
from derive.calculus.doubles import Doubles
from derive.calculus.tape.short_sums import Cells
from derive.teaching.prepared import Ready, prepared
from derive.teaching.solve import Solution

DOUBLES = Doubles()
SLACK = 1e-9  # a tie in decimals is no tie in doubles


def carried(solution: Solution) -> dict[str, list[float]]:
    """All numbers by run, in the order of its entries, rounded as the sheet rounds.

    Numbers that do not exist, such as the logarithm of what was rounded to 0, are nan. What is
    printed as a fraction goes on as it is.
    """
    shape, entries = solution.shape, solution.calculation.entries
    rounds = shape.carry == "full"
    given = [float(one.value) for one in solution.exercise.typed]
    lists: dict[str, Cells] = {}
    found: dict[str, list[float]] = {}
    for ready in prepared(shape):
        for start in ready.starts:
            cells = ready.tape.cells(DOUBLES)
            for place, at in start.given:
                cells[place] = given[at]
            for place, at in start.left:
                cells[place] = lists[start.before][at]
            lists[start.run.id] = cells
            found[start.run.id] = _run(ready, cells, rounds, entries[start.run.id].shown)
    return found


def _run(ready: Ready, cells: Cells, rounds: bool, printed: list[str | None]) -> list[float]:
    """Every entry in order; with `rounds`, each goes on as it is printed."""
    found: list[float] = []
    for segment, rule in zip(ready.tape.segments, ready.rules, strict=True):
        for double in segment.doubles:
            double(cells)
        for place in segment.entries:
            text = printed[len(found)]
            exact = text is not None and "/" in text
            shown = cells[place] if exact else rounded(cells[place], rule)
            if rounds:
                cells[place] = shown
            found.append(shown)
    return found


def rounded(number: float, rule: Policy) -> float:
    """A number as it is printed, as a double.

    >>> rounded(0.285, Policy(2)), rounded(-123.456, Policy(2, "significant", "cut"))
    (0.29, -120.0)
    """
    size = abs(number)
    if not isfinite(number) or not size:
        return number
    places = rule.digits
    if rule.kind == "significant":
        places -= floor(log10(size) + SLACK) + 1
    if abs(places) > 300:
        return number
    scale = 10.0 ** abs(places)
    moved = size * scale if places >= 0 else size / scale
    if moved > 1e15:
        return number
    near = SLACK * (1 + moved * 1e-6)
    whole = floor(moved + near) if rule.mode == "cut" else floor(moved + 0.5 + near)
    if rule.mode == "half-even" and whole % 2 and abs(moved - whole + 0.5) <= near:
        whole -= 1
    back = whole / scale if places >= 0 else whole * scale
    return back if number > 0 else -back

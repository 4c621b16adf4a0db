"""Quantities that a line gives without their name: W^T δ in a formula, and new parameters by the
numbers of a step, "unit 1: (0.2 - 0.5 · 0.3, 0.1 - 0.5 · 0.6) = (0.05, -0.2), bias ..."."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.operands import Operand, Sheet, agree, operand, valued
from derive.teaching.verifying.lines.place import Place
from derive.teaching.verifying.lines.understanding import Reading
from derive.teaching.verifying.naming.notation import ANY, Ref
from derive.teaching.verifying.statements.printed import Entry
from derive.teaching.written import tree

UNNAMED = ("grad.a", "slope")
NEAR = 3  # units of the last digit


def quantities_without_name(
    reading: Reading, place: Place, rows: list[list[Entry]], root: int | None
) -> Iterator[tuple[Ref, list[list[Entry]]]]:
    """What a line that begins with no name is about, each with what it printed for it."""
    found = _by_formula(reading, place) if root is not None else None
    if found is not None:
        yield found, rows
        return
    judge = reading.judge
    last = judge.sides[-1].true if judge is not None else None
    steps = _steps(reading.operands[0].node)
    if judge is None or last is None or not steps:
        return
    old = [_start(one, reading.operands[0], place, judge.sheet) for one in steps]
    new = [*last.entries()] if isinstance(last, Matrix) else [last]
    printed = [one for row in rows for one in row]
    if None in old or not len(old) == len(new) == len(printed):
        return
    for units in (0, NEAR):
        for refs in _parameters(place, len(old)):
            told = zip(refs, old, new, printed, strict=True)
            if all(_is_step(*one, units, place) for one in told):
                yield from ((ref, [[one]]) for ref, one in zip(refs, printed, strict=True))
                return


def _by_formula(reading: Reading, place: Place) -> Ref | None:
    """The quantity that a formula without a name is: W^T δ, what a delta is worked out from."""
    true = reading.judge.sides[0].true if reading.judge is not None else None
    if true is None or not reading.operands[0].symbolic:
        return None
    for layer in range(1, place.world.graph.depth + 1):
        for kind in UNNAMED:
            ref = Ref(f"{kind}.{layer}", ANY)
            if not place.lacks(ref) and agree(place.value(ref, False)[0], true):
                return ref
    return None


def _steps(node: tree.Node) -> list[tree.Sum]:
    """The sums of a step, 0.15 - 0.5 ε_A x_1, of one parameter or of several in brackets."""
    items = node.items if isinstance(node, tree.Group) else (node,)
    sums = [one for one in items if isinstance(one, tree.Sum)]
    return sums if len(sums) == len(items) else []


def _start(step: tree.Sum, whole: Operand, place: Place, sheet: Sheet) -> Any:
    """The given number that a step starts from; None where that is no number."""
    start = operand(step.terms[0], whole.names)
    old = valued(start, place, sheet, False)
    if old is None or not isinstance(step.terms[0], tree.Number):
        return None
    return -old[0] if step.signs[0] == "-" else old[0]


def _parameters(place: Place, count: int) -> Iterator[list[Ref]]:
    """The new parameters that stand side by side: one of them, or those of a row or a column."""
    for key, at in place.world.plan:
        if not key.startswith(("new.W.", "new.b.")):
            continue
        rows, _ = place.world.value(key.removeprefix("new."), at, False)
        table = [[Ref(key, ANY, (i, j)) for j in range(len(rows[0]))] for i in range(len(rows))]
        if count == 1:
            yield from ([one] for row in table for one in row)
            continue
        yield from (line for line in table if len(line) == count)
        yield from ([*line] for line in zip(*table, strict=True) if len(line) == count)


def _is_step(ref: Ref, before: Any, now: Any, printed: Entry, units: int, place: Place) -> bool:
    """Whether a parameter is this number before the step, and that one after it; or nearly so, by
    some units of the last digit, where rounded numbers were put in."""
    old = Ref(ref.key.removeprefix("new."), ANY, ref.entry)
    if not agree(place.value(old, False)[0], before):
        return False
    there = place.value(ref, True)[0]
    far = abs(float(there) - float(printed.value))
    return agree(there, now) or (units > 0 and far <= units * 10.0**-printed.decimals)

"""What is said of a wrong result: the right one in the same digits, and the slip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from derive.teaching.verifying.lines.chain import ChainJudge
from derive.teaching.verifying.lines.in_place import Spot
from derive.teaching.verifying.lines.known_slips import examples_of
from derive.teaching.verifying.lines.named_slips import (
    is_turned,
    slip_of_finer,
    slip_of_numbers,
    slip_of_quantity,
)
from derive.teaching.verifying.lines.reckoning import Missing
from derive.teaching.verifying.lines.result_habits import Habits, habits
from derive.teaching.verifying.lines.right_numbers import cut, decimals_told, told, typed
from derive.teaching.verifying.lines.right_values import (
    by_digits,
    by_truth,
    replaced,
    table_of,
    target,
)
from derive.teaching.verifying.lines.slipped_formulas import slip_of_formula
from derive.teaching.verifying.statements.printed import Entry, entries
from derive.teaching.written import tree
from derive.teaching.written.tree import Node

Text = Callable[[Node], str]
NEAR = 1e-9
Table = list[list[Any]]
Rows = list[list[Entry]]


def result_remark(judge: ChainJudge, at: int, text: Text) -> tuple[str | None, str | None]:
    """The right line and the slip of a wrong result.

    A line is right with what its numbers come to as they are printed, and with what they come to
    carried in full: where one of both explains the result by a slip, it is that.
    """
    left, right = judge.sides[at], judge.sides[at + 1]
    sign = judge.statement.signs[at].sign
    rows = entries(right.one.node)
    if rows is None or sign not in ("=", "≈", "←"):  # of 5 > 7 another number is no right line
        return None, None
    habit = habits(judge.sheet)
    found: list[tuple[str, str | None]] = []
    for table, said in _right(judge, at, rows, habit, sign):
        wrong = [(entry, one) for entry, one in said if one != typed(entry)]
        if not wrong:  # it is wrong as a formula, whatever comes out here
            return None, None
        line = f"{text(left.one.node)} {sign} {replaced(right.one.node, wrong, text)}"
        slip = _slip(judge, at, rows, table, said, text)
        if slip is not None:
            return line, slip
        found.append((line, None))
    if not found:
        return None, None
    slip = None
    if left.one.symbolic or judge.reference is not None:
        slip = slip_of_quantity(judge, right) or slip_of_formula(judge, right)
    elif _is_gradient(judge, left.one.node, rows):
        slip = "gradient"
    return found[0][0], slip


def _is_gradient(judge: ChainJudge, left: Node, rows: Rows) -> bool:
    """Whether a step, in numbers alone, has its gradient for a result: 0.07 - 0.2 · 0.0884 = 0.0884
    where the rate is 0.2."""
    match left:
        case tree.Sum((_, tree.Product((first, last), _)), (_, "-")) if judge.place is not None:
            factor, gradient = entries(first), entries(last)
        case _:
            return False
    try:
        rate: Any = judge.place.world.value("rate", judge.place.example, False)[0]
    except Missing:
        return False
    if not factor or not gradient or abs(float(rate.mid()) - float(factor[0][0].value)) > NEAR:
        return False
    return [[one.value for one in row] for row in rows] == [[gradient[0][0].value]]


def _right(
    judge: ChainJudge, at: int, rows: Rows, habit: Habits, sign: str
) -> Iterator[tuple[Table, list[tuple[Entry, str]]]]:
    """What may be right here, the likeliest first: each value, and how each entry is told."""
    left = judge.sides[at]
    values = [target(judge, at, left), by_digits(judge, at) if left.one.symbolic
              else by_truth(judge, at)]  # fmt: skip
    if left.one.symbolic and (habit.printed or left.roots):
        values.reverse()
    ways = (told, _cut) if not habit.cut else (_cut, told)
    tables = [table_of(one, rows) for one in values if one is not None]
    seen = set()
    for way in ways:
        for table in tables:
            if table is None:
                continue
            said = [(entry, way(value, entry, sign)) for row, held in zip(rows, table, strict=True)
                    for entry, value in zip(row, held, strict=True)]  # fmt: skip
            asked = tuple(one for _, one in said)
            if asked not in seen:
                seen.add(asked)
                yield table, said


def _cut(value: Any, entry: Entry, sign: str) -> str:
    decimals = decimals_told(entry)
    return cut(value, decimals) if decimals else told(value, entry, sign)


def _slip(
    judge: ChainJudge, at: int, rows: Rows, table: Table, said: list[tuple[Entry, str]], text: Text
) -> str | None:
    """The slip that makes the right numbers the printed ones."""
    if is_turned(rows, table):
        return "transpose"
    printed = [typed(entry) for entry, _ in said]
    slip = slip_of_numbers(printed, [one for _, one in said], examples_of(Spot(judge, at, text)))
    values = [one for row in table for one in row]
    return slip or slip_of_finer(
        [(entry, value) for (entry, one), value in zip(said, values, strict=True)
         if one != typed(entry)]
    )  # fmt: skip

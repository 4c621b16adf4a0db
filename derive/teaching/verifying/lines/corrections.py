"""What is said about a wrong sign: the right line in the same digits, the slip, a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from derive.calculus.term_shapes import Matrix, turned
from derive.teaching.verifying.lines.aligned import Alignment
from derive.teaching.verifying.lines.chain import ChainJudge
from derive.teaching.verifying.lines.named_slips import (
    slip_of_numbers,
    slip_of_operands,
    slip_of_quantity,
)
from derive.teaching.verifying.lines.operands import Sheet, valued
from derive.teaching.verifying.lines.right_numbers import decimals_told, rounded, told, typed
from derive.teaching.verifying.lines.sides import Judged, Side
from derive.teaching.verifying.statements.printed import Entry, Rounding, entries
from derive.teaching.verifying.symbolic.faults_of_names import slip_of_names
from derive.teaching.written.tree import Node

Text = Callable[[Node], str]
MOST = 10**60  # what is larger is no result that a sheet prints
_PLAIN = Sheet(Rounding(plain=True))


@dataclass(frozen=True)
class Remark:
    expected: str | None = None
    slip: str | None = None


def remark(judge: ChainJudge, at: int, judged: Judged, text: Text) -> Remark:
    """The right line and the slip; nothing of both where they are not found."""
    left, right = judge.sides[at], judge.sides[at + 1]
    sign = judge.statement.signs[at].sign
    if judged.answer is not None or judged.general:
        slip = judged.answer.slip if judged.answer is not None else None
        expected = judged.answer.expected if judged.answer is not None else ""
        slip = slip or slip_of_names(left.one, right.one, judge.place, judge.sheet)
        return Remark(_formula(expected, left, sign, text), slip)
    if right.printed or entries(right.one.node) is not None:
        return _result(judge, at, left, right, sign, text)
    if left.one.symbolic and not right.one.symbolic:
        return _operands(judge, left, right, sign, text)
    return Remark()


def _formula(expected: str, left: Side, sign: str, text: Text) -> str | None:
    """The right formula beside its name, where it is known."""
    return f"{text(left.one.node)} {sign} {expected}" if expected else None


def _result(judge: ChainJudge, at: int, left: Side, right: Side, sign: str, text: Text) -> Remark:
    """A wrong result: what the left side comes to, in as many digits."""
    if sign not in ("=", "≈", "←"):  # of 5 > 7 another number is no right line
        return Remark()
    rows = entries(right.one.node)
    true = _target(judge, at, left)
    if rows is None or true is None:
        return Remark()
    table = _table(true, rows)
    if table is None:
        return Remark()
    changed = [
        (entry, told(value, entry, sign))
        for row, values in zip(rows, table, strict=True)
        for entry, value in zip(row, values, strict=True)
    ]
    wrong = [(entry, said) for entry, said in changed if said != typed(entry)]
    if not wrong:  # it is wrong as a formula, whatever comes out here
        return Remark()
    line = f"{text(left.one.node)} {sign} {_replaced(right.one.node, wrong, text)}"
    slip = slip_of_numbers([typed(entry) for entry, _ in changed], [said for _, said in changed])
    if slip is None:  # a point or a digit lost leaves another number of decimals
        finer = [
            rounded(value, decimals_told(entry) + 1)
            for row, values in zip(rows, table, strict=True)
            for entry, value in zip(row, values, strict=True)
        ]
        slip = slip_of_numbers([typed(entry) for entry, _ in wrong],
                               [fine for (entry, said), fine in zip(changed, finer, strict=True)
                                if said != typed(entry)])  # fmt: skip
        slip = slip if slip in ("point", "digit_dropped") else None
    if slip is None and left.one.symbolic:
        slip = slip_of_quantity(judge, right)
    return Remark(line, slip)


def _target(judge: ChainJudge, at: int, left: Side) -> Any:
    """What should stand there: the truth, unless the sheet goes on from a value of its own."""
    if left.one.symbolic:
        return left.sheet if left.roots else left.true
    known = judge.subject is not None and bool(judge.subject.one.names.refs)
    if known and judge.reference is not None and judge.wrong_before(at) is None:
        return judge.reference
    found = valued(left.one, judge.place, _PLAIN, False)  # by the digits as they stand there
    return found[0] if found is not None else left.true


def _table(value: Any, rows: list[list[Entry]]) -> list[list[Any]] | None:
    table = value.rows if type(value) is Matrix else [[value]]
    if not all(one.is_finite() and abs(one) < MOST for row in table for one in row):
        return None
    if (len(table), len(table[0])) == (len(rows[0]), len(rows)) != (len(rows), len(rows[0])):
        table = turned(Matrix(table)).rows
    fits = (len(table), len(table[0])) == (len(rows), len(rows[0]))
    return table if fits and all(len(row) == len(rows[0]) for row in rows) else None


def _operands(judge: ChainJudge, left: Side, right: Side, sign: str, text: Text) -> Remark:
    """Numbers put in wrongly: those that do not stand for what is in their place."""
    aligned = Alignment(left.one.names, judge.place, judge.sheet, bool(left.roots))
    aligned.fits(left.one.node, right.one.node)
    changed, slip = [], None
    for node, value in aligned.misfits:
        rows = entries(node)
        table = _table(value, rows) if rows else None
        if rows is None or table is None:
            return Remark(slip=slip_of_operands(judge, left, right))
        pairs = [
            (entry, told(one, entry, sign))
            for row, values in zip(rows, table, strict=True)
            for entry, one in zip(row, values, strict=True)
        ]
        changed += [(entry, said) for entry, said in pairs if said != typed(entry)]
        slip = slip or ("transpose" if _is_turned(rows, table) else slip_of_numbers(
            [typed(entry) for entry, _ in pairs], [said for _, said in pairs]))  # fmt: skip
    if not changed:
        return Remark(slip=slip_of_operands(judge, left, right))
    line = f"{text(left.one.node)} {sign} {_replaced(right.one.node, changed, text)}"
    return Remark(line, slip)


def _is_turned(rows: list[list[Entry]], table: list[list[Any]]) -> bool:
    """Whether a square matrix stands where its transpose belongs."""
    return len(rows) == len(rows[0]) > 1 and all(
        typed(entry) == rounded(table[j][i], entry.decimals)
        for i, row in enumerate(rows)
        for j, entry in enumerate(row)
    )


def _replaced(node: Node, changed: list[tuple[Entry, str]], text: Text) -> str:
    """The source of an operand with some of its numbers exchanged."""
    found, start = text(node), node.start
    for entry, said in sorted(changed, key=lambda one: -one[0].node.start):
        first, last = entry.node.start - start, entry.node.end - start
        if 0 <= first <= last <= len(found):
            mark = next((one for one in ("{,}", ",") if one in found[first:last]), ".")
            found = found[:first] + said.replace(".", mark) + found[last:]
    return found


def sentence(
    judged: Judged, found: Remark, told: dict[str, Any], slips: dict[str, str], line: int
) -> str:
    """One plain sentence about a verdict; nothing about what holds."""
    if judged.verdict == "wrong":
        if found.slip is not None:
            return str(told["wrong_slip"].format(slip=slips[found.slip]))
        return str(told.get(f"wrong_{judged.why}", told["wrong_value"]))
    if judged.verdict == "unread":
        return str(told.get(judged.why, told["unread_side"].format(reason=judged.why)))
    other = judged.answer.mislabelled_as if judged.answer is not None else None
    if judged.verdict == "mislabelled" and other:
        return str(told["mislabelled_as"].format(name=other))
    names = {"follows": "follows", "right again": "right_again", "mislabelled": "mislabelled",
             "right value, wrong line": "right_value"}  # fmt: skip
    key = names.get(judged.verdict)
    return str(told[key].format(line=line)) if key else ""

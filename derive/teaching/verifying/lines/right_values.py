"""The value that belongs right of a sign, entry by entry, and how it is put there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.calculus.term_shapes import Matrix, turned
from derive.teaching.verifying.lines.chain import ChainJudge
from derive.teaching.verifying.lines.known_values import centred
from derive.teaching.verifying.lines.operands import Sheet, valued
from derive.teaching.verifying.lines.printed_world import by_printed
from derive.teaching.verifying.lines.sides import Side
from derive.teaching.verifying.statements.printed import Entry, Rounding
from derive.teaching.written.tree import Node

Text = Callable[[Node], str]
MOST = 10**60  # what is larger is no result that a sheet prints
_PLAIN = Sheet(Rounding(plain=True))


def target(judge: ChainJudge, at: int, left: Side) -> Any:
    """What should stand there: the truth, unless the sheet goes on from a value of its own.

    What numbers come to is told by the digits that stand there.
    """
    if left.one.symbolic:
        return by_truth(judge, at)
    found = valued(left.one, judge.place, _PLAIN, False)
    return found[0] if found is not None else left.true


def by_truth(judge: ChainJudge, at: int) -> Any:
    """The value left of a sign with all carried in full, as far as nothing is wrong before it."""
    left = judge.sides[at]
    if not left.one.symbolic:
        known = judge.subject is not None and bool(judge.subject.one.names.refs)
        is_known = known and judge.reference is not None and judge.wrong_before(at) is None
        return judge.reference if is_known else None
    is_state = at == 0 and left.one.own_name in judge.sheet.states  # what its rule gives
    if left.one.names.own_names and not left.roots and not is_state:
        own = {slots: (centred(value), roots) for slots, (value, roots)
               in judge.sheet.own.items()}  # fmt: skip
        found = valued(left.one, judge.place, Sheet(Rounding(plain=True), own=own), False)
        return found[0] if found is not None else left.true
    return left.sheet if left.roots else left.true


def by_digits(judge: ChainJudge, at: int) -> Any:
    """The value left of a sign by the digits that stand there, or were printed for its names."""
    return by_printed(judge.sides[at].one, judge.place, judge.sheet)


def table_of(value: Any, rows: list[list[Entry]]) -> list[list[Any]] | None:
    table = value.rows if type(value) is Matrix else [[value]]
    if not all(one.is_finite() and abs(one) < MOST for row in table for one in row):
        return None
    if (len(table), len(table[0])) == (len(rows[0]), len(rows)) != (len(rows), len(rows[0])):
        table = turned(Matrix(table)).rows
    fits = (len(table), len(table[0])) == (len(rows), len(rows[0]))
    return table if fits and all(len(row) == len(rows[0]) for row in rows) else None


def replaced(node: Node, changed: list[tuple[Entry, str]], text: Text) -> str:
    """The source of an operand with some of its numbers exchanged."""
    found, start = text(node), node.start
    for entry, said in sorted(changed, key=lambda one: -one[0].node.start):
        first, last = entry.node.start - start, entry.node.end - start
        if 0 <= first <= last <= len(found):
            mark = next((one for one in ("{,}", ",") if one in found[first:last]), ".")
            found = found[:first] + said.replace(".", mark) + found[last:]
    return found

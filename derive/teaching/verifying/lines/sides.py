"""The sides of a relation sign with their values, and the verdict that is found there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.agreement import differ_by_dust
from derive.teaching.verifying.lines.operands import Operand, Place, Sheet, agree, valued
from derive.teaching.verifying.lines.reckoning import NO_ROOTS
from derive.teaching.verifying.running.readings import General
from derive.teaching.verifying.statements.printed import widened
from derive.teaching.verifying.statements.printed_alone import are_one
from derive.teaching.verifying.statements.statements import is_printed


@dataclass(frozen=True)
class Judged:
    """The verdict at one sign; `root` is a sign of this chain (below 0) or an earlier claim."""

    verdict: str
    root: int | None = None
    why: str = ""
    answer: Any = None  # what is known of a false formula: see `formulas.FormulaAnswer`
    general: tuple[General, ...] = ()  # a false formula of all units, as it can be read


@dataclass
class Side:
    """An operand with its values here: by the truth, by the sheet."""

    one: Operand
    true: Any
    sheet: Any
    roots: frozenset[int]
    printed: bool

    @property
    def decimals(self) -> bool:
        return bool(self.one.printed)

    def is_unlike(self, other: Side) -> bool:
        """Whether one is a matrix and the other a number."""
        if self.true is None or other.true is None:
            return False
        return (type(self.true) is Matrix) is not (type(other.true) is Matrix)


def side(one: Operand, place: Place | None, sheet: Sheet) -> Side:
    true = valued(one, place, sheet, False)
    told = valued(one, place, sheet, True) if one.symbolic else true
    return Side(one, true[0] if true else None, told[0] if told else None,
                told[1] if told else NO_ROOTS, is_printed(one.node))  # fmt: skip


def nearly(value: Any, result: Side, claimed: Any) -> bool:
    """Whether a value agrees with a result whose integers stand for what is all but them."""
    loose = widened(claimed, result.one.node)
    if loose is not None and agree(value, loose):
        return True
    return not result.printed and differ_by_dust(value, claimed)


def are_joined(left: Side, sign: str, right: Side) -> bool:
    """Whether a result goes on from numbers; 0.27 = 0.28 is none, though there are numbers that
    are cut to the one and rounded to the other."""
    if sign == "=" and not are_one(left.one.node, right.one.node):
        return False
    return agree(left.true, right.true) or nearly(left.true, right, right.true)


def are_alike(left: Side, right: Side) -> bool:
    """Whether these are two units, or two weights, that have the same value in this exercise."""
    first, second = left.one.ref, right.one.ref
    if first is None or second is None or first == second or first.key != second.key:
        return False
    bare = left.one.is_bare and right.one.is_bare
    return (
        bare and left.true is not None and right.true is not None and agree(left.true, right.true)
    )

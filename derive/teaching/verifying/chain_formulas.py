"""What a chain says without a result: formulas side by side, and what is greater or less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from derive.teaching.verifying.operands import agree
from derive.teaching.verifying.sides import Judged, Side

if TYPE_CHECKING:
    from derive.teaching.verifying.chain import ChainJudge

EQUAL = frozenset(("=", "≈", "←"))
ORDERED = frozenset(("<", ">", "≤", "≥", "≠"))


def between(judge: ChainJudge, at: int) -> Judged:
    """The verdict on the formulas left and right of a sign."""
    left, right = judge.sides[at].one, judge.sides[at + 1].one
    return judge.symbolic(left, judge.statement.signs[at].sign, right)


def is_as_before(judge: ChainJudge, right: Side) -> bool:
    """Whether a formula is equal to the last one before the mistake."""
    if judge.good is not None:
        found = judge.symbolic(judge.good, "=", right.one).verdict
        if found in ("holds", "wrong"):
            return found == "holds"
    if judge.reference is None or right.true is None:
        return False
    return agree(judge.reference, right.true)


def past_unread(judge: ChainJudge, at: int) -> Judged | None:
    """Right of a formula that was not read: whether it is the one before that."""
    right = judge.sides[at + 1].one
    if judge.sides[at].one.trouble is None or right.trouble is not None:
        return None
    for place in range(at - 1, -1, -1):
        if judge.statement.signs[place].sign not in EQUAL:
            break
        before = judge.sides[place].one
        if before.trouble is None:
            found = judge.symbolic(before, "=", right)
            return found if found.verdict == "holds" else None
    return None


def ordered(sign: str, left: Side, right: Side) -> Judged:
    """The verdict on < > ≤ ≥ ≠."""
    if left.true is None or right.true is None:
        return Judged("no claim")
    shown = "holds as shown" if left.decimals or right.decimals else "holds"
    if sign == "≠":
        return Judged("wrong" if _equal(left.true, right.true) else "holds")
    try:
        first, second = (left, right) if sign in ("<", "≤") else (right, left)
        false = bool(first.true > second.true)
    except TypeError:
        return Judged("no claim")
    if not false and sign in "<>" and _equal(left.true, right.true):
        false = True
    return Judged("wrong", why="order") if false else Judged(shown)


def _equal(a: Any, b: Any) -> bool:
    try:
        return bool(a == b)
    except TypeError:
        return False

"""What the results of a chain are: its own value, that before a slip, or another's."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from derive.teaching.verifying.lines.operands import agree
from derive.teaching.verifying.lines.sides import Side

if TYPE_CHECKING:
    from derive.teaching.verifying.lines.chain import ChainJudge


def is_own(judge: ChainJudge, one: Side) -> bool:
    """Whether a side is what the chain is about: in truth, or by the sheet's numbers, where no
    slip is among them."""
    if judge.reference is None or judge.subject is None or one.true is None:
        return False
    own = None if judge.subject.roots else judge.subject.sheet
    return agree(judge.reference, one.true) or (own is not None and agree(own, one.true))


def is_subject(judge: ChainJudge, one: Side) -> bool:
    """Whether a side has the value of what the chain is about, as it is or on the sheet."""
    if judge.subject is None or one.true is None:
        return False
    return agree(judge.subject.true, one.true) or agree(judge.subject.sheet, one.true)


def is_right_again(judge: ChainJudge, one: Side) -> bool:
    """Whether a side is what the chain is about; of numbers alone, what the slip stands behind."""
    if judge.reference is not None or one.true is None or judge.wrong_since is None:
        return is_own(judge, one)
    at = judge.wrong_since - judge.base
    before = judge.sides[at].true if 0 <= at < len(judge.sides) else None
    return before is not None and agree(before, one.true)


def comes_right(judge: ChainJudge, at: int) -> bool:
    """Whether a later result of the chain is the true one, or that of the sheet's own numbers."""
    later = (one for one in judge.sides[at + 1 :] if one.printed and one.true is not None)
    return any(is_own(judge, one) for one in islice(later, 1))


def goes_past(judge: ChainJudge, at: int) -> bool:
    """Whether the next result is not what the numbers at `at` come to, but what the chain is about.

    Then a number of them is wrong here, whatever was wrong before.
    """
    numbers = judge.sides[at]
    after = next((one for one in judge.sides[at + 1 :] if one.printed), None)
    if numbers.printed or after is None or after.true is None or agree(numbers.true, after.true):
        return False
    return is_own(judge, after) or own_slip(judge, after) is not None


def own_slip(judge: ChainJudge, one: Side) -> int | None:
    """The earlier claim that a side goes on from, where it is what the sheet has by now."""
    subject = judge.subject
    if subject is None or not subject.roots or one.true is None or one.one.symbolic:
        return None
    return min(subject.roots) if agree(subject.sheet, one.true) else None

"""One chain judged at one place: a verdict for each of its relation signs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.lines.aligned import Alignment
from derive.teaching.verifying.lines.comparisons import ORDERED, ordered
from derive.teaching.verifying.lines.operands import Operand, Place, Sheet, agree
from derive.teaching.verifying.lines.sides import Judged, Side, are_joined, nearly, side
from derive.teaching.verifying.lines.states import by_rule
from derive.teaching.verifying.lines.wrong_numbers import wrong_numbers
from derive.teaching.verifying.statements.renewing import is_step
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.verifying.symbolic.chain_formulas import (
    EQUAL,
    between,
    is_as_before,
    not_understood,
    numbers_put_in,
    past_unread,
    renews,
    says_nothing,
    under_condition,
)
from derive.teaching.verifying.symbolic.chain_results import (
    goes_past,
    is_right_again,
    is_subject,
    own_slip,
)
from derive.teaching.verifying.symbolic.supposed import Supposed

BAD = frozenset(("wrong", "right value, wrong line", "follows", "mislabelled"))


class ChainJudge:
    """Judges the signs of a chain from left to right.

    `base` is the number of the chain's first claim; `tainted` answers the claims at fault for
    numbers in an operand, where a wrong result was printed with these digits; `symbolic` judges two
    formulas. A statement that starts with its sign goes on where `previous` stopped; `supposed` are
    the wrong formulas before.
    """

    def __init__(
        self, statement: Statement, operands: list[Operand], place: Place | None, sheet: Sheet,
        base: int, tainted: Callable[..., int | None],
        symbolic: Callable[[Operand, str, Operand], Judged], previous: ChainJudge | None = None,
        supposed: Supposed | None = None,
    ) -> None:  # fmt: skip
        self.statement, self.place, self.sheet, self.base = statement, place, sheet, base
        self.sides = [side(one, place, sheet) for one in operands]
        self.tainted, self.symbolic, self.supposed = tainted, symbolic, supposed or Supposed()
        self.first, self.of = operands[0], operands[0].ref
        self.before: list[int | None] = []
        self.wrong_since: int | None = None  # the claim that the operand before is wrong by
        self.good: Operand | None = None  # the last formula before that claim
        subject: Side | None = next(
            (one for one in self.sides if one.one.symbolic and one.true is not None), None
        )
        if previous is not None and statement.continued and previous.place == place:
            self.wrong_since, self.good = previous.wrong_since, previous.good
            if previous.subject is not None:
                subject = previous.subject
        self.subject: Side | None = subject
        self.reference = self._reference()

    def _reference(self) -> Any:
        """The true value of all that the chain says to be equal, where that is known."""
        one = self.subject
        return one.true if one is not None and not one.decimals else None

    def verdicts(self) -> list[Judged]:
        return [self._at(place) for place in range(len(self.statement.signs))]

    def wrong_before(self, at: int) -> int | None:
        """The claim by which the operand left of a sign is wrong."""
        return self.before[at] if at < len(self.before) else None

    def _at(self, at: int) -> Judged:
        self.before.append(self.wrong_since)
        sign = self.statement.signs[at].sign
        left, right = self.sides[at], self.sides[at + 1]
        if sign in ("∝", "∈", "∼") or says_nothing(left.one.node, right.one.node):
            return Judged("no claim")
        if sign in ORDERED:
            return ordered(sign, left, right)
        if (found := under_condition(self, at)) is not None:
            return found
        if left.one.trouble is not None or right.one.trouble is not None:
            if left.one.named and right.one.named and not (left.decimals or right.decimals):
                return past_unread(self, at) or self._two_formulas(at, left, right)
            left = self._said_before(at)
            if left.true is None or right.one.trouble is not None:
                return not_understood(left.one, right.one)
        if left.true is None and right.true is not None and not right.one.symbolic:
            left = self._said_before(at)
        if left.true is None or right.true is None:
            named = left.one.symbolic or right.one.symbolic
            return self._unknown(at, left, right) if named else Judged("unread", why="no_value")
        if left.one.symbolic:
            return self._put_in(at, left, right)
        return self._calculated(at, left, right)

    def _said_before(self, at: int) -> Side:
        """The left side; where it has no value, with that of what the chain said it to be."""
        left = self.sides[at]
        for place in range(at - 1, -1, -1):
            if self.statement.signs[place].sign not in EQUAL:
                break
            before = self.sides[place]
            if before.true is not None:
                own = before.one.own_name
                old = own in self.sheet.renewable or own in left.one.names.own_names.values()
                return left if old else before
        return left

    # a formula, and what follows it ---------------------------------------------------------------
    def _put_in(self, at: int, left: Side, right: Side) -> Judged:
        """Right of a formula: another formula, its numbers, or its value."""
        if right.one.symbolic and not (left.decimals or right.decimals):
            if self.place is None and left.one.is_new(self.sheet):
                return Judged("no claim", why="unknown")
            return self._two_formulas(at, left, right)
        if at == 0 and (ruled := by_rule(left, right, self.sheet)) is not None:
            self.sides[0] = left = ruled
        elif at == 0 and renews(self, left, right):
            return Judged("no claim", why="unknown")
        if at == 0 and self.statement.continued and left.is_unlike(right):
            return Judged("no claim")  # one entry of what stood before
        by_truth, by_sheet = self._fits(left, right, False), self._fits(left, right, True)
        roots = left.roots | right.roots
        if by_truth and (by_sheet or not roots):
            self.wrong_since = None
            return self._held(left, right)
        if by_truth:
            self.wrong_since = None
            return Judged("right again", min(roots))
        if by_sheet and roots:
            self.wrong_since = min(roots)
            return Judged("follows", min(roots))
        if by_sheet:
            self.wrong_since = None
            return Judged("holds as shown")
        if self.wrong_since is not None and agree(left.true, right.true):
            return Judged("follows", self.wrong_since)
        if roots and self._fits_without_slips(left, right):
            self.wrong_since = None
            return Judged("right again", min(roots))
        worked = (left.sheet, left.true) if right.printed else ()
        copied = None if goes_past(self, at + 1) else self.tainted(right.one, worked)
        if copied is None:
            copied = self.supposed.behind(self.first, right.true, self.place, self.sheet, left.one)
        told = self.subject.roots if self.subject is not None else None
        if copied is None and told and is_subject(self, right):
            copied = min(told)  # by another formula than was used before
        if copied is not None:
            self.wrong_since = copied
            return Judged("follows", copied)
        if self.wrong_since is not None and is_subject(self, right):
            root, self.wrong_since = self.wrong_since, None
            return Judged("right again", root)
        self.wrong_since = self.base + at
        return wrong_numbers(self, at, left, right)

    def _fits_without_slips(self, left: Side, right: Side) -> bool:
        """Whether this goes on from what the sheet would have, had it nothing wrong in it."""
        if self.place is None or self.place.world.spared is None:
            return False
        place = replace(self.place, world=self.place.world.spared)
        sides = side(left.one, place, self.sheet), side(right.one, place, self.sheet)
        return self._fits(*sides, True, place)

    def _fits(self, left: Side, right: Side, of_sheet: bool, place: Place | None = None) -> bool:
        first, second = (one.sheet if of_sheet else one.true for one in (left, right))
        if first is None or second is None:
            return False
        if not agree(first, second):
            return nearly(first, right, second)
        if right.printed or right.one.symbolic or left.one.is_bare:
            return True  # what was put into a name alone is not said
        aligned = Alignment(left.one.names, place or self.place, self.sheet, of_sheet)
        return aligned.fits(left.one.node, right.one.node) is not False

    def _calculated(self, at: int, left: Side, right: Side) -> Judged:
        """Right of numbers: what they come to."""
        truth = self.reference
        right_is_true = truth is not None and agree(truth, right.true)
        if right.one.symbolic and not right.decimals and truth is None:
            truth = right.true
        joined = are_joined(left, self.statement.signs[at].sign, right)
        if self.wrong_since is not None:
            root = self.wrong_since
            if right_is_true or is_right_again(self, right):
                self.wrong_since = None
                return Judged("right again", root)
            if joined:
                return Judged("follows", root)
            self.wrong_since = own_slip(self, right)
            if self.wrong_since is not None:
                return Judged("follows", self.wrong_since)
            self.wrong_since = self.base + at
            return Judged("wrong", why="value")
        if joined:
            return self._held(left, right)
        if right.one.symbolic and right.sheet is not None and agree(left.true, right.sheet):
            return Judged(*(("follows", min(right.roots)) if right.roots else ("holds as shown",)))
        if right_is_true:
            return Judged("right value, wrong line", why="operands")
        copied = self.supposed.behind(left.one, right.true, self.place, self.sheet)
        self.wrong_since = self.base + at if copied is None else copied
        if copied is not None:
            return Judged("follows", copied)
        return Judged("wrong", why="value" if right.printed else "operands")

    def _held(self, left: Side, right: Side) -> Judged:
        return Judged("holds as shown" if left.decimals or right.decimals else "holds")

    # formulas -------------------------------------------------------------------------------------
    def _two_formulas(self, at: int, left: Side, right: Side) -> Judged:
        found = between(self, at)
        if at == 0 and renews(self, left, right) and not is_step(left.one.node, right.one.node):
            return Judged("no claim", why="unknown")
        if found.verdict == "wrong" and numbers_put_in(self, left, right):
            found = self._held(left, right)
        if self.wrong_since is not None and found.verdict == "wrong":
            if is_as_before(self, right):
                root, self.wrong_since = self.wrong_since, None
                return Judged("right again", root)
            return found
        if found.verdict == "wrong":
            self.wrong_since, self.good = self.base + at, left.one
            known = self.supposed.again(self.of, left.one, right.one, self.place, self.symbolic)
            if known is not None:
                self.wrong_since = known
                return Judged("follows", known)
        elif found.verdict == "mislabelled" and self.wrong_since is not None:
            return Judged("follows", self.wrong_since)
        return found  # what is true on its own holds, whatever stands before it

    def _unknown(self, at: int, left: Side, right: Side) -> Judged:
        """A name without a value: what it is said to be is its definition."""
        is_new = self.place is None and left.one.is_new(self.sheet)
        both = left.one.symbolic and right.one.symbolic
        if not both or (is_new and not is_step(left.one.node, right.one.node)):
            return Judged("no claim", why="unknown")
        return self._two_formulas(at, left, right)

"""A sheet that defines its names by formulas and gives numbers: what it says of them, judged.

Where no network is known, df/dy = -6 · 2 = -12 is arithmetic and no more; with f = g y, g = s^2 and
all numbers given, it is the derivative of the model at a point. Nothing is said where a name has no
formula or no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.computed.numbers import (
    Faults,
    digits_of,
    listed,
    look,
    near,
    printed,
)
from derive.teaching.verifying.computed.point import Point
from derive.teaching.verifying.modelled.judge import Judge
from derive.teaching.verifying.reporting.report import Claim, Report
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.verifying.symbolic.chain_formulas import EQUAL
from derive.teaching.written import tree
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

OPEN = frozenset(("no claim", "unread"))
BAD = frozenset(("wrong", "follows"))


def at_point(
    report: Report, found: Iterable[tuple[Found, Piece]], judge: Judge | None, words: dict[str, Any]
) -> Report:
    """The report with what the sheet's own model says at the numbers that it gives."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    if judge is None or not judge.told.forms:
        return report
    one = _AtPoint(judge, list(report.claims), digits_of(chains), words["verify"])
    for chain in chains:
        one.read(chain)
    return replace(report, claims=tuple(one.claims))


class _AtPoint:
    """Goes through the chains of a sheet, and keeps its numbers and its faults."""

    def __init__(
        self, judge: Judge, claims: list[Claim], digits: int, told: dict[str, str]
    ) -> None:
        self.point, self.claims, self.digits, self.told = Point(judge), claims, digits, told
        self.at = {claim.offset: n for n, claim in enumerate(claims)}
        self.faults, self.met = Faults(), set[str]()
        self.faulty: set[str] = set()  # names with a wrong number
        self.wrong: list[tuple[tuple[float, int], float, int]] = []  # what stood, what is true

    def read(self, chain: Statement) -> None:
        """Judges a chain, and keeps what it prints."""
        signs = [one.sign in EQUAL for one in chain.signs]
        count = signs.index(False) if False in signs else len(signs)
        if chain.continued or chain.condition is not None or not count:
            return
        first, sides = chain.operands[0], chain.operands[1 : count + 1]
        result = next((entry for one in reversed(sides) if (entry := printed(one))), None)
        if result is None:
            self.point.note_list(first, listed(sides[-1]))
            return
        root = self._root(chain, count)
        if root is None and self._is_subject(first):
            root = self._judged(chain, first, sides)
        self.met.add(look(first))
        self.faults.note(look(first), result.value, root)
        self.point.note(first, result.value)
        key = self.point.key(first)
        if key is not None and root is not None:
            self.faulty.add(key)

    def _root(self, chain: Statement, count: int) -> int | None:
        """The claim at fault for what a chain ends in, by what was found before."""
        for sign in chain.signs[:count]:
            claim = self.at.get(sign.start)
            if claim is not None and self.claims[claim].verdict in BAD:
                return claim if self.claims[claim].root is None else self.claims[claim].root
        return None

    def _is_subject(self, node: Node) -> bool:
        """Whether this is a derivative, a slope f'(a), or a name that has a formula."""
        match node:
            case tree.Derivative():
                return True
            case tree.Product((tree.Scripted(primes=primes), tree.Group()), ("", "")) if primes:
                return True
        key = self.point.key(node)
        return key is not None and not self.point.is_free(key)

    def _judged(self, chain: Statement, first: Node, sides: tuple[Node, ...]) -> int | None:
        """The claim at fault where what a chain says is not the truth; notes what is wrong."""
        truths = list(self.point.values(first))
        if not truths:
            return None
        values = list(self._values(sides))
        last = values[-1]
        if last is None or any(self._agree(last, true) for true in truths):
            self._holds(chain)
            return None
        if look(first) in self.met:
            return None  # anew: of another example, or after a step
        at = next((n for n, one in enumerate(values) if one is not None
                   and not any(self._agree(one, true) for true in truths)), None)  # fmt: skip
        claim = self.at.get(chain.signs[at].start) if at is not None else None
        if at is None or claim is None or self.claims[claim].verdict not in OPEN:
            return None
        root = next((found for one in sides if (found := self.faults.behind(one)) is not None),
                    None)  # fmt: skip
        if root is not None:
            return self._follows(claim, root)
        if self.point.behind(first) & self.faulty:
            return None  # which of its numbers goes on is not known
        root = next((one for stood, true, one in self.wrong
                     if self._agree(last, true) and self._agree(stood, truths[0])),
                    None)  # fmt: skip
        if root is not None:  # results in one another's place
            return self._follows(claim, root)
        self.wrong.append((last, truths[0], claim))
        told = self.told["wrong_computed"].format(value=f"{truths[0]:.{min(self.digits, 6)}f}")
        self.claims[claim] = replace(self.claims[claim], verdict="wrong", message=told)
        return claim

    def _follows(self, claim: int, root: int) -> int:
        told = self.told["follows"].format(line=self.claims[root].line)
        self.claims[claim] = replace(self.claims[claim], verdict="follows", root=root, message=told)
        return root

    def _values(self, sides: tuple[Node, ...]) -> Iterator[tuple[float, int] | None]:
        """What each side comes to, and with how many decimals it is printed."""
        for one in sides:
            entry = printed(one)
            if entry is not None:
                yield float(entry.value), entry.decimals
            else:
                found = next(self.point.values(one), None)
                yield (found, self.digits) if found is not None else None

    def _agree(self, one: tuple[float, int], true: float) -> bool:
        return near(one[0], true, one[1], self.digits)

    def _holds(self, chain: Statement) -> None:
        claim = self.at.get(chain.signs[0].start)
        if claim is not None and self.claims[claim].verdict == "no claim":
            self.claims[claim] = replace(self.claims[claim], verdict="holds as shown")

"""Results of formulas that no numbers printed for their names give.

d = o(1-o)(t-o) = -0.08 is wrong where o is 0.57 and t is 0.9, whatever these names mean. A name may
have had several numbers, as a weight has that was learned: any of them may be meant, also by what
stands in the line itself. A result is only called wrong where a slip explains it (a term left out,
a sign, another number put in), or where all names have one number each and other lines of the sheet
go by these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, product
from math import prod
from typing import Any

from derive.teaching.verifying.computed.in_passing import given_in_passing, named
from derive.teaching.verifying.computed.index_rules import plain, renumbered
from derive.teaching.verifying.computed.kept_values import KeptValues, digits, is_kept, is_one
from derive.teaching.verifying.computed.numbers import digits_of, look, near, printed
from derive.teaching.verifying.computed.slipped import exchanged, slipped
from derive.teaching.verifying.lines.operands import Sheet, agree
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.reporting.report import Claim, Report
from derive.teaching.verifying.statements.printed import Entry
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.verifying.symbolic.chain_formulas import EQUAL
from derive.teaching.written.names import whole_names
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

MOST_WAYS = 16  # to put numbers in for names that had several
MOST_TRIED, MOST_TRIALS = 4, 160  # of these for each slip; in all
FEWEST = 3  # lines that go by the printed numbers, for each that does not and has no known slip
CLOSE = 0.001  # that what a slip explains may differ by
FIGURES = 10  # units of the last digit that a result has at least that a slip explains
LEFT = frozenset(("no claim", "holds as shown"))


def with_disproved(
    report: Report, found: list[tuple[Found, Piece]], names: BoundNames, sheet: Sheet,
    told: dict[str, str],
) -> Report:  # fmt: skip
    """The report with results without a verdict that no printed numbers give."""
    chains = [chain for chain, _ in found if isinstance(chain, Statement)]
    fine, told_in = digits_of(chains), [*given_in_passing(report.text, found)]
    typed = {(abs(number.value), number.decimals) for _, chain in told_in
             if (number := printed(chain.operands[-1])) is not None
             and number.decimals < fine}  # fmt: skip
    plainly = replace(sheet.rounding, plain=True)
    rounded = replace(sheet.rounding, exact=sheet.rounding.exact | typed)
    one = _Results(
        list(report.claims), KeptValues(names, replace(sheet, rounding=rounded, balls={})),
        KeptValues(names, replace(sheet, rounding=plainly, balls={})), fine,
    )  # fmt: skip
    placed = [(chain.signs[0].start, True, chain) for chain in chains]
    placed += [(place, False, chain) for place, chain in told_in]
    for _, judged, chain in sorted(placed, key=lambda each: each[0]):
        one.read(chain, judged)
    odd = [claim for claim, names_of in one.odd
           if all(len(one.had[name]) == 1 for name in names_of)]  # fmt: skip
    wrong = list(one.slipped)
    if one.followed >= FEWEST * len(odd):
        wrong += [(claim, "wrong_value") for claim in odd]
    for at, why in wrong:
        one.claims[at] = replace(one.claims[at], verdict="wrong", message=told[why])
    return replace(report, claims=tuple(one.claims))


@dataclass(frozen=True)
class Shown:
    """What a side comes to whose numbers are shown, and the one that it is, if it is one."""

    value: Any
    plain: Any  # with each number for itself
    result: Entry | None
    digits: int

    @property
    def counts(self) -> bool:
        """Whether it says enough to be held against a formula."""
        known = self.value is not None and self.plain is not None
        return known and (self.result is None or is_one(self.result))

    def may_be(self, true: Any, plain: Any) -> bool:
        """Whether this can be a value that another side has, within its digits and without."""
        if true is None or plain is None or agree(self.value, true):
            return True
        decimals = self.result.decimals if self.result is not None else self.digits
        return near(float(self.plain), float(plain), decimals, self.digits)

    def is_exactly(self, other: Any) -> bool:
        """Whether another number is this one, of which there are digits enough."""
        here = float(self.plain)
        unit = 10.0 ** -(self.result.decimals if self.result is not None else self.digits)
        far = max(unit, CLOSE * abs(here))
        return abs(here) >= FIGURES * unit and abs(float(other) - here) <= far


@dataclass
class _Results:
    """Goes through the chains of a sheet with all numbers that names had up to there."""

    claims: list[Claim]
    values: KeptValues
    plain: KeptValues  # with each number for itself, however it was rounded
    digits: int  # decimals that the sheet works with
    had: dict[str, list[Entry]] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)  # names that got something else than a number
    alike: dict[str, set[str]] = field(default_factory=dict)  # by their letter
    letters: dict[str, str] = field(default_factory=dict)
    followed: int = 0
    slipped: list[tuple[int, str]] = field(default_factory=list)
    odd: list[tuple[int, set[str]]] = field(default_factory=list)
    at: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.at = {claim.offset: n for n, claim in enumerate(self.claims)}

    def read(self, chain: Statement, judged: bool) -> None:
        """Judges a chain, and keeps what it prints."""
        signs = [one.sign in EQUAL for one in chain.signs]
        count = signs.index(False) if False in signs else len(signs)
        if judged and chain.condition is None and not chain.continued:
            for place in range(count):
                self._judge(chain, place)
        result = next((one for node in reversed(chain.operands[1 : count + 1])
                       if (one := printed(node)) is not None), None)  # fmt: skip
        for node in map(named, chain.operands[:count]):
            if is_kept(node):
                self._keep(plain(node), result)

    def _keep(self, node: Node, found: Entry | None) -> None:
        name, letter = look(node), next(iter(whole_names(node)), None)
        if found is None or not is_one(found) or letter is None:
            self.open.add(name)
            return
        had = self.had.setdefault(name, [])
        self.alike.setdefault(letter.letter, set()).add(name)
        self.letters[name] = letter.letter
        if all(one.value != found.value for one in had):
            had.append(found)

    def _judge(self, chain: Statement, place: int) -> None:
        formula, numbers = (plain(one) for one in chain.operands[place : place + 2])
        claim = self.at.get(chain.signs[place].start)
        if claim is None or self.claims[claim].verdict not in LEFT or is_kept(formula):
            return
        names = self._names(formula)
        told, result = look(plain(chain.operands[0])), printed(numbers)
        if not names or names & self.open or not (told in names or self._is_first(told, result)):
            return
        if prod(len(self.had[name]) for name in names) > MOST_WAYS:
            return
        shown = Shown(self.values.value(numbers), self.plain.value(numbers), result, self.digits)
        ways = list(self._ways(names))
        true = [(self._value(formula, way, self.values), self._value(formula, way, self.plain))
                for way in ways]  # fmt: skip
        if not shown.counts or None in true[0]:
            return
        if any(shown.may_be(*one) for one in true):
            self.followed += 1
        elif self.claims[claim].verdict == "no claim":
            told = "wrong_value" if result is not None else "wrong_operands"
            if self._is_explained(formula, names, shown) or (
                result is None and self._is_put_in_wrong(numbers, names, true[0][1])
            ):
                self.slipped.append((claim, told))
            elif result is not None and all(len(self.had[name]) == 1 for name in names):
                self.odd.append((claim, names))

    def _names(self, formula: Node) -> set[str]:
        """The looks of the names in a formula; none where one of them had no number."""
        self.values.used.clear()
        self.values.kept = {name: had[-1] for name, had in self.had.items()}
        try:
            self.values.put_in(formula)
        except KeyError:
            return set()
        return {*self.values.used}

    def _is_first(self, told: str, result: Entry | None) -> bool:
        """Whether what a chain is about gets its first number, or this one once more: a name that
        is worked out anew may be of another example."""
        had = self.had.get(told, [])
        same = result is None or all(one.value == result.value for one in had)
        return told not in self.open and (same if result is not None else not had)

    def _ways(self, names: set[str]) -> Iterator[dict[str, Entry]]:
        """The numbers that may stand for names: the last ones first."""
        order = sorted(names)
        for way in product(*(reversed(self.had[name]) for name in order)):
            yield dict(zip(order, way, strict=True))

    def _value(self, formula: Node, way: dict[str, Entry], values: KeptValues) -> Any:
        values.kept = {**way}
        try:
            return values.value(renumbered(values.put_in(formula)))
        except KeyError:
            return None

    def _is_explained(self, formula: Node, names: set[str], shown: Shown) -> bool:
        """Whether the formula with one slip in it, or another number put in, comes to what is
        shown."""
        ways = list(islice(self._ways(names), MOST_TRIED))
        trials = [(other, way) for other in slipped(formula) for way in ways]
        trials += [(formula, way) for way in self._exchanged(names, ways[0])]
        found = (self._value(*one, self.plain) for one in islice(trials, MOST_TRIALS))
        return any(one is not None and shown.is_exactly(one) for one in found)

    def _is_put_in_wrong(self, numbers: Node, names: set[str], true: Any) -> bool:
        """Whether a number of one of the names, put in for another one, sets a line right."""
        known = {abs(self.had[name][-1].value): self.had[name][-1].node for name in names}
        others = (other for one in known.values() for other in exchanged(numbers, digits(one)))
        found = (self.plain.value(renumbered(one)) for one in islice(others, MOST_TRIALS))
        far = CLOSE * abs(float(true))
        return any(one is not None and abs(float(one) - float(true)) <= far for one in found)

    def _exchanged(self, names: set[str], way: dict[str, Entry]) -> Iterator[dict[str, Entry]]:
        """The numbers of other names with the same letter put in for one."""
        for name in names:
            for other in self.alike[self.letters[name]] - {name}:
                for entry in self.had[other]:
                    yield way | {name: entry}

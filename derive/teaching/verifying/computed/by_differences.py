"""Derivatives of results by results, held against how the sheet worked out these in numbers.

dL/da_1 = -0.58 is wrong where L, moved with a_1 through all that was worked out of it, changes by
-0.29 times as much, whatever formula stands beside it. Nothing is said where no other derivative of
the sheet is what it comes to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from derive.teaching.verifying.computed.index_rules import plain
from derive.teaching.verifying.computed.kept_values import KeptValues, is_kept, is_one
from derive.teaching.verifying.computed.numbers import Faults, digits_of, look, near, printed
from derive.teaching.verifying.computed.worked_out import WorkedOut
from derive.teaching.verifying.lines.operands import Sheet
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.reporting.report import Claim, Report
from derive.teaching.verifying.statements.printed import Entry
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.verifying.symbolic.chain_formulas import EQUAL
from derive.teaching.written import tree
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

OPEN = frozenset(("no claim", "unread", "holds as shown"))
BAD = frozenset(("wrong", "follows", "mislabelled", "right value, wrong line"))
FEWEST = 2  # derivatives that are what they come to, for each that is not


def by_differences(
    report: Report, found: Iterable[tuple[Found, Piece]], names: BoundNames, sheet: Sheet,
    told: dict[str, str],
) -> Report:  # fmt: skip
    """The report with derivatives that the sheet's own numbers disprove."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    if not any(map(_derivatives, chains)):
        return report
    plainly = replace(sheet, rounding=replace(sheet.rounding, plain=True), balls={})
    one = _Differences(
        list(report.claims), WorkedOut(KeptValues(names, plainly)), digits_of(chains)
    )
    for chain in chains:
        one.read(chain)
    if one.right < FEWEST * len(one.wrong):
        return report
    for at, true in one.wrong:
        value = told["wrong_computed"].format(value=f"{true:.{min(one.digits, 6)}f}")
        one.claims[at] = replace(one.claims[at], verdict="wrong", message=value)
    return replace(report, claims=tuple(one.claims))


@dataclass
class _Differences:
    """Goes through the chains of a sheet with the results up to there."""

    claims: list[Claim]
    results: WorkedOut
    digits: int
    right: int = 0
    wrong: list[tuple[int, float]] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    at: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.at = {claim.offset: n for n, claim in enumerate(self.claims)}

    def read(self, chain: Statement) -> None:
        """Judges a chain, and keeps what it works out."""
        if chain.condition is not None or any(one.sign not in EQUAL for one in chain.signs):
            return
        places = [self.at.get(one.start) for one in chain.signs]
        bad = next((at for at in places if at is not None and self.claims[at].verdict in BAD), None)
        results = [printed(one) for one in chain.operands]
        result = results[-1]
        if result is None or not is_one(result):
            return
        first = plain(chain.operands[0])
        if bad is None:
            for place, one in _derivatives(chain):
                bad = bad if bad is not None else self._judged(chain, place, one, result)
        for name in {look(one): one for one in map(plain, chain.operands) if is_kept(one)}.values():
            self.faults.note(look(name), result.value, bad)
        if is_kept(first) and not isinstance(first, tree.Derivative) and not chain.continued:
            sides = zip(chain.operands[1:], results[1:], strict=True)
            formulas = [plain(one) for one, known in sides
                        if known is None and not isinstance(one, tree.Derivative)]  # fmt: skip
            self.results.note(first, formulas, result)

    def _judged(
        self, chain: Statement, place: int, one: tree.Derivative, result: Entry
    ) -> int | None:
        """The claim at fault where a derivative is not what it comes to."""
        slopes = self.results.slopes(look(one.what), look(one.by))
        if not slopes:
            return None
        if any(near(float(result.value), true, result.decimals, self.digits) for true in slopes):
            self.right += 1
            return None
        if any(self.faults.behind(side) is not None for side in chain.operands[place + 1 :]):
            return None
        claim = self.at.get(chain.signs[place].start) if place < len(chain.signs) else None
        if claim is None or self.claims[claim].verdict not in OPEN:
            return None
        self.wrong.append((claim, slopes[0]))
        return claim


def _derivatives(chain: Statement) -> list[tuple[int, tree.Derivative]]:
    """The derivatives that are sides of a chain, of a name by a name."""
    return list(_each(chain.operands[:-1]))


def _each(sides: tuple[Node, ...]) -> Iterator[tuple[int, tree.Derivative]]:
    for place, one in enumerate(map(plain, sides)):
        match one:
            case tree.Derivative(what=what, order=1) if what is not None:
                yield place, one

"""Formulas with numbers put in, held against what the sheet printed for each of their names.

v_2 = β v_1 + E'(w_1) = -4 - 3.2 is wrong where β is 0.9, v_1 is -4 and E'(w_1) is -3.2, whatever
these names mean. Only names count that the sheet printed one number for, and no other; and only
numbers that it printed for a name: what is not known of may be a new value.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from derive.teaching.verifying.computed.index_rules import (
    Undecided,
    plain,
    renumbered,
)
from derive.teaching.verifying.computed.index_sums import written_out
from derive.teaching.verifying.computed.kept_lists import told_in, zeroth
from derive.teaching.verifying.computed.kept_values import KeptValues, is_kept, is_one
from derive.teaching.verifying.computed.numbers import digits_of, look, near, printed
from derive.teaching.verifying.lines.operands import Sheet, agree
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.reporting.report import Claim, Report
from derive.teaching.verifying.statements.printed import Entry
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.verifying.symbolic.chain_formulas import EQUAL
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, without_place
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node


def by_kept_numbers(
    report: Report, found: list[tuple[Found, Piece]], names: BoundNames, sheet: Sheet,
    told: dict[str, str],
) -> Report:  # fmt: skip
    """The report with what the numbers printed for names say of formulas without a verdict."""
    chains = [chain for chain, _ in found if isinstance(chain, Statement)]
    one = _Kept(
        list(report.claims), KeptValues(names, sheet), told, digits_of(chains), zeroth(chains)
    )
    for chain in chains:
        one.read(chain)
    return replace(report, claims=tuple(one.claims))


@dataclass
class _Kept:
    """Goes through the chains of a sheet with the numbers that were printed before."""

    claims: list[Claim]
    values: KeptValues
    told: dict[str, str]
    digits: int  # decimals that the sheet works with
    zeroth: frozenset[str]  # names whose entries are counted from 0
    at: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.at = {claim.offset: n for n, claim in enumerate(self.claims)}

    def read(self, chain: Statement) -> None:
        """Judges a chain, and keeps what it prints."""
        signs = [one.sign in EQUAL for one in chain.signs]
        count = signs.index(False) if False in signs else len(signs)
        if chain.condition is None:
            for place in range(count):
                self._judge(chain, place)
        if chain.continued or chain.condition is not None:
            return
        result = next((one for node in reversed(chain.operands[1 : count + 1])
                       if (one := printed(node)) is not None), None)  # fmt: skip
        if is_kept(chain.operands[0]):
            self.values.keep(
                look(plain(chain.operands[0])), result if result and is_one(result) else None
            )
        if all(signs):
            for name, number in told_in(chain, self.zeroth):
                self.values.keep(look(name), number)

    def _written_out(self, formula: Node) -> Node:
        """Sums over an index put as the sum over what is known; else the formula as it is."""
        try:
            made: Node = written_out(
                formula, {}, lambda name: self.values.kept.get(look(name)) is not None
            )
        except Undecided:
            return formula
        return made

    def _is_first(self, chain: Statement, place: int, result: Entry) -> bool:
        """Whether a derivative gets its first number, or this one once more, by a formula of
        others: those of one example, before anything is learned."""
        told = look(plain(chain.operands[0]))
        before = self.values.kept.get(told, result)
        return (
            place > 0 and isinstance(chain.operands[0], tree.Derivative)
            and before is not None and before.value == result.value
        )  # fmt: skip

    def _judge(self, chain: Statement, place: int) -> None:
        formula, numbers = (plain(one) for one in chain.operands[place : place + 2])
        if place == 0 and any(isinstance(one, tree.Big) for one in nodes(formula)):
            formula = self._written_out(formula)
        at = self.at.get(chain.signs[place].start)
        if at is None or self.claims[at].verdict != "no claim":
            return
        result = printed(numbers)
        if result is not None and not self._is_first(chain, place, result):
            return
        try:
            known = self.values.put_in(formula)
        except KeyError:
            return
        if without_place(known) == without_place(formula):
            return  # no name has a number: sizes of matrices, as they are multiplied
        first, second = self.values.value(renumbered(known)), self.values.value(numbers)
        if is_kept(formula) or first is None or second is None:
            return
        if agree(first, second):
            self.claims[at] = replace(self.claims[at], verdict="holds as shown")
        elif result is not None:
            if not near(float(second), float(first), result.decimals, self.digits):
                told = self.told["wrong_value"]
                self.claims[at] = replace(self.claims[at], verdict="wrong", message=told)
        elif self.values.are_printed(numbers, formula):
            told = self.told["wrong_operands"]
            self.claims[at] = replace(self.claims[at], verdict="wrong", message=told)

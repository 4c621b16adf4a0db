"""Lines of units held against the formula of any index that the sheet states for them.

Where no network is known, z_3 = 1.6 * 0.4 = 0.64 is arithmetic and no more; with z_k = w_k a_{k-1}
+ b_k before it, and a number printed for each of w_3, a_2 and b_3, it lacks a bias. A formula
counts that other lines of the sheet show to be meant so: some follow it, and no more do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from derive.teaching.verifying.computed.index_rules import (
    Rule,
    Undecided,
    plain,
    renumbered,
    rules,
)
from derive.teaching.verifying.computed.index_sums import written_out
from derive.teaching.verifying.computed.kept_lists import told_in, zeroth
from derive.teaching.verifying.computed.kept_values import KeptValues
from derive.teaching.verifying.computed.numbers import look, printed
from derive.teaching.verifying.lines.operands import Sheet, agree
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.reporting.report import Claim, Report
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.verifying.symbolic.chain_formulas import EQUAL
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, whole_names
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

# behind a formula: it is not of all units
_LIMITED = re.compile(
    r"(?i)[^.;\n]{0,40}?\b(?:except|unless|but|otherwise|außer|ausser|sonst|bis auf|if"
    r"|falls|wenn|(?:only|nur)(?! (?:one|two|a|eine?n?|zwei)\b)"
    r"|(?:for|für|with|mit) \W{0,3}[ijkmn]\b)"
)
BAD = frozenset(("wrong", "mislabelled", "right value, wrong line", "follows", "unread"))


def by_index_rules(
    report: Report, found: list[tuple[Found, Piece]], names: BoundNames, sheet: Sheet,
    told: dict[str, str],
) -> Report:  # fmt: skip
    """The report with what the sheet's formulas of any index say of the lines of units."""
    chains = [chain for chain, _ in found if isinstance(chain, Statement)]
    every = [rule for chain in chains for rule in rules(chain)]
    if not every:
        return report
    exact = sheet.rounding.exact | _given(chains) | _constants(every)
    typed = replace(sheet, rounding=replace(sheet.rounding, exact=exact), balls={})
    one = _ByRules(list(report.claims), KeptValues(names, typed), zeroth(chains), report.text)
    for chain in chains:
        one.read(chain)
    for trial in one.trials:
        if trial.followed and len(trial.wrong) <= len(trial.followed):
            for at in trial.wrong:
                one.claims[at] = replace(one.claims[at], verdict="wrong",
                                         message=told["wrong_operands"])  # fmt: skip
            for at in trial.followed:
                if one.claims[at].verdict == "no claim":
                    one.claims[at] = replace(one.claims[at], verdict="holds as shown")
    return replace(report, claims=tuple(one.claims))


@dataclass
class _Trial:
    """A rule, and the claims of the lines that follow it and that do not."""

    rule: Rule
    followed: list[int] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)


@dataclass
class _ByRules:
    """Goes through the chains of a sheet; `zeroth` are names whose entries are counted from 0."""

    claims: list[Claim]
    values: KeptValues
    zeroth: frozenset[str]
    text: str
    trials: list[_Trial] = field(default_factory=list)
    at: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.at = {claim.offset: n for n, claim in enumerate(self.claims)}

    def read(self, chain: Statement) -> None:
        """Tries the rules before a chain on it, and keeps what it prints."""
        if chain.continued or chain.condition is not None:
            return
        if any(one.sign not in EQUAL for one in chain.signs):
            return
        first = plain(chain.operands[0])
        told = list(rules(chain))
        if not told and look(first) not in self.values.kept:
            self._try(chain, first)
        if told and not _LIMITED.match(self.text, chain.operands[-1].end):
            self.trials += map(_Trial, told)
        for name, number in told_in(chain, self.zeroth):
            self.values.keep(look(name), number)

    def _try(self, chain: Statement, first: Node) -> None:
        """Holds a line against the rules that are stated for what it is about."""
        signs = [self.at.get(one.start) for one in chain.signs]
        if any(one is None or self.claims[one].verdict in BAD for one in signs):
            return
        wrong: list[tuple[_Trial, int]] = []
        for trial in self.trials:
            at = trial.rule.at(first)
            formula, true = self._by_rule(trial.rule, at) if at is not None else (first, None)
            if true is None:
                continue
            sign, side, value = self._worked_out(chain)
            if sign is None:
                return
            if agree(value, true):
                if not value.contains(0):
                    trial.followed.append(self.at[sign])
                return
            more = len(list(whole_names(side))) > len(list(whole_names(formula)))
            if not more and self._is_made_of_known(side, trial.rule):
                wrong.append((trial, self.at[sign]))
        for trial, claim in wrong[:1]:
            trial.wrong.append(claim)

    def _worked_out(self, chain: Statement) -> tuple[int | None, Node, Any]:
        """The first side of a chain with more than its result, its value, and where its sign is."""
        for sign, side in zip(chain.signs, chain.operands[1:], strict=True):
            value = self._value(plain(side)) if printed(side) is None else None
            if value is not None:
                return sign.start, side, value
        return None, chain.operands[0], None

    def _by_rule(self, rule: Rule, at: dict[str, int]) -> tuple[Node, Any]:
        """The formula of the rule there, and what it comes to by the numbers printed before."""
        for one in rule.formulas:
            try:
                formula = written_out(one, at, self._is_known)
            except Undecided:
                continue
            found = self._value(formula)
            if found is not None:
                return formula, found
        return rule.name, None

    def _is_known(self, name: Node) -> bool:
        return self.values.kept.get(look(name)) is not None

    def _value(self, node: Node) -> Any:
        """What a formula comes to with the printed numbers; None where one of them is missing."""
        try:
            known = self.values.put_in(node)
        except KeyError:
            return None
        return self.values.value(renumbered(known))

    def _is_made_of_known(self, side: Node, rule: Rule) -> bool:
        """Whether all numbers of a side that is known were printed for names before, or stand in
        the rule."""
        formulas = tree.Group("(", rule.formulas, rule.start, rule.start)
        return self.values.are_printed(self.values.put_in(plain(side)), formulas)


def _constants(told: list[Rule]) -> frozenset[tuple[Fraction, int]]:
    """The decimals that stand in formulas of any index: 0.9 v_k."""
    found = (printed(one) for rule in told for one in nodes(rule.formulas)
             if isinstance(one, tree.Number))  # fmt: skip
    return frozenset((abs(one.value), one.decimals) for one in found if one is not None)


def _given(chains: list[Statement]) -> frozenset[tuple[Fraction, int]]:
    """The decimals that are given to names and are no results: they stand for themselves."""
    given, results = set(), set()
    for chain in chains:
        last = entries(chain.operands[-1]) or []
        alone = len(chain.operands) == 2 and not chain.continued
        found = {(abs(one.value), one.decimals) for row in last for one in row}
        if alone and isinstance(chain.operands[0], tree.Name | tree.Scripted):
            given |= found
        else:
            results |= found
    return frozenset(given - results)

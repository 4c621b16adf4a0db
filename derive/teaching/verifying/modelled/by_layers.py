"""Formulas of any unit, decided in a network of three layers with what the sheet calls its parts.

A formula holds where it does for units of some layer, output or inner ones, and is wrong where it
does for none of those that it can be about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from derive.teaching.verifying.modelled.any_unit import AnyUnit, any_unit
from derive.teaching.verifying.modelled.in_layers import Levels, others, placed, renamed
from derive.teaching.verifying.modelled.judge import Judge
from derive.teaching.verifying.modelled.network_of_units import (
    has_deltas,
    known_letters,
    model_of,
)
from derive.teaching.verifying.modelled.said import Said
from derive.teaching.verifying.modelled.told import NOTHING, Told
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.tree import Node

FUNCTIONS = {
    "sigmoid": re.compile(r"(?i)logisti|sigmoid"),
    "tanh": re.compile(r"(?i)\b(?:tanh)\b|hyperboli"),
}
OTHER = re.compile(r"(?i)\b(?:relu)\b|rectifi|softsign|softplus|bipolar")


@dataclass
class ByLayers:
    """`told` is what the sheet calls the parts of its units, `models` the networks that it may be
    about, `pairs` is all that it says to be equal, `known` how far behind each other its letters
    stand."""

    told: AnyUnit
    models: tuple[Said, ...]
    whole: frozenset[str]
    pairs: tuple[tuple[Node, Node], ...]
    known: Levels
    text: str
    is_open: bool = False  # whether deltas may have either sign

    def claim(self, left: Node, right: Node) -> Told:
        """Whether both sides are equal for units of some layer."""
        name = written(left)
        if name is not None and name.letter == self.told.loss:
            return NOTHING  # what a loss is, is said
        if isinstance(right, tree.Cases):
            return _all([self.claim(left, value) for value, _ in right.rows])
        told = self._in(self._judge, left, right)
        doubtful = self.is_open and has_deltas(self.told, (left, right))
        return NOTHING if doubtful and not told.holds else told

    def tells_of_step(self, node: Node) -> bool:
        """Whether this is the change of a weight, of which formulas alone say what it is."""
        name = written(node)
        return name is not None and name.accents == ("Delta",) and (
            self.told.weighted(name) is not None)  # fmt: skip

    def _in(self, judge: Judge, left: Node, right: Node) -> Told:
        found = []
        for sides in self._readings((left, right)):
            told = judge.claim(*sides, None, "")
            if told.holds:
                return told
            found.append(told)
        known = [one for one in found if one.holds is False]
        return known[0] if known else NOTHING

    def _readings(self, sides: tuple[Node, Node]) -> Iterator[tuple[Node, Node]]:
        for levels in placed(self.told, sides, self.known):
            if not others(self.told, sides, levels):
                yield (renamed(self.told, sides[0], levels), renamed(self.told, sides[1], levels))

    @cached_property
    def _judge(self) -> Judge:
        """The judge with the function of the units: as words say, or else most lines; and with
        the sign of deltas that most lines have."""
        signed = [Judge(one, self.whole) for one in self.models]
        plain = signed[0]
        if len(signed) > 1 and any(has_deltas(self.told, one) for one in self.pairs):
            counts = [self._held(one) for one in signed]
            plain = signed[counts.index(max(counts))]
            self.is_open = counts[0] == counts[1]
        if not plain.has_open_function:
            return plain
        words = [one for one, said in FUNCTIONS.items() if said.search(self.text)]
        if len(words) == 1 and not OTHER.search(self.text):
            return replace(plain, function=words[0], cores={})
        judges = [replace(plain, function=one, cores={}) for one in FUNCTIONS]
        found = [self._held(one) for one in judges]
        best = found.index(max(found))
        more = found[best] > max(self._held(plain), *(found[:best] + found[best + 1 :]))
        return judges[best] if more else plain

    def _held(self, judge: Judge) -> int:
        """How much of what the sheet says holds so."""
        return sum(self._in(judge, *pair).holds is True for pair in self.pairs)


def by_layers(chains: list[Statement], outer: Said, whole: frozenset[str], text: str) -> (
    ByLayers | None
):  # fmt: skip
    """The judge of formulas of any unit, where a sheet is about these."""
    told = any_unit(chains)
    models = [model_of(told, chains, outer, sign) for sign in "+-"] if told is not None else []
    found = [one for one in models if one is not None]
    if len(found) > 1 and found[0].forms == found[1].forms:
        found.pop()  # the sheet itself says what deltas are
    if told is None or not found:
        return None
    return ByLayers(told, tuple(found), whole, outer.pairs, known_letters(told, chains), text)


def _all(found: list[Told]) -> Told:
    """Whether all of several hold."""
    wrong = [one for one in found if one.holds is False]
    if wrong:
        return wrong[0]
    return NOTHING if any(one.holds is None for one in found) else Told(True)

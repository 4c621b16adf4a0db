"""How results were worked out of results, by their digits: h = tanh(0.9) goes on from a = 0.9.

A number with several digits that was printed for one name alone is that name wherever it stands.
So what a name does to a later one can be told, though no formula has a letter in it: one number is
moved a little, and all that was worked out of it is worked out anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from derive.teaching.verifying.computed.kept_values import KeptValues, is_kept
from derive.teaching.verifying.computed.numbers import look
from derive.teaching.verifying.statements.printed import Entry
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, written
from derive.teaching.written.tree import Node

FIGURES = 3  # digits that tell a number from others
MOVED = Fraction(1, 10**5)
PLACES = 12  # decimals of a number that was moved


@dataclass
class WorkedOut:
    """The results of a sheet in their order, each with what it was worked out of."""

    values: KeptValues
    entries: dict[str, Entry] = field(default_factory=dict)
    named: dict[str, Node] = field(default_factory=dict)
    formulas: dict[str, Node | None] = field(default_factory=dict)  # None: no one knows
    anew: set[str] = field(default_factory=set)  # names with several numbers
    unsure: dict[str, frozenset[str]] = field(default_factory=dict)  # what a number may be as well

    def note(self, name: Node, formulas: list[Node], found: Entry) -> None:
        """Keeps a result with the formula of it that can be worked out."""
        key = look(name)
        if key in self.entries:
            if self.entries[key].value != found.value:
                self.anew.add(key)
            return
        told: Node | None = None
        for one in reversed(formulas):
            unsure: set[str] = set()
            made = self._referred(one, unsure)
            value = None if None in unsure else self._value(made, {})
            if value is not None and _near(value, found):
                told, self.unsure[key] = made, frozenset(unsure)
                break
        self.entries[key], self.named[key], self.formulas[key] = found, name, told

    def slopes(self, of: str, by: str) -> list[float]:
        """The derivative of a result by another one, through all between, and what stands in its
        own formula alone; none where a number on the way may be something else."""
        order = list(self.entries)
        if of not in self.formulas or by not in self.formulas or order.index(of) <= order.index(by):
            return []
        between = order[order.index(by) + 1 : order.index(of) + 1]
        behind = self._behind(of)
        moved = {by, *(one for one in between if by in self._behind(one))}
        if by not in behind or (moved | {of}) & self.anew:
            return []
        for one in between:
            if one in behind and (
                self.formulas[one] is None or self.unsure.get(one, frozenset()) & moved
            ):
                return []
        whole = self._difference(of, by, [one for one in between if one in moved & {*behind, of}])
        alone = self._difference(of, by, [of])
        return [one for one in (whole, alone or None) if one is not None]

    def _behind(self, name: str) -> set[str]:
        """The names that a result was worked out of."""
        found, waiting = set[str](), [name]
        while waiting:
            formula = self.formulas.get(waiting.pop())
            for one in () if formula is None else map(look, nodes(formula)):
                if one in self.entries and one not in found:
                    found.add(one)
                    waiting.append(one)
        return found

    def _difference(self, of: str, by: str, through: list[str]) -> float | None:
        """The difference quotient, these results being worked out anew."""
        start = self.entries[by].value
        step = MOVED * (abs(start) if abs(start) > 1 else 1)
        ends = []
        for way in (1, -1):
            moved = {by: start + way * step}
            for one in through:
                formula = self.formulas[one]
                value = None if formula is None else self._value(formula, moved)
                if value is None:
                    return None
                moved[one] = Fraction(value)
            ends.append(moved[of])
        return float((ends[0] - ends[1]) / (2 * step))

    def _value(self, formula: Node, moved: dict[str, Fraction]) -> float | None:
        """What a formula comes to with the numbers of its names, some of which are moved."""
        self.values.kept = {**self.entries, **{key: _entry(one) for key, one in moved.items()}}
        try:
            found = self.values.value(self.values.put_in(formula))
        except KeyError:
            return None
        return None if found is None else float(found)

    def _referred(self, node: Any, unsure: set[Any], alone: bool = False) -> Any:
        """A formula with names for the numbers that are theirs; `alone` is what a function takes.

        What a number may be as well is added to the `unsure`, None where nothing is known of it.
        """
        match node:
            case tree.Number():
                return self._name_of(node, unsure, alone)
            case tree.Scripted(base, lower, upper) if not is_kept(node):
                power = isinstance(base, tree.Name) and base.text == "e"
                raised = tuple(self._referred(one, unsure, True) for one in upper)
                inner = base if isinstance(base, tree.Name) else self._referred(base, unsure)
                return replace(node, base=inner, lower=lower, upper=raised if power else upper)
            case tree.Product(factors):
                made: list[Node] = []
                for at, one in enumerate(factors):
                    name = written(factors[at - 1]) if at else None
                    called = name is not None and self.values.names.function(name, one) is not None
                    made.append(self._referred(one, unsure, called))
                return replace(node, factors=tuple(made))
        if is_kept(node):
            return node
        minus = isinstance(node, tree.Sum) and len(node.terms) == 1
        only = minus or isinstance(node, tree.Group | tuple)
        return mapped(node, lambda inner: self._referred(inner, unsure, alone and only))

    def _name_of(self, node: tree.Number, unsure: set[Any], alone: bool) -> Node:
        decimals = len(node.text.partition(".")[2])
        figures = len(node.text.replace(".", "").lstrip("0"))
        fitting = [key for key, one in self.entries.items()
                   if decimals and abs(one.value) == node.value]  # fmt: skip
        if not fitting and figures >= FIGURES:
            fitting = [key for key, one in self.entries.items()
                       if _rounds_to(one, node.value, decimals)]  # fmt: skip
        if len(fitting) == 1 and (figures >= FIGURES or alone):
            entry, name = self.entries[fitting[0]], self.named[fitting[0]]
            whole: Node = replace(name, start=node.start, end=node.end)
            if entry.value >= 0:
                return whole
            minus = tree.Sum((whole,), ("-",), node.start, node.end)
            return tree.Group("(", (minus,), node.start, node.end)
        unsure.update(fitting)
        if not fitting and figures >= FIGURES:
            unsure.add(None)
        return node


def _rounds_to(entry: Entry, value: Fraction, decimals: int) -> bool:
    """Whether a number that was printed is this one with fewer digits."""
    far: Fraction = abs(abs(entry.value) - value)
    return entry.decimals > decimals and far * 2 * 10**decimals <= Fraction(1)


def _near(value: float, found: Entry) -> bool:
    """Whether a formula comes to what was printed for it, whatever it was rounded by before."""
    true = float(found.value)
    return abs(value - true) <= 3 * 10.0**-found.decimals + 0.01 * abs(true)


def _entry(value: Fraction) -> Entry:
    """A number as it would be printed."""
    text = f"{abs(float(value)):.{PLACES}f}"
    return Entry(value, PLACES, tree.Number(text, 0, 0))

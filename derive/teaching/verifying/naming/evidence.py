"""Every number of an exercise, to be looked up by its value; what a sheet says of a name by it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import isfinite

from derive.teaching.exercise import Exercise
from derive.teaching.verifying.lines.reckoning import Missing
from derive.teaching.verifying.lines.world import BATCH, CHANGE, MINUS, SHARE, World
from derive.teaching.verifying.lines.worlds import true_worlds
from derive.teaching.verifying.naming.notation import ALL, Slots
from derive.teaching.verifying.naming.shared_out import divides_by
from derive.teaching.verifying.naming.weighted import Fit
from derive.teaching.verifying.statements.printed import (
    Entry,
    Rounding,
    decimals_of,
    entries,
    usual_figures,
)
from derive.teaching.verifying.statements.printed_alike import alike, alike_in, slack
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes
from derive.writing.shape import Shape

OF_UNITS = ("z.", "a.", "delta.", "grad.a.")


@dataclass(frozen=True)
class Evidence:
    """A name that the sheet equates to a printed value, and the quantities that this could be.

    What is `worked` out, with more than the name and its value in the line, is no given number;
    what is `computed` has a formula there. Of what is `flat`, (1, 2), nobody says that it lies.
    `whole` is the integer that is printed, where it is one; `formed` are the quantities that the
    formula says how to work out, whatever it comes to. What is `applied` is said to be a function
    of something: tanh(n).
    """

    slots: Slots
    fits: frozenset[Fit]
    weight: float
    shape: tuple[int, int] = (1, 1)
    worked: bool = False
    computed: bool = False
    flat: bool = False
    whole: int | None = None
    formed: frozenset[Fit] = frozenset()
    applied: bool = False

    @property
    def is_datum(self) -> bool:
        """Whether the value can be that of an input or a target: y = w x = 1 is none beside t = 1,
        where the network gives 1 too."""
        if not self.computed:
            return True
        return all(_is_given(other) for other, *_ in self.fits)


class Values:
    """Every number of the exercise, to be looked up by its value."""

    def __init__(self, worlds: Iterable[World]) -> None:
        self.matrices: dict[tuple[str, int], list[tuple[tuple[float, ...], ...]]] = {}
        for world in worlds:
            for key, example in _keys(world):
                try:
                    rows, _ = world.value(key, example, False)
                except Missing:
                    continue
                if not isinstance(rows, list):
                    rows = [[rows]]
                table = tuple(tuple(float(one) for one in row) for row in rows)
                known = self.matrices.setdefault((key, example), [])
                if table not in known:
                    known.append(table)
            self._side_by_side(world)
        found = [
            (value, key, example, (i, j))
            for (key, example), tables in self.matrices.items()
            if example != ALL
            for table in tables
            for i, row in enumerate(table)
            for j, value in enumerate(row)
            if isfinite(value)  # what is no number has no place among the sorted
        ]
        self.sorted = sorted(found)
        self.plain = [one[0] for one in self.sorted]

    def _side_by_side(self, world: World) -> None:
        """The columns of all examples, as people write a batch."""
        examples = [n for n in world.examples() if 0 < n < 1000]
        if len(examples) < 2:
            return
        for key in {key for key, example in self.matrices if example == examples[0]}:
            columns = [self.matrices.get((key, n), []) for n in examples]
            if all(len(one) >= 1 and len(one[0][0]) == 1 for one in columns):
                rows = zip(*(one[-1] for one in columns), strict=True)
                table = tuple(tuple(entry[0] for entry in row) for row in rows)
                self.matrices.setdefault((key, ALL), []).append(table)
                if key.partition(".")[0] == "delta" or key.startswith("grad.a."):
                    share = tuple(tuple(one / len(examples) for one in row) for row in table)
                    self.matrices.setdefault((f"{SHARE}{key}", ALL), []).append(share)

    def rounding(
        self, chains: Iterable[Statement], typed: frozenset[tuple[Fraction, int]]
    ) -> Rounding:
        """How the sheet rounds. Exact are the numbers `typed` in the exercise, and those of fewer
        decimals than is usual on the sheet that are a true value exactly."""
        decimals_there = {
            (one.value, decimals_of(one), one.text.endswith("0"))
            for chain in chains
            for node in chain.operands
            for one in nodes(node)
            if isinstance(one, tree.Number) and decimals_of(one)
        }
        printed = {(value, decimals) for value, decimals, zero in decimals_there if not zero}
        usual = Counter(decimals for _, decimals in printed).most_common(1)
        found = set()
        for value, decimals in printed:
            if usual and decimals < usual[0][0]:
                for sign in (1, -1):
                    at = bisect_left(self.plain, sign * float(value) - 1e-12)
                    if at < len(self.plain) and self.plain[at] <= sign * float(value) + 1e-12:
                        found.add((value, decimals))
        figures = usual_figures(one[:2] for one in decimals_there)
        return Rounding(typed | found, usual=usual[0][0] if usual else 99, figures=figures)

    def shares(self, chains: Iterable[Statement]) -> bool:
        """Whether the deltas of a batch that are printed are those of its mean loss."""
        printed = [
            (rows, chain)
            for chain in chains
            if not isinstance(chain.operands[0], tree.Sum)  # Y - T is no delta
            for node in chain.operands
            if (rows := entries(node)) is not None and len(rows) * len(rows[0]) > 1
        ]
        told = 0
        for (key, example), tables in self.matrices.items():
            if example == ALL and key.startswith(SHARE):
                # a - t is mostly a: to be the deltas of single examples, all has to be printed
                whole = self.matrices[key.removeprefix(SHARE), ALL]
                told += any(alike_in(one, rows) >= 2 / 3 for one in tables for rows, _ in printed)
                alone = [chain for one in whole for rows, chain in printed
                         if alike_in(one, rows) == 1]  # fmt: skip
                if any(divides_by(len(whole[0][0]), chain) for chain in alone):
                    told += 1  # 1/3 (A - T), worked out without the third: a slip
                    tables.extend(whole)
                else:
                    told -= bool(alone)
        return told > 0

    def fits(self, rows: list[list[Entry]]) -> Iterator[Fit]:
        """The quantities that a printed value could be: key, example, entry, turned."""
        if len(rows) == 1 and len(rows[0]) == 1:
            entry = rows[0][0]
            value, far = float(entry.value), slack(entry)
            at = bisect_left(self.plain, value - far)
            while at < len(self.plain) and self.plain[at] <= value + far:
                exact, key, example, place = self.sorted[at]
                given = _is_given(key) or (entry.decimals < 2 and key.startswith("new."))
                if given and abs(exact - value) > 1e-9:
                    at += 1
                    continue
                yield key, example, place, False
                if all(len(t) == len(t[0]) == 1 for t in self.matrices[key, example]):
                    yield key, example, (), False
                if key[:2] == "b." and all(_is_shared(t) for t in self.matrices[key, example]):
                    yield f"in.{key}", example, (), False
                if place == (0, 0) and _is_of_units(key) and self._are_alike(key, example, exact):
                    yield key, example, (), False  # said of every unit of the layer
                at += 1
            return
        size, turned = (len(rows), len(rows[0])), list(zip(*rows, strict=True))
        for (key, example), tables in self.matrices.items():
            for table in tables:
                shape = len(table), len(table[0])
                if shape == size and alike(table, rows):
                    yield key, example, (), False
                if shape == size[::-1] and shape != (1, 1) and alike(table, turned):
                    yield key, example, (), True

    def _are_alike(self, key: str, example: int, value: float) -> bool:
        tables = self.matrices[key, example]
        return any(len(t) > 1 and _is_shared(t) and t[0][0] == value for t in tables)


@lru_cache(maxsize=8)
def values_of(exercise: Exercise, shape: Shape) -> Values:
    """The numbers of an exercise, kept for all its sheets."""
    return Values(true_worlds(exercise, shape))


def _is_shared(table: tuple[tuple[float, ...], ...]) -> bool:
    """Whether one bias serves a whole layer."""
    return len({value for row in table for value in row}) == 1


def _is_of_units(key: str) -> bool:
    return key.removeprefix(MINUS).removeprefix("new.").startswith(OF_UNITS)


def _is_given(key: str) -> bool:
    """Whether a quantity is given, and so printed as it was typed."""
    return key in ("x", "t", "rate") or key[:2] in ("W.", "b.")


def _keys(world: World) -> Iterator[tuple[str, int]]:
    yield from world.plan
    for key, example in world.plan:
        if key.startswith(("delta.", "grad.a.")):
            yield f"{MINUS}{key}", example
    yield "rate", 0
    for layer in range(1, world.graph.depth + 1):
        yield f"W.{layer}", 0
        yield f"b.{layer}", 0
        for sign in ("", MINUS):
            yield f"{sign}{CHANGE}W.{layer}", BATCH
            yield f"{sign}{CHANGE}b.{layer}", BATCH
    for example in world.examples():
        yield "x", example
        yield "t", example

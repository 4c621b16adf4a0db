"""Where on a sheet we are, and what its quantities are worth there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flint import arb

from derive.calculus.term_shapes import number_or_matrix, turned
from derive.teaching.verifying.lines.paths import path_value
from derive.teaching.verifying.lines.reckoning import NO_ROOTS, Missing
from derive.teaching.verifying.lines.world import BATCH, World
from derive.teaching.verifying.naming.factors import PATH
from derive.teaching.verifying.naming.notation import ALL, Ref

Roots = frozenset[int]
QUERIES = 1000  # from here on, numbers are those of queries
OF_BATCH = frozenset(("grad.W", "grad.b", "loss", "new.loss", "new.W", "new.b",
                      "change.W", "change.b", "minus.change.W", "minus.change.b"))  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where on the sheet we are: in which run, at which example; `single` leaves batches out."""

    world: World
    example: int
    single: bool = False

    def value(self, ref: Ref, of_sheet: bool) -> tuple[Any, Roots]:
        """The value of a quantity; Missing where it has none here."""
        if ref.key.startswith(PATH):
            return path_value(self.world, ref, self.example_of(ref), of_sheet)
        if ref.example == ALL:
            return self._side_by_side(ref, of_sheet)
        rows, roots = self._rows(ref, of_sheet)
        if not isinstance(rows, list):
            return rows, roots
        if ref.entry:
            row, column = (*ref.entry, 0)[:2]
            if not (0 <= row < len(rows) and 0 <= column < len(rows[0])):
                raise Missing
            return rows[row][column], roots
        found = number_or_matrix(rows)
        return (turned(found) if ref.turned else found), roots

    def example_of(self, ref: Ref) -> int:
        """The example that a quantity belongs to here."""
        if ref.example >= 0:
            return ref.example
        of_query = ref.key in ("loss", "new.loss") and self.example >= QUERIES
        if of_query and (ref.key, self.example) in self.world.plan:
            return self.example  # what is asked of is no part of the batch
        of_batch = ref.key in OF_BATCH or ref.key.rpartition(".")[0] in OF_BATCH
        return BATCH if of_batch and not self.single else self.example

    def lacks(self, ref: Ref) -> bool:
        """Whether a quantity has no value here."""
        try:
            self.value(ref, False)
        except Missing:
            return True
        return False

    def meant(self, ref: Ref) -> Any:
        """Which quantity this is here: places that mean the same ones are one place."""
        example = ALL if ref.example == ALL else self.example_of(ref)
        if example == ALL or ref.key.startswith(("in.", PATH)):
            return ref.key, example
        for at in (example, self.example):
            try:
                self.world.value(ref.key, at, False)
                return self.world.name(ref.key, at)
            except Missing:
                continue
        return None

    def _rows(self, ref: Ref, of_sheet: bool) -> tuple[Any, Roots]:
        example = self.example_of(ref)
        if ref.key.startswith("in."):
            return self._factor(ref, example, of_sheet)
        try:
            return self.world.value(ref.key, example, of_sheet)
        except Missing:
            if example != BATCH:
                raise
            return self.world.value(ref.key, self.example, of_sheet)

    def _factor(self, ref: Ref, example: int, of_sheet: bool) -> tuple[Any, Roots]:
        """A weight by the unit that it comes from, or the input that a weight multiplies."""
        network = self.world.graph.network
        _, kind, layer = ref.key.split(".")
        if kind == "b":
            rows, roots = self.world.value(f"b.{layer}", example, of_sheet)
            return rows[0][0], roots
        straight = network.product == "W x"
        if kind == "W":
            unit, source = ref.entry
            source += network.folds(int(layer))
            rows, roots = self.world.value(f"W.{layer}", example, of_sheet)
            at = (unit, source) if straight else (source, unit)
        else:
            above = int(layer) + 1
            source = ref.entry[1] if straight else ref.entry[0]
            if network.folds(above):
                if source == 0:
                    return [[arb(1)]] * (max(ref.entry) + 1), NO_ROOTS
                source -= 1
            key = f"a.{layer}" if layer != "0" else "x"
            rows, roots = self.world.value(key, example, of_sheet)
            at = (source, 0)
        if not (at[0] < len(rows) and at[1] < len(rows[0])):
            raise Missing
        found = rows[at[0]][at[1]]
        return found, roots

    def _side_by_side(self, ref: Ref, of_sheet: bool) -> tuple[Any, Roots]:
        columns, roots = [], NO_ROOTS
        for example in self.world.examples():
            if 0 < example < 1000:
                rows, found = self.world.value(ref.key, example, of_sheet)
                columns.append([row[0] for row in rows])
                roots |= found
        if not columns:
            raise Missing
        matrix = number_or_matrix([list(row) for row in zip(*columns, strict=True)])
        return (turned(matrix) if ref.turned else matrix), roots


def places_for(refs: set[Ref], places: list[Place], current: int) -> Iterator[Place]:
    """Where quantities can be meant: at the current place, or elsewhere if no less is known there.

    Each place that means other quantities comes once. The current one is left out where it lacks
    one that is of an example by name, and another place does not.
    """
    here = places[current]
    goes = any(one.example >= 0 and here.lacks(one) for one in refs)
    if not goes:
        yield here
    known = {_meant(here, refs)}
    for other in (*places[current + 1 :], *places[:current]):
        meant = _meant(other, refs)
        if meant not in known and not any(map(other.lacks, refs)):
            known.add(meant)
            goes = False
            yield other
    if goes:
        yield here


def _meant(place: Place, refs: set[Ref]) -> Any:
    return place.world, frozenset((one, place.meant(one)) for one in refs)


def all_places(worlds: tuple[World, ...]) -> Iterator[Place]:
    """Every place of a sheet, in the order in which it goes through them."""
    for world in worlds:
        for example in world.examples():
            yield Place(world, example)
    for world in worlds:
        if len(world.examples()) > 1:
            for example in world.examples():
                yield Place(world, example, True)

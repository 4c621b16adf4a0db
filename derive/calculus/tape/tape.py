"""A tape: the steps of each quantity of a plan, and the places of its entries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from derive.calculus.plan import Quantity
from derive.calculus.tape.short_sums import Cells, Tangent, Valued
from derive.calculus.tape.steps import Step
from derive.calculus.tape.unrolled import Doubled

Places = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, eq=False)
class Segment:
    """The steps that lead to one quantity of the plan, and where its entries are.

    `start` counts the entries of the quantities before it.
    """

    one: Quantity
    steps: tuple[Step, ...]
    places: Places
    start: int

    @cached_property
    def entries(self) -> tuple[int, ...]:
        """All its places, row by row."""
        return tuple(place for row in self.places for place in row)

    @cached_property
    def values(self) -> tuple[Valued, ...]:
        """What its steps do with values."""
        return tuple(step.value for step in self.steps)

    @cached_property
    def doubles(self) -> tuple[Doubled, ...]:
        """What its steps do with doubles."""
        return tuple(step.double for step in self.steps)

    @cached_property
    def tangents(self) -> tuple[Tangent, ...]:
        """What its steps do with tangents."""
        return tuple(step.tangent for step in self.steps)


@dataclass(frozen=True, eq=False)
class Tape:
    """A plan as steps over one list of numbers: the same for all numbers.

    `inputs` are the names that the plan takes as given, with their places; `constants` are the
    rational numbers of its formulas.
    """

    size: int
    constants: tuple[tuple[int, int, int], ...]
    inputs: tuple[tuple[Any, Places], ...]
    segments: tuple[Segment, ...]

    def cells(self, field: Any) -> Cells:
        """A list with the constants in their places, for one calculation in a field."""
        cells: Cells = [None] * self.size
        for place, p, q in self.constants:
            cells[place] = field.number(p, q)
        return cells

    @cached_property
    def given(self) -> tuple[int, ...]:
        """All places of the inputs."""
        return tuple(place for _, places in self.inputs for row in places for place in row)

    @cached_property
    def places(self) -> dict[Any, Places]:
        """The places of every name, given or calculated."""
        return dict(self.inputs) | {segment.one.name: segment.places for segment in self.segments}


def put(cells: Cells, places: Places, matrix: Any) -> None:
    """The entries of a matrix into their places."""
    for row, entries in zip(places, matrix, strict=True):
        for place, entry in zip(row, entries, strict=True):
            cells[place] = entry

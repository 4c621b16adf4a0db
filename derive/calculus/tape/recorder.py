"""The places of a tape in the making, and the steps recorded so far."""

from __future__ import annotations

from typing import Any

from derive.calculus.expression import Rate
from derive.calculus.tape import steps
from derive.calculus.tape.steps import ONE, ZERO, Step
from derive.calculus.tape.tape import Places

Terms = list[tuple[int, ...]]


class Recorder:
    """What is known while a tape is made: places of names and constants, and the steps so far."""

    def __init__(self) -> None:
        self.size = 2
        self.constants: dict[tuple[int, int], int] = {(0, 1): ZERO, (1, 1): ONE}
        self.known: dict[Any, Places] = {}
        self.inputs: list[tuple[Any, Places]] = []
        self.steps: list[Step] = []

    def new(self) -> int:
        self.size += 1
        return self.size - 1

    def number(self, value: Any) -> int:
        key = (int(value.p), int(value.q))
        if key not in self.constants:
            self.constants[key] = self.new()
        return self.constants[key]

    def name(self, e: Any) -> Places:
        """The places of a name; one that the plan has not made is an input."""
        if e not in self.known:
            rows, columns = (1, 1) if isinstance(e, Rate) else map(int, e.shape)
            places = tuple(tuple(self.new() for _ in range(columns)) for _ in range(rows))
            self.known[e] = places
            self.inputs.append((e, places))
        return self.known[e]

    def fresh(self, places: Places) -> Places:
        """Places of a quantity's own: what is rounded there must not change what it was copied of.

        A place that the last steps made is its own already.
        """
        made: set[int] = set()
        own = {place for rows in self.known.values() for row in rows for place in row}
        own |= set(self.constants.values())

        def one(place: int) -> int:
            if place in own or place in made:
                out = self.new()
                self.steps.append(steps.copy(out, place))
                place = out
            made.add(place)
            return place

        return tuple(tuple(one(place) for place in row) for row in places)

    def total(self, terms: Terms) -> int:
        """The place of a sum of products; a product with a constant 0 is left out, as is a 1."""
        kept = [tuple(p for p in term if p != ONE) or (ONE,) for term in terms if ZERO not in term]
        if not kept:
            return ZERO
        if len(kept) == len(kept[0]) == 1:
            return kept[0][0]
        out = self.new()
        self.steps.append(steps.sum_of_products(out, tuple(kept)))
        return out

    def quotient(self, a: int, b: int) -> int:
        out = self.new()
        self.steps.append(steps.quotient(out, a, b))
        return out

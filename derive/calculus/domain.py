"""Where a formula is tried: its names, the points drawn for them, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any

from derive.calculus.term import Compare, Term
from derive.calculus.term_fields import Field
from derive.calculus.term_shapes import Matrix
from derive.calculus.term_value import Values

# plain decimals, so that a counter-example reads well; spread over both signs and some sizes
_STEPS = ("0.73", "-1.31", "2.17", "-0.42", "3.71", "-2.64", "0.19", "-5.23", "7.46", "-0.07")
STEPS = tuple(map(Fraction, _STEPS))
Point = dict[str, Any]


@dataclass(frozen=True)
class Unknown:
    """A name that can be any number from `low` to `high`, or a matrix of such numbers."""

    key: str
    rows: int = 0
    columns: int = 0
    low: Fraction = Fraction(-2)
    high: Fraction = Fraction(2)

    def drawn(self, random: Random) -> Any:
        """A number (or a matrix of them) with two decimals, never zero."""
        if not self.rows:
            return self._number(random)
        return tuple(
            tuple(self._number(random) for _ in range(self.columns)) for _ in range(self.rows)
        )

    def _number(self, random: Random) -> Fraction:
        while True:
            low, high = int(self.low * 100), int(self.high * 100)
            found = Fraction(random.randint(low + 1, high - 1), 100)
            if found:
                return found


def unchanged(values: Values, field: Field) -> Values:
    return values


@dataclass(slots=True)
class Seen:
    """What is kept of one point, for all claims that are held against one truth."""

    values: Values | None = None
    truths: dict[int, tuple[Term, Any, tuple[int, ...], tuple[Any, ...]]] = field(
        default_factory=dict
    )


Known = dict[tuple[Any, ...], Seen]
MOST_KNOWN = 200  # points


@dataclass(frozen=True)
class Domain:
    """All values of the names; `complete` adds what is worked out from them.

    `along` is the one name by which pieces are told apart; `where` says which points count. For
    proofs, `readings` are ways to write names in others, tried in order, and `proof` says what
    the names are that remain.
    """

    unknowns: tuple[Unknown, ...]
    along: str | None = None
    where: tuple[Compare, ...] = ()
    complete: Callable[[Values, Field], Values] = unchanged
    fixed: tuple[tuple[str, Any], ...] = ()
    readings: tuple[Mapping[str, Term], ...] = ({},)
    proof: tuple[Unknown, ...] = ()
    known: Known = field(default_factory=dict, compare=False, repr=False)

    def at(self, point: Point, bits: int) -> Seen:
        """What was valued at a point before, by whoever asked; empty at first."""
        if len(self.known) > MOST_KNOWN:
            self.known.clear()
        return self.known.setdefault((bits, *point.items()), Seen())

    def points(self, extra: tuple[Fraction, ...] = ()) -> Iterator[Point]:
        """Points without end, the same ones every time; those through `extra` come first."""
        steps = (*extra, *STEPS)
        if len(self.unknowns) == 1 and self.unknowns[0].key == self.along:
            # nothing is drawn as long as the steps are enough
            for step in steps:
                yield {self.along: step, **dict(self.fixed)}
            steps = ()
        random = Random(len(self.unknowns))
        for step in steps:
            yield self._point(random, step)
        while True:
            reach = random.choice((1, 1, 3, 10, 30))
            step = Fraction(random.randint(1, 99) * random.choice((-1, 1)) * reach, 100)
            yield self._point(random, step)

    def _point(self, random: Random, step: Fraction) -> Point:
        return {
            one.key: step if one.key == self.along else one.drawn(random) for one in self.unknowns
        } | dict(self.fixed)

    def values(self, point: Point, field: Field) -> Values:
        """The point in a field, and all that follows from it."""
        return self.complete({key: _lifted(one, field) for key, one in point.items()}, field)

    def names(self, field: Any, used: Collection[str]) -> Values:
        """The names that are used, as unknowns of a normal form."""
        values: Values = {key: _lifted(one, field) for key, one in self.fixed}
        for one in self.proof or self.unknowns:
            if one.key not in used:
                continue
            if one.rows:
                values[one.key] = Matrix(
                    [
                        [field.name(f"{one.key} {i} {j}") for j in range(one.columns)]
                        for i in range(one.rows)
                    ]
                )
            else:
                values[one.key] = field.name(one.key)
        return values if self.proof else self.complete(values, field)

    def on_line(self, point: Point, field: Any) -> Values:
        """The name `along` as an unknown of a normal form, all others as they are at the point."""
        values = {
            key: field.name(key) if key == self.along else _lifted(one, field)
            for key, one in point.items()
        }
        return self.complete(values, field)


def _lifted(one: Any, field: Field) -> Any:
    if type(one) is int:
        return one
    if type(one) is tuple:
        return Matrix([[field.number(entry) for entry in row] for row in one])
    return field.number(one)


def between(one: Point, other: Point, share: Fraction) -> Point:
    """The point that far on the way from one to the other."""
    return {key: _between(value, other[key], share) for key, value in one.items()}


def _between(a: Any, b: Any, share: Fraction) -> Any:
    if type(a) is int:
        return a
    if type(a) is tuple:
        return tuple(_between(x, y, share) for x, y in zip(a, b, strict=True))
    return a + (b - a) * share

"""Choices: what a range of a recipe may come to, counted exactly and picked by number.

Every choice says how many values it has (`count`) and what value a number below that stands for
(`pick`); different numbers give different values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import comb, factorial, prod
from typing import Any, Protocol

from derive.teaching.exercise_values import Typed


class Choice(Protocol):
    """A range: `pick` answers one of `count` different values."""

    @property
    def count(self) -> int:
        """How many values there are."""

    def pick(self, number: int) -> Any:
        """The value of a number from 0 to count - 1."""


@dataclass(frozen=True)
class Fixed:
    """The one value that stands there."""

    value: Any
    count: int = 1

    def pick(self, number: int) -> Any:
        return self.value


@dataclass(frozen=True)
class OneOf:
    """One of several values, each itself a choice."""

    options: tuple[Choice, ...]

    @cached_property
    def count(self) -> int:
        return sum(one.count for one in self.options)

    def pick(self, number: int) -> Any:
        for one in self.options:
            if number < one.count:
                return one.pick(number)
            number -= one.count
        raise IndexError(number)


@dataclass(frozen=True)
class Values:
    """One of many plain values."""

    values: Sequence[Any]

    @cached_property
    def count(self) -> int:
        return len(self.values)

    def pick(self, number: int) -> Any:
        return self.values[number]


@dataclass(frozen=True)
class Stepped:
    """A number of an even row: `total` of them from `low` on, some places of the row left out."""

    low: Fraction
    step: Fraction
    total: int
    without: tuple[int, ...] = ()

    @cached_property
    def count(self) -> int:
        return self.total - len(self.without)

    def pick(self, number: int) -> Any:
        for place in self.without:
            number += place <= number
        return number_typed(self.low + number * self.step)


def number_typed(value: Fraction) -> Typed:
    """A number as somebody would type it: a decimal where it ends, else a fraction.

    >>> [number_typed(Fraction(*one)).text for one in ((-1, 4), (1, 3), (5, 1))]
    ['-0.25', '1/3', '5']
    """
    under, places = value.denominator, 0
    while under % 10 == 0 or under % 2 == 0 or under % 5 == 0:
        under //= 10 if under % 10 == 0 else 2 if under % 2 == 0 else 5
        places += 1
    if under > 1:
        return Typed(value, f"{value.numerator}/{value.denominator}")
    text = format(Decimal(value.numerator * 10**places // value.denominator).scaleb(-places), "f")
    return Typed(value, text.rstrip("0").rstrip(".") if "." in text else text)


@dataclass(frozen=True)
class Listed:
    """A list of which each item is chosen on its own; a repeated item gives several."""

    items: tuple[Choice, ...]

    @cached_property
    def count(self) -> int:
        return prod(one.count for one in self.items)

    def pick(self, number: int) -> Any:
        found: list[Any] = []
        for one in self.items:
            number, own = divmod(number, one.count)
            value = one.pick(own)
            if isinstance(one, Repeated):
                found += value
            else:
                found.append(value)
        return found


@dataclass(frozen=True)
class Tabled:
    """A table of which each value is chosen on its own."""

    items: tuple[tuple[str, Choice], ...]

    @cached_property
    def count(self) -> int:
        return prod(one.count for _, one in self.items)

    def pick(self, number: int) -> Any:
        found = {}
        for name, one in self.items:
            number, own = divmod(number, one.count)
            found[name] = one.pick(own)
        return found


@dataclass(frozen=True)
class Repeated:
    """An item several times, each time chosen anew; how many times is chosen too."""

    times: tuple[int, ...]
    item: Choice

    @cached_property
    def count(self) -> int:
        return sum(self.item.count**times for times in self.times)

    def pick(self, number: int) -> Any:
        for times in self.times:
            if number < self.item.count**times:
                return Listed((self.item,) * times).pick(number)
            number -= self.item.count**times
        raise IndexError(number)


@dataclass(frozen=True)
class Shuffled:
    """The same values in another order; orders that look alike count once."""

    values: tuple[Any, ...]

    @cached_property
    def count(self) -> int:
        return _orders([amount for _, amount in _kinds(self.values)])

    def pick(self, number: int) -> Any:
        kinds, found = _kinds(self.values), []
        for _ in self.values:
            for at, (value, amount) in enumerate(kinds):
                if not amount:
                    continue
                kinds[at] = (value, amount - 1)
                orders = _orders([left for _, left in kinds])
                if number < orders:
                    found.append(value)
                    break
                number -= orders
                kinds[at] = (value, amount)
        return found


@dataclass(frozen=True)
class Chosen:
    """So many of several values, in their order."""

    amount: int
    values: tuple[Any, ...]

    @cached_property
    def count(self) -> int:
        return comb(len(self.values), self.amount)

    def pick(self, number: int) -> Any:
        found, left = [], self.amount
        for at, value in enumerate(self.values):
            with_it = comb(len(self.values) - at - 1, left - 1) if left else 0
            if number < with_it:
                found.append(value)
                left -= 1
            else:
                number -= with_it
        return found


def _kinds(values: Iterable[Any]) -> list[tuple[Any, int]]:
    """The different values, and how often each stands there."""
    found: dict[str, tuple[Any, int]] = {}
    for value in values:
        kind = repr(value)
        found[kind] = (value, found.get(kind, (value, 0))[1] + 1)
    return list(found.values())


def _orders(amounts: list[int]) -> int:
    """In how many orders so many things of each kind can stand."""
    orders = factorial(sum(amounts))
    for amount in amounts:
        orders //= factorial(amount)
    return orders

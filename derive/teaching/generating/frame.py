"""A frame: one form of a recipe, with a network and parts, and the numbers left to be drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import prod
from pathlib import Path
from typing import Any

from derive.calculus.network import Network
from derive.errors import DeriveError, nearest
from derive.teaching.exercise import Example, Exercise, Typed, beside, changed, from_tables
from derive.teaching.exercise_check import network as checked_network
from derive.teaching.exercise_tables import described, shown
from derive.teaching.generating.neurons import Order, orders
from derive.teaching.generating.numbers import Factor, Leaf, factors, repeated, sampled
from derive.teaching.generating.recipe import NUMBERED, Recipe


@dataclass(frozen=True, eq=False)
class Frame:
    """A form of a recipe: an exercise whose numbers are only samples, and what they may be.

    `tables` are those of the exercise file without its numbers.
    """

    exercise: Exercise
    tables: dict[str, Any]
    factors: tuple[Factor, ...]
    orders: tuple[Order, ...]
    count: int

    def leaves(self, number: int) -> list[Leaf]:
        """The given numbers that a number below `count` stands for, in their order."""
        found: list[Leaf] = []
        for count, one in self._counted:
            if count == 1:
                found += one.leaves(0)
            else:
                number, own = divmod(number, count)
                found += one.kept.get(own) or one.leaves(own)
        for order in self.orders:
            number, own = divmod(number, order.count)
            found = order.put(found, own)
        return found

    @cached_property
    def _counted(self) -> list[tuple[int, Factor]]:
        return [(one.count, one) for one in self.factors]

    def filled(self, leaves: Sequence[Leaf], name: str) -> Exercise:
        """The exercise of that name with these given numbers."""
        given = tuple([one.typed for one in leaves])
        old, at = self.exercise, 0

        def taken(count: int) -> tuple[Typed, ...]:
            nonlocal at
            at += count
            return given[at - count : at]

        def examples(some: tuple[Example, ...]) -> tuple[Example, ...]:
            return tuple(
                [
                    Example(taken(len(one.x)), None if one.t is None else taken(len(one.t)))
                    for one in some
                ]
            )

        W, b = [], []
        for matrix, bias in zip(old.W, old.b, strict=True):
            W.append(tuple([taken(len(row)) for row in matrix]))
            b.append(None if bias is None else taken(len(bias)))
        return changed(
            old,
            W=tuple(W),
            b=tuple(b),
            examples=examples(old.examples),
            queries=examples(old.queries),
            learning_rate=old.learning_rate and given[-1],
            name=name,
            typed=given,
        )


@lru_cache(maxsize=256)
def frame(recipe: Recipe, number: int) -> Frame:
    """The form of a recipe by its number, below `recipe.form.count`.

    Raises DeriveError, naming the key, where what is drawn is no exercise.
    """
    tables = _named(recipe.form.pick(number))
    numbered = dict(recipe.numbered)
    for key in ("example", "query"):
        if key in numbered:
            numbered[key] = repeated(numbered[key], key)
    net = _network(tables)
    found: dict[str, Exercise] = {}
    for last in (False, True):  # values are in order, so that the ends show what does not fit
        exercise = from_tables(tables | sampled(numbered, net, last), recipe.name)
        found["exercise"] = beside(exercise, Path(recipe.folder))
    made = tuple(factors(numbered, net))
    places = orders(recipe.neurons, net, made)
    count = prod(one.count for one in made) * prod(one.count for one in places)
    return Frame(found["exercise"], tables, made, places, count)


def _network(tables: dict[str, Any]) -> Network:
    """The network of the form, before there are numbers that fit it."""
    return checked_network(described(tables | {"numbers": {"W": 1}}).network)


_NAME = re.compile(r"\{(\w+)\}")


def _named(tables: dict[str, Any]) -> dict[str, Any]:
    """The tables without [names], and each {name} in a text replaced by what was drawn for it."""
    names = tables.get("names", {})
    if not isinstance(names, dict):
        raise DeriveError(f"expected a table, found {shown(names)}", key="names")
    told: dict[str, str] = {}
    for key, value in names.items():
        if not isinstance(value, str | int | Typed) or isinstance(value, bool):
            raise DeriveError(f"expected text or a number, found {shown(value)}",
                              key=f"names.{key}")  # fmt: skip
        text = value.text if isinstance(value, Typed) else str(value)
        told[key] = _put(text, told, f"names.{key}")  # a name may use those above it
    made: dict[str, Any] = _told(
        {key: value for key, value in tables.items() if key != "names"}, told, ""
    )
    return made


def _told(value: Any, names: dict[str, str], key: str) -> Any:
    if isinstance(value, dict):
        return {k: _told(v, names, f"{key}.{k}".lstrip(".")) for k, v in value.items()}
    if isinstance(value, list):
        return [_told(one, names, f"{key}[{at}]") for at, one in enumerate(value, 1)]
    if isinstance(value, Typed):
        return int(value.text) if value.value.denominator == 1 else value.text
    return _put(value, names, key) if isinstance(value, str) and names else value


def _put(value: str, names: dict[str, str], key: str) -> str:
    """The text with every {name} replaced."""

    def put(found: re.Match[str]) -> str:
        if found[1] not in names:
            raise DeriveError(f"no name {shown(found[1])} in [names]: "
                              f"{nearest(found[1][:100], names)}", key=key)  # fmt: skip
        return names[found[1]]

    return _NAME.sub(put, value)


__all__ = ["NUMBERED", "Frame", "frame"]

"""The kinds of steps of a tape: each knows its value, and its tangent from values known before.

A step reads places of a list and writes one; `field` says how to calculate (see `readers`). Place
0 holds the field's 0, place 1 its 1. Tangents follow from elementary derivatives alone: they know
nothing of the formulas that the engine derived.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any

from derive.calculus.doubles import FUNCTIONS, Doubles
from derive.calculus.duals import OF_DOUBLES, Duals
from derive.calculus.readers import Reader
from derive.calculus.tape.short_sums import Cells, Tangent, Valued, short_tangent, short_value
from derive.calculus.tape.unrolled import Doubled, sum_in_doubles

ZERO, ONE = 0, 1
DUALS, DOUBLES = Duals(), Doubles()


@dataclass(frozen=True, eq=False)
class Step:
    """`value` puts its value in its place, `double` the same in doubles; `tangent` puts there how
    it changes, in doubles.

    A double that has no value, or too large a one, is nan. `out` is its place, `reads` are the
    places that it needs.
    """

    out: int
    reads: tuple[int, ...]
    value: Valued
    double: Doubled
    tangent: Tangent


def copy(out: int, a: int) -> Step:
    """The same number under another name."""

    def value(v: Cells, field: Any) -> None:
        v[out] = v[a]

    def double(v: list[float]) -> None:
        v[out] = v[a]

    def tangent(v: list[float], t: list[float]) -> None:
        t[out] = t[a]

    return Step(out, (a,), value, double, tangent)


def sum_of_products(out: int, terms: tuple[tuple[int, ...], ...]) -> Step:
    """The sum of products of places; an exact zero stays exact beside a ball."""
    pairs = tuple((term[0], term[1]) for term in terms if len(term) == 2)
    single = tuple(term[0] for term in terms if len(term) == 1)
    longer = tuple(term for term in terms if len(term) > 2)

    def value(v: Cells, field: Any) -> None:
        total = None
        for a, b in pairs:
            x, y = v[a], v[b]
            if x and y:
                total = x * y if total is None else total + x * y
        for a in single:
            if x := v[a]:
                total = x if total is None else total + x
        for term in longer:
            product = v[ONE]
            for place in term:
                product = product * v[place] if product and v[place] else v[ZERO]
            total = product if total is None else total + product
        v[out] = v[ZERO] if total is None else total

    def tangent(v: list[float], t: list[float]) -> None:
        total = 0.0
        for a, b in pairs:
            total += t[a] * v[b] + v[a] * t[b]
        for a in single:
            total += t[a]
        for term in longer:
            product, change = 1.0, 0.0
            for place in term:
                product, change = product * v[place], change * v[place] + product * t[place]
            total += change
        t[out] = total

    reads = tuple(place for term in terms for place in term)
    double = sum_in_doubles(out, (*pairs, *((a,) for a in single), *longer))
    if longer:
        return Step(out, reads, value, double, tangent)
    quick = short_value(out, pairs, single, value)
    return Step(out, reads, quick, double, short_tangent(out, pairs, single, tangent))


def quotient(out: int, a: int, b: int) -> Step:
    """One place over another."""

    def value(v: Cells, field: Any) -> None:
        v[out] = field.divide(v[a], v[b])

    def double(v: list[float]) -> None:
        v[out] = v[a] / v[b] if v[b] else nan

    def tangent(v: list[float], t: list[float]) -> None:
        t[out] = (t[a] - v[out] * t[b]) / v[b] if v[b] else nan

    return Step(out, (a, b), value, double, tangent)


def power(out: int, a: int, exponent: int) -> Step:
    """A whole power."""

    def value(v: Cells, field: Any) -> None:
        v[out] = field.power(v[a], exponent)

    def double(v: list[float]) -> None:
        v[out] = DOUBLES.power(v[a], exponent)

    def square(v: list[float]) -> None:
        v[out] = v[a] * v[a]

    def tangent(v: list[float], t: list[float]) -> None:
        t[out] = DUALS.power((v[a], t[a]), exponent)[1]

    return Step(out, (a,), value, square if exponent == 2 else double, tangent)


def function(out: int, name: str, a: int) -> Step:
    """exp, log, tanh, erf, sin, cos or sqrt of a place."""
    elementary, plain = OF_DOUBLES[name], FUNCTIONS[name]

    def value(v: Cells, field: Any) -> None:
        v[out] = field.function(name, v[a])

    def double(v: list[float]) -> None:
        try:
            v[out] = plain(v[a])
        except (OverflowError, ValueError):
            v[out] = nan

    def tangent(v: list[float], t: list[float]) -> None:
        try:
            t[out] = elementary(v[a])[1] * t[a]
        except (OverflowError, ValueError, ZeroDivisionError):
            t[out] = nan

    return Step(out, (a,), value, double, tangent)


def read(out: int, formula: Reader, places: dict[Any, Any]) -> Step:
    """Any other formula (chosen branches, logarithms that a zero leaves out) by its reader.

    `places` gives the place of each name, or for a matrix the rows of its places.
    """

    def value(v: Cells, field: Any) -> None:
        v[out] = formula({name: _found(v.__getitem__, at) for name, at in places.items()}, field)

    def double(v: list[float]) -> None:
        value(v, DOUBLES)

    def tangent(v: list[float], t: list[float]) -> None:
        def dual(place: int) -> tuple[float, float]:
            return v[place], t[place]

        known = {name: _found(dual, at) for name, at in places.items()}
        t[out] = formula(known, DUALS)[1]

    reads = tuple(place for at in places.values() for place in _flat(at))
    return Step(out, reads, value, double, tangent)


def _found(cell: Callable[[int], Any], at: Any) -> Any:
    if isinstance(at, int):
        return cell(at)
    return [[cell(place) for place in row] for row in at]


def _flat(at: Any) -> list[int]:
    return [at] if isinstance(at, int) else [place for row in at for place in row]


def leading_to(steps: Sequence[Step], places: Iterable[int]) -> list[bool]:
    """Of each step, whether some of the places need it."""
    wanted, found = set(places), []
    for step in reversed(steps):
        found.append(step.out in wanted)
        if found[-1]:
            wanted.update(step.reads)
    return found[::-1]

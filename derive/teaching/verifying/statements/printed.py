"""The printed numbers of a sheet: each decimal stands for all numbers that round to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.naming.bound_names import PRINTED
from derive.teaching.written import tree
from derive.teaching.written.tree import Node

HALF = Fraction(1, 2)
ALL_BUT = 5e-5  # 1 written for 0.99999


@dataclass(frozen=True)
class Rounding:
    """What a decimal may stand for: what rounds to it, and with `cuts` what is cut to it.

    `usual` is how many decimals most results have: a result with as many is one, though a given
    number may have the same digits; so is one with `figures` significant digits, where the sheet
    rounds to those. `exact` are the given numbers as typed, with their decimals:
    they stand for themselves. With `plain` every number does. Of numbers in `short` the last zeros
    were left out: they have `fine` decimals.
    """

    exact: frozenset[tuple[Fraction, int]] = frozenset()
    cuts: bool = True
    usual: int = 99
    figures: int = 99
    plain: bool = False
    short: frozenset[tuple[Fraction, int]] = frozenset()
    fine: int = 0

    def ball(self, value: Fraction, decimals: int) -> Any:
        """The interval of a printed number; integers are exact."""
        if decimals == 0 or self.plain:
            return number(value)
        unit = Fraction(1, 10**decimals)
        low, high = value - HALF * unit, value + HALF * unit
        if self.cuts:  # what is cut is below the next number: that end is open
            near = unit * (1 - Fraction(1, 10**6))
            high = high if value < 0 else value + near
            low = low if value > 0 else value - near  # 0.00 is what is left of -0.0086, too
        return between(low, high)

    def result(self, entry: Entry) -> Any:
        """What a printed result stands for from then on: itself, where it has few digits and is
        a value of the exercise exactly."""
        value = abs(entry.value)
        exact = (value, entry.decimals) in self.exact and not self.rounded(value, entry.decimals)
        return self.ball(entry.value, 0 if exact else entry.decimals)

    def rounded(self, value: Fraction, decimals: int) -> bool:
        """Whether a result with these digits has as many as a rounded one has on the sheet."""
        return decimals >= self.usual or figures(value, decimals) >= self.figures


def figures(value: Fraction, decimals: int) -> int:
    """How many significant digits a printed number has that is not negative."""
    return len(str(int(value * 10**decimals)))


def usual_figures(numbers: Iterable[tuple[Fraction, int]]) -> int:
    """To how many significant digits a sheet rounds; 99 where it rounds to decimals.

    Most of its numbers have as many, though their decimals differ more than that.
    """
    found = [(decimals, figures(value, decimals)) for value, decimals in numbers if value]
    if not found:
        return 99
    ((_, by_decimals),) = Counter(one for one, _ in found).most_common(1)
    ((usual, by_figures),) = Counter(one for _, one in found).most_common(1)
    return usual if by_figures > by_decimals and 2 * by_figures > len(found) and usual > 1 else 99


def number(value: Fraction) -> Any:
    return arb(fmpq(value.numerator, value.denominator))


def between(low: Fraction, high: Fraction) -> Any:
    """The ball around an interval, its ends within it."""
    radius = float((high - low) / 2) * (1 + 1e-12)
    return number((low + high) / 2) + arb(0, radius)


def opened(node: Node, found: dict[str, tree.Number]) -> Node:
    """The tree with a name in place of each decimal, kept in `found`.

    Indices stay: they are no results.
    """
    match node:
        case tree.Number(text) if "." in text or "e" in text.lower():
            key = f"{PRINTED}{node.start}"
            found[key] = node
            return tree.Name(key, node.start, node.end)
        case tree.Scripted(base):
            return tree.Scripted(opened(base, found), node.lower, _all(node.upper, found),
                                 node.primes, node.start, node.end)  # fmt: skip
        case tree.Transposed(inner):
            return tree.Transposed(opened(inner, found), node.start, node.end)
        case tree.Sum(terms, signs):
            return tree.Sum(_all(terms, found), signs, node.start, node.end)
        case tree.Product(factors, signs):
            return tree.Product(_all(factors, found), signs, node.start, node.end)
        case tree.Over(top, bottom):
            return tree.Over(opened(top, found), opened(bottom, found), node.start, node.end)
        case tree.Group(bracket, items):
            return tree.Group(bracket, _all(items, found), node.start, node.end)
        case tree.Bars(kind, inner):
            return tree.Bars(kind, opened(inner, found), node.start, node.end)
        case tree.Matrix(rows):
            return tree.Matrix(tuple(_all(row, found) for row in rows), node.start, node.end)
        case tree.Root(inner, None):
            return tree.Root(opened(inner, found), None, node.start, node.end)
        case tree.Chain((only,), ()) if only is not None:
            return opened(only, found)
    return node


def _all(nodes: tuple[Node, ...], found: dict[str, tree.Number]) -> tuple[Node, ...]:
    return tuple(opened(one, found) for one in nodes)


@dataclass(frozen=True)
class Entry:
    """A printed entry: its exact digits, how many stand after the point, and its tree."""

    value: Fraction
    decimals: int
    node: Node


def scientific(node: Node) -> Entry | None:
    """A number times a power of ten: 2.5 · 10^{-7}."""
    match node:
        case tree.Sum((only,), ("-",)):
            found = scientific(only)
            return None if found is None else Entry(-found.value, found.decimals, node)
        case tree.Product(
            (
                tree.Number() | tree.Sum() as first,
                tree.Scripted(tree.Number("10"), (), (power,), 0),
            ),
            (_, "·" | "×" | "*"),
        ):
            sign = -1 if isinstance(power, tree.Sum) and power.signs == ("-",) else 1
            digits = power.terms[0] if isinstance(power, tree.Sum) else power
            if not isinstance(digits, tree.Number) or len(digits.text) > 2:
                return None
            exponent = sign * int(digits.value)
            before = entries(first)
            if before is None or len(before) != 1 or len(before[0]) != 1:
                return None
            (one,) = before[0]
            value = one.value * Fraction(10) ** exponent
            return Entry(value, max(0, one.decimals - exponent), node)
    return None


def entries(node: Node) -> list[list[Entry]] | None:
    """The rows of a printed result, signs taken in; None for what is no plain result."""
    power = scientific(node)
    if power is not None:
        return [[power]]
    match node:
        case tree.Number():
            return [[Entry(node.value, decimals_of(node), node)]]
        case tree.Sum((tree.Number() as only,), ("-",)):
            return [[Entry(-only.value, decimals_of(only), node)]]
        case tree.Over():
            above, below = entries(node.top), entries(node.bottom)
            if above and below and len(above) == len(below) == 1 and below[0][0].value:
                return [[Entry(above[0][0].value / below[0][0].value, 0, node)]]
        case tree.Sum((tree.Over() as only,), ("-",)):
            found = entries(only)
            return None if found is None else [[Entry(-found[0][0].value, 0, node)]]
        case tree.Group(_, (only,)):
            return entries(only)
        case tree.Group(_, items):
            rows = [entries(one) for one in items]
            if all(isinstance(one, tree.Group) for one in items):
                return [row[0] for row in rows if row] if all(rows) else None
            if all(row is not None and len(row) == 1 and len(row[0]) == 1 for row in rows):
                return [[row[0][0] for row in rows if row]]
        case tree.Matrix(rows):
            table = [[entries(one) for one in row] for row in rows]
            if len({len(row) for row in table}) == 1 and all(
                one is not None and len(one) == 1 and len(one[0]) == 1
                for row in table
                for one in row
            ):
                return [[one[0][0] for one in row if one] for row in table]
        case tree.Transposed(inner):
            lying = entries(inner)
            return None if lying is None else [list(row) for row in zip(*lying, strict=True)]
        case tree.Chain((only,), ()) if only is not None:
            return entries(only)
    return None


def widened(value: Any, node: Node) -> Any:
    """The value of a result, each integer in it standing for all that is all but that integer.

    None where it holds no integer.
    """
    rows = entries(node)
    if rows is None:
        return None
    loose = [[_is_integer(one.node) for one in row] for row in rows]
    if not any(map(any, loose)):
        return None
    if type(value) is not Matrix:
        return value + arb(0, ALL_BUT)
    if value.shape != (len(loose), len(loose[0])):
        return None
    return Matrix([
        [one + arb(0, ALL_BUT) if is_loose else one for one, is_loose in zip(*both, strict=True)]
        for both in zip(value.rows, loose, strict=True)
    ])  # fmt: skip


def _is_integer(node: Node) -> bool:
    match node:
        case tree.Number():
            return decimals_of(node) == 0
        case tree.Sum((only,), ("-",)) | tree.Group(_, (only,)):
            return _is_integer(only)
        case tree.Chain((only,), ()) if only is not None:
            return _is_integer(only)
    return False


def decimals_of(node: tree.Number) -> int:
    """How many digits stand after the point, a power of ten taken into account."""
    digits, _, power = node.text.lower().partition("e")
    return max(0, len(digits.partition(".")[2]) - int(power or 0))


def whole_number(rows: list[list[Entry]]) -> int | None:
    """The integer that is printed alone."""
    entry = rows[0][0]
    alone = len(rows) == len(rows[0]) == 1 and entry.decimals == 0
    return int(entry.value) if alone and entry.value.denominator == 1 else None

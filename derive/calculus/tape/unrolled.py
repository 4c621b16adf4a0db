"""Sums of products in doubles, as functions of a list: short ones written out, without a loop.

Draws of a recipe are tried and sheets are checked with these, some hundred times a variant. Terms
are added in their order, from the first to the last, so that every machine makes the same doubles.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter

Doubled = Callable[[list[float]], None]
ONE = 1  # the place of the 1, see `steps`


def sum_in_doubles(out: int, terms: tuple[tuple[int, ...], ...]) -> Doubled:
    """Puts the sum of products of places into the place `out`."""
    if max(map(len, terms)) > 2:
        return _longer(out, terms)
    pairs = [term if len(term) == 2 else (*term, ONE) for term in terms]
    if len(pairs) <= len(WRITTEN_OUT):
        return WRITTEN_OUT[len(pairs) - 1](out, *(place for pair in pairs for place in pair))
    first, second = (itemgetter(*places) for places in zip(*pairs, strict=True))

    def total(v: list[float]) -> None:
        found = 0.0
        for x, y in zip(first(v), second(v), strict=True):
            found += x * y
        v[out] = found

    return total


def _longer(out: int, terms: tuple[tuple[int, ...], ...]) -> Doubled:
    def total(v: list[float]) -> None:
        found = 0.0
        for term in terms:
            product = 1.0
            for place in term:
                product *= v[place]
            found += product
        v[out] = found

    return total


def _one(out: int, a: int, b: int) -> Doubled:
    def total(v: list[float]) -> None:
        v[out] = v[a] * v[b]

    return total


def _two(out: int, a: int, b: int, c: int, d: int) -> Doubled:
    def total(v: list[float]) -> None:
        v[out] = v[a] * v[b] + v[c] * v[d]

    return total


def _three(out: int, a: int, b: int, c: int, d: int, e: int, f: int) -> Doubled:
    def total(v: list[float]) -> None:
        v[out] = v[a] * v[b] + v[c] * v[d] + v[e] * v[f]

    return total


def _four(out: int, a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int) -> Doubled:
    def total(v: list[float]) -> None:
        v[out] = v[a] * v[b] + v[c] * v[d] + v[e] * v[f] + v[g] * v[h]

    return total


def _five(
    out: int, a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int, i: int, j: int
) -> Doubled:
    def total(v: list[float]) -> None:
        v[out] = v[a] * v[b] + v[c] * v[d] + v[e] * v[f] + v[g] * v[h] + v[i] * v[j]

    return total


WRITTEN_OUT: tuple[Callable[..., Doubled], ...] = (_one, _two, _three, _four, _five)

"""Short sums of products as functions of a list, written out: most steps of a tape are such sums.

`unrolled` has the same in doubles.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Cells = list[Any]
Valued = Callable[[Cells, Any], None]
Tangent = Callable[[list[float], list[float]], None]
# pairs of factors, then what stands alone
Pairs = tuple[tuple[int, int], ...]
Alone = tuple[int, ...]


def short_value(out: int, pairs: Pairs, alone: Alone, usual: Valued) -> Valued:
    """The value of a sum; where a factor is zero, which is to stay exact, `usual` works it out."""
    made = VALUES.get((len(pairs), len(alone)))
    return made(out, usual, *(at for pair in pairs for at in pair), *alone) if made else usual


def short_tangent(out: int, pairs: Pairs, alone: Alone, usual: Tangent) -> Tangent:
    """How a sum changes, from how its factors do."""
    made = TANGENTS.get((len(pairs), len(alone)))
    return made(out, *(at for pair in pairs for at in pair), *alone) if made else usual


def _pair(out: int, usual: Valued, a: int, b: int) -> Valued:
    def value(v: Cells, field: Any) -> None:
        x, y = v[a], v[b]
        if x and y:
            v[out] = x * y
        else:
            usual(v, field)

    return value


def _pair_and_one(out: int, usual: Valued, a: int, b: int, c: int) -> Valued:
    def value(v: Cells, field: Any) -> None:
        x, y, z = v[a], v[b], v[c]
        if x and y and z:
            v[out] = x * y + z
        else:
            usual(v, field)

    return value


def _pairs(out: int, usual: Valued, a: int, b: int, c: int, d: int) -> Valued:
    def value(v: Cells, field: Any) -> None:
        w, x, y, z = v[a], v[b], v[c], v[d]
        if w and x and y and z:
            v[out] = w * x + y * z
        else:
            usual(v, field)

    return value


def _pairs_and_one(out: int, usual: Valued, a: int, b: int, c: int, d: int, e: int) -> Valued:
    def value(v: Cells, field: Any) -> None:
        w, x, y, z, more = v[a], v[b], v[c], v[d], v[e]
        if w and x and y and z and more:
            v[out] = w * x + y * z + more
        else:
            usual(v, field)

    return value


def _change(out: int, a: int, b: int) -> Tangent:
    def tangent(v: list[float], t: list[float]) -> None:
        t[out] = t[a] * v[b] + v[a] * t[b]

    return tangent


def _change_and_one(out: int, a: int, b: int, c: int) -> Tangent:
    def tangent(v: list[float], t: list[float]) -> None:
        t[out] = t[a] * v[b] + v[a] * t[b] + t[c]

    return tangent


def _changes(out: int, a: int, b: int, c: int, d: int) -> Tangent:
    def tangent(v: list[float], t: list[float]) -> None:
        t[out] = t[a] * v[b] + v[a] * t[b] + t[c] * v[d] + v[c] * t[d]

    return tangent


def _changes_and_one(out: int, a: int, b: int, c: int, d: int, e: int) -> Tangent:
    def tangent(v: list[float], t: list[float]) -> None:
        t[out] = t[a] * v[b] + v[a] * t[b] + t[c] * v[d] + v[c] * t[d] + t[e]

    return tangent


def _both(out: int, a: int, b: int) -> Tangent:
    def tangent(v: list[float], t: list[float]) -> None:
        t[out] = t[a] + t[b]

    return tangent


# by the number of pairs and of what stands alone
VALUES: dict[tuple[int, int], Callable[..., Valued]] = {
    (1, 0): _pair, (1, 1): _pair_and_one, (2, 0): _pairs, (2, 1): _pairs_and_one,
}  # fmt: skip
TANGENTS: dict[tuple[int, int], Callable[..., Tangent]] = {
    (1, 0): _change, (1, 1): _change_and_one, (2, 0): _changes, (2, 1): _changes_and_one,
    (0, 2): _both,
}  # fmt: skip

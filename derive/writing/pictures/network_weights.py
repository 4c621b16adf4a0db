"""Weights written on lines: where each number stands, so that none covers another or a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derive.writing.pictures.picture import Box, Point, apart, crosses

PLACES = tuple(n / 40 for n in range(8, 33))
HALF_HEIGHT = 0.15
ROOM = 0.06
SWEEPS = 4


@dataclass(frozen=True)
class Weighted:
    """A line with a number on it, of an estimated width."""

    start: Point
    end: Point
    width: float


def spots(
    lines: Sequence[Weighted], others: Sequence[tuple[Point, Point]], taken: Sequence[Box]
) -> tuple[Point, ...] | None:
    """The middle of every number, None where they do not fit.

    `others` are lines without a number, `taken` boxes that stay free.
    """
    boxes = [[_box(line, place) for place in PLACES] for line in lines]
    free: list[list[int]] = []
    for number, line in enumerate(lines):
        passing = [(o.start, o.end) for o in lines if o is not line] + list(others)
        free.append(
            [
                n
                for n, box in enumerate(boxes[number])
                if not any(crosses(a, b, box) for a, b in passing)
                and all(apart(box, other, ROOM) for other in taken)
            ]
        )
        if not free[-1]:
            return None
    chosen = [min(one, key=lambda n: abs(PLACES[n] - 0.5)) for one in free]
    for _ in range(SWEEPS):
        clashes = 0
        for number, one in enumerate(free):
            rest = [boxes[k][chosen[k]] for k in range(len(lines)) if k != number]

            def cost(n: int, number: int = number, rest: list[Box] = rest) -> tuple[int, float]:
                hit = sum(not apart(boxes[number][n], box, ROOM) for box in rest)
                return hit, abs(PLACES[n] - 0.5)

            chosen[number] = min(one, key=cost)
            clashes += cost(chosen[number])[0]
        if not clashes:
            return tuple(_point(line, PLACES[n]) for line, n in zip(lines, chosen, strict=True))
    return None


def _point(line: Weighted, place: float) -> Point:
    (ax, ay), (bx, by) = line.start, line.end
    return ax + place * (bx - ax), ay + place * (by - ay)


def _box(line: Weighted, place: float) -> Box:
    x, y = _point(line, place)
    return x - line.width / 2, y - HALF_HEIGHT, x + line.width / 2, y + HALF_HEIGHT

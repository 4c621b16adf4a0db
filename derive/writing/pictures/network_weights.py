"""Weights written on lines: where each number stands, so that none covers another or a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derive.writing.pictures.picture import Box, Point, apart, crosses

PLACES = tuple(n / 40 for n in range(7, 34))
# half the height of a number: for other numbers, and for lines, which need more room
HALF, CLEAR = 0.17, 0.2
ROOM = 0.05
MOST_TRIALS = 4000


@dataclass(frozen=True)
class Weighted:
    """A line with a number on it, of an estimated width."""

    start: Point
    end: Point
    width: float


def spots(
    lines: Sequence[Weighted], others: Sequence[tuple[Point, Point]]
) -> tuple[Point, ...] | None:
    """The middle of every number, None where they do not fit.

    `others` are lines without a number. The numbers with the fewest free places are put first,
    each as near to the middle of its line as those before it allow.
    """
    free = []
    for line in lines:
        passing = [(o.start, o.end) for o in lines if o is not line] + list(others)
        near = sorted(PLACES, key=lambda place: abs(place - 0.5))
        free.append(
            [
                place
                for place in near
                if not any(crosses(a, b, _box(line, place, CLEAR)) for a, b in passing)
            ]
        )
    order = sorted(range(len(lines)), key=lambda n: len(free[n]))
    chosen: dict[int, float] = {}
    trials = 0

    def put(depth: int) -> bool:
        nonlocal trials
        if depth == len(order):
            return True
        number = order[depth]
        for place in free[number]:
            trials += 1
            if trials > MOST_TRIALS:
                return False
            box = _box(lines[number], place, HALF)
            if all(apart(box, _box(lines[k], at, HALF), ROOM) for k, at in chosen.items()):
                chosen[number] = place
                if put(depth + 1):
                    return True
                del chosen[number]
        return False

    if not put(0):
        return None
    return tuple(_point(line, chosen[number]) for number, line in enumerate(lines))


def _point(line: Weighted, place: float) -> Point:
    (ax, ay), (bx, by) = line.start, line.end
    return ax + place * (bx - ax), ay + place * (by - ay)


def _box(line: Weighted, place: float, half: float) -> Box:
    x, y = _point(line, place)
    return x - line.width / 2, y - half, x + line.width / 2, y + half

"""A picture as a value: lines, circles, polygons and labels, in centimetres, y upwards.

No target is known here; `printers/picture_*.py` write a picture as TikZ, SVG or Typst.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import hypot
from typing import Any

from derive.writing.holes import Slot

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Number:
    """A number among the words of a label that is known when the picture is drawn."""

    text: str


@dataclass(frozen=True)
class Line:
    """A line through points; `bend` rounds its corners, `arrow` puts a head at its end.

    `dash` is "solid", "dashed" or "dotted", `shade` the percentage of black, `width` in points.
    """

    points: tuple[Point, ...]
    arrow: bool = False
    dash: str = "solid"
    shade: int = 100
    width: float = 0.5
    bend: float = 0.0


@dataclass(frozen=True)
class Circle:
    """A circle, filled with a percentage of black."""

    center: Point
    radius: float
    shade: int = 0
    dash: str = "solid"


@dataclass(frozen=True)
class Polygon:
    """A closed line, filled with a percentage of black."""

    points: tuple[Point, ...]
    shade: int = 0


@dataclass(frozen=True)
class Label:
    """Words at a place: `anchor` says which of their sides lies there ("center", "left", "right").

    `size` is "normal" or "small"; `width` is an estimate, so that labels can be kept apart;
    what is `backed` has a white ground.
    """

    at: Point
    words: tuple[Any, ...]
    width: float
    size: str = "normal"
    anchor: str = "center"
    backed: bool = False

    @property
    def box(self) -> Box:
        """The place that the words take."""
        x, y = self.at
        left = {"center": x - self.width / 2, "left": x, "right": x - self.width}[self.anchor]
        half = HEIGHTS[self.size] / 2
        return left, y - half, left + self.width, y + half


PAGE = 16.4
HEIGHTS = {"normal": 0.36, "small": 0.30}
Mark = Line | Circle | Polygon | Label


@dataclass(frozen=True)
class Picture:
    """Marks in the order in which they are drawn: what comes later lies on top."""

    marks: tuple[Mark, ...]

    @property
    def box(self) -> Box:
        """The smallest box around all marks."""
        boxes = [_box(mark) for mark in self.marks]
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )

    @property
    def scale(self) -> float:
        """How much smaller it is drawn, words and all, to fit on a page: 1 for nearly all."""
        left, _, right, _ = self.box
        return min(1.0, PAGE / (right - left))

    @property
    def words(self) -> Iterator[Any]:
        """All words of all labels."""
        for mark in self.marks:
            if isinstance(mark, Label):
                yield from mark.words


@dataclass(frozen=True)
class Plot:
    """A picture that depends on numbers: `draw` makes it from the texts shown for `slots`.

    `words` are the formulas that its labels may hold, so that they can be printed beforehand.
    """

    slots: tuple[Slot, ...]
    words: tuple[Any, ...]
    draw: Callable[[list[str]], Picture]


def _box(mark: Mark) -> Box:
    if isinstance(mark, Label):
        return mark.box
    if isinstance(mark, Circle):
        (x, y), r = mark.center, mark.radius
        return x - r, y - r, x + r, y + r
    xs, ys = [x for x, _ in mark.points], [y for _, y in mark.points]
    return min(xs), min(ys), max(xs), max(ys)


def apart(one: Box, other: Box, room: float = 0.0) -> bool:
    """Whether two boxes have at least `room` between them.

    >>> apart((0, 0, 1, 1), (1.5, 0, 2, 1), 0.2), apart((0, 0, 1, 1), (0.5, 0, 2, 1))
    (True, False)
    """
    return (
        one[2] + room <= other[0]
        or other[2] + room <= one[0]
        or one[3] + room <= other[1]
        or other[3] + room <= one[1]
    )


def crosses(a: Point, b: Point, box: Box) -> bool:
    """Whether the straight line from a to b runs through a box.

    >>> crosses((0, 0), (2, 2), (0.5, 0.5, 1, 1)), crosses((0, 0), (2, 0), (0.5, 0.5, 1, 1))
    (True, False)
    """
    enter, leave = 0.0, 1.0
    for axis in (0, 1):
        start, way = a[axis], b[axis] - a[axis]
        low, high = box[axis], box[axis + 2]
        if way == 0:
            if not low < start < high:
                return False
            continue
        first, last = sorted(((low - start) / way, (high - start) / way))
        enter, leave = max(enter, first), min(leave, last)
    return enter < leave


def distance(point: Point, a: Point, b: Point) -> float:
    """How far a point is from the straight line between a and b.

    >>> distance((0, 1), (-1, 0), (1, 0))
    1.0
    """
    (px, py), (ax, ay), (bx, by) = point, a, b
    wx, wy = bx - ax, by - ay
    length = wx * wx + wy * wy
    part = ((px - ax) * wx + (py - ay) * wy) / length if length else 0.0
    part = min(1.0, max(0.0, part))
    return hypot(px - ax - part * wx, py - ay - part * wy)


def head(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The arrowhead at the end of a line."""
    (ax, ay), (bx, by) = points[-2:]
    length = hypot(bx - ax, by - ay)
    ux, uy = (bx - ax) / length, (by - ay) / length
    back, side = 0.16, 0.05
    return (
        (bx, by),
        (bx - back * ux + side * uy, by - back * uy - side * ux),
        (bx - 0.75 * back * ux, by - 0.75 * back * uy),
        (bx - back * ux - side * uy, by - back * uy + side * ux),
    )


def toward(start: Point, end: Point, way: float) -> Point:
    """The point at most `way`, and at most half of all the way, from `start` towards `end`."""
    (ax, ay), (bx, by) = start, end
    length = hypot(bx - ax, by - ay) or 1.0
    part = min(way / length, 0.5)
    return ax + part * (bx - ax), ay + part * (by - ay)


def decimal(value: float) -> str:
    """A length or place in two decimals, so that the same picture has the same bytes.

    >>> decimal(-0.001), decimal(1.25), decimal(3.0)
    ('0', '1.25', '3')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text

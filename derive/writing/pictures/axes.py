"""The frame of a plot: its scales, ticks and key, and curves cut to what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, isfinite, log10
from typing import Any

from derive.writing.pictures.picture import (
    Circle,
    Label,
    Line,
    Mark,
    Number,
    Point,
    distance,
)

WIDTH, HEIGHT = 6.4, 3.8
TICK = 0.08
FLAT = 0.004
DOT = 0.06


@dataclass(frozen=True)
class Frame:
    """What a plot shows: from `left` to `right`, from `low` to `high`."""

    left: float
    right: float
    low: float
    high: float

    def at(self, x: float, y: float) -> Point:
        """The place of a point in the picture."""
        return (
            WIDTH * (x - self.left) / (self.right - self.left),
            HEIGHT * (y - self.low) / (self.high - self.low),
        )

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.low <= y <= self.high

    def marks(self, whole: bool = False) -> list[Mark]:
        """Box, ticks with their numbers, and thin lines at zero; `whole` numbers below only."""
        corners = ((0.0, HEIGHT), (0.0, 0.0), (WIDTH, 0.0), (WIDTH, HEIGHT), (0.0, HEIGHT))
        made: list[Mark] = []
        if self.low < 0 < self.high:
            made.append(Line((self.at(self.left, 0), self.at(self.right, 0)), shade=40, width=0.35))
        if self.left < 0 < self.right:
            made.append(Line((self.at(0, self.low), self.at(0, self.high)), shade=40, width=0.35))
        made.append(Line(corners))
        for value, text in ticks(self.left, self.right, 6, whole):
            x, _ = self.at(value, self.low)
            made.append(Line(((x, 0.0), (x, TICK))))
            made.append(Label((x, -0.24), (Number(text),), _wide(text), "small"))
        for value, text in ticks(self.low, self.high, 5):
            _, y = self.at(self.left, value)
            made.append(Line(((0.0, y), (TICK, y))))
            made.append(Label((-0.14, y), (Number(text),), _wide(text), "small", "right"))
        return made


def _wide(text: str) -> float:
    return 0.16 * len(text) + 0.02


def ticks(low: float, high: float, most: int, whole: bool = False) -> list[tuple[float, str]]:
    """Round numbers from low to high, at most `most`, and how they are written.

    >>> ticks(0, 1, 5)
    [(0.0, '0'), (0.5, '0.5'), (1.0, '1')]
    >>> [text for _, text in ticks(-4, 4, 6)]
    ['-4', '-2', '0', '2', '4']
    """
    power = floor(log10((high - low) / most))
    if whole:
        power = max(power, 0)
    for factor, further in ((1, 0), (2, 0), (5, 0), (1, 1), (2, 1)):
        exponent = power + further
        step = factor * 10.0**exponent
        first, last = -floor(-low / step + 1e-9), floor(high / step + 1e-9)
        if last - first < most:
            break
    return [(n * step, _written(n * factor, exponent)) for n in range(first, last + 1)]


def _written(digits: int, exponent: int) -> str:
    """digits times a power of ten, without the noise of doubles."""
    if digits == 0 or 0 <= exponent < 4:
        return str(digits * 10**exponent) if digits else "0"
    if -5 < exponent < 0:
        sign, rest = ("-" if digits < 0 else ""), str(abs(digits)).rjust(1 - exponent, "0")
        text = f"{sign}{rest[:exponent]}.{rest[exponent:]}".rstrip("0").rstrip(".")
        return text
    return f"{digits}e{exponent}"


def rounded_up(value: float) -> float:
    """The next of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten, at least `value`.

    >>> rounded_up(0.37), rounded_up(120)
    (0.4, 120.0)
    """
    power = 10.0 ** floor(log10(value))
    steps = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
    return float(next(step for step in steps if step * power >= value * (1 - 1e-9)) * power)


def cut(points: Sequence[Point], frame: Frame) -> list[tuple[Point, ...]]:
    """A curve as lines in the picture: cut where it leaves the frame, or has no value."""
    pieces: list[list[Point]] = [[]]
    before: Point | None = None
    for point in points:
        if not isfinite(point[1]):
            before = None
            pieces.append([])
            continue
        inside = frame.low <= point[1] <= frame.high
        if before is not None:
            was = frame.low <= before[1] <= frame.high
            if was != inside:
                pieces[-1].append(_border(before, point, frame))
                if was:
                    pieces.append([])
        if inside:
            pieces[-1].append(point)
        before = point
    return [tuple(_straightened([frame.at(*p) for p in piece])) for piece in pieces if piece[1:]]


def _border(a: Point, b: Point, frame: Frame) -> Point:
    """Where the line from a to b crosses the upper or lower border."""
    border = frame.high if max(a[1], b[1]) > frame.high else frame.low
    part = (border - a[1]) / (b[1] - a[1])
    return a[0] + part * (b[0] - a[0]), border


def _straightened(points: list[Point]) -> list[Point]:
    """The same line without the points that lie on it anyway."""
    kept, last = points[:1], 0
    for end in range(2, len(points)):
        between = points[last + 1 : end]
        if any(distance(point, points[last], points[end]) > FLAT for point in between):
            kept.append(points[end - 1])
            last = end - 1
    return [*kept, points[-1]]


def key(rows: Sequence[tuple[list[Mark], tuple[Any, ...], float]]) -> list[Mark]:
    """What lines and dots mean, right of the plot: a sample, words and their width a row."""
    made: list[Mark] = []
    for number, (sample, words, width) in enumerate(rows):
        y = HEIGHT - 0.3 - 0.55 * number
        made += [_moved(mark, WIDTH + 0.35, y) for mark in sample]
        made.append(Label((WIDTH + 1.1, y), words, width, anchor="left"))
    return made


def _moved(mark: Mark, x: float, y: float) -> Mark:
    if isinstance(mark, Circle):
        return Circle((mark.center[0] + x, mark.center[1] + y), mark.radius, mark.shade)
    assert isinstance(mark, Line)
    points = tuple((px + x, py + y) for px, py in mark.points)
    return Line(points, mark.arrow, mark.dash, mark.shade, mark.width)


def value_of(text: str) -> float:
    """A shown number as a double.

    >>> value_of("-1/4"), value_of("1.5e-7")
    (-0.25, 1.5e-07)
    """
    above, _, below = text.partition("/")
    return float(above) / float(below) if below else float(above)

"""Histograms beside and below each other, as one picture."""

from __future__ import annotations

from collections.abc import Sequence

from derive.writing.pictures.axes import ticks
from derive.writing.pictures.picture import Label, Line, Mark, Number, Picture, Polygon
from derive.writing.printers.picture_svg import svg

ACROSS, BINS = 3, 24
WIDE, HIGH = 4.2, 1.7
STEP_X, STEP_Y = 5.4, 3.2


def histograms(columns: Sequence[tuple[str, Sequence[float]]], title: str) -> str:
    """An SVG file with a histogram of the numbers of each column."""
    marks: list[Mark] = []
    for at, (name, values) in enumerate(columns):
        row, column = divmod(at, ACROSS)
        marks += _histogram(name, values, column * STEP_X, -row * STEP_Y)
    return svg(Picture(tuple(marks)), {}, title)


def _histogram(name: str, values: Sequence[float], x: float, y: float) -> list[Mark]:
    low, high = min(values), max(values)
    if high - low < 1e-12 * (1 + abs(low)):
        low, high = low - 0.5, high + 0.5
    counts = [0] * BINS
    for value in values:
        counts[min(BINS - 1, int(BINS * (value - low) / (high - low)))] += 1
    most = max(counts)
    marks: list[Mark] = []
    for at, count in enumerate(counts):
        if count:
            left, right = x + WIDE * at / BINS, x + WIDE * (at + 1) / BINS
            top = y + HIGH * count / most
            marks.append(Polygon(((left, y), (left, top), (right, top), (right, y)), 35))
    marks.append(Line(((x, y), (x + WIDE, y))))
    for value, text in ticks(low, high, 5):
        place = x + WIDE * (value - low) / (high - low)
        marks.append(Line(((place, y), (place, y - 0.08))))
        marks.append(Label((place, y - 0.32), (Number(text),), 0.16 * len(text), "small"))
    marks.append(Label((x, y + HIGH + 0.3), (name,), 0.18 * len(name), "normal", "left"))
    return marks

"""The loss over several steps, a line for each model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from derive.calculus.plan import BATCH_LOSS
from derive.writing.document import Math
from derive.writing.holes import Slot
from derive.writing.pictures.axes import (
    DOT,
    HEIGHT,
    WIDTH,
    Frame,
    cut,
    key,
    rounded_up,
    value_of,
)
from derive.writing.pictures.picture import Circle, Label, Line, Mark, Picture, Plot

DASHES = ("solid", "dashed", "dotted")
MOST_DOTS = 30


def loss_plot(models: Sequence[tuple[str, Sequence[Slot]]], steps: str) -> Plot:
    """The plot of losses; a model is what it is called and its losses, `steps` the word below."""
    slots = tuple(slot for _, losses in models for slot in losses)
    names = tuple((name, len(losses)) for name, losses in models)
    loss = Math(BATCH_LOSS)
    return Plot(slots, (loss,), partial(_drawn, names, loss, steps))


def _drawn(
    names: tuple[tuple[str, int], ...], loss: Math, steps: str, texts: Sequence[str]
) -> Picture:
    values = [value_of(text) for text in texts]
    frame = Frame(0.0, max(count for _, count in names) - 1.0, *_range(values))
    marks = frame.marks(whole=True)
    rows: list[tuple[list[Mark], tuple[Any, ...], float]] = []
    start = 0
    for number, (name, count) in enumerate(names):
        dash = DASHES[number % len(DASHES)]
        points = [(float(step), y) for step, y in enumerate(values[start : start + count])]
        start += count
        marks += [Line(piece, dash=dash, width=0.7) for piece in cut(points, frame)]
        if count <= MOST_DOTS:
            marks += [Circle(frame.at(*point), DOT, 100) for point in points]
        rows.append(([Line(((0.0, 0.0), (0.6, 0.0)), dash=dash)], (name,), 0.17 * len(name)))
    marks.append(Label((WIDTH / 2, -0.66), (steps,), 0.17 * len(steps)))
    marks.append(Label((0.0, HEIGHT + 0.32), (loss,), 0.3))
    return Picture((*marks, *(key(rows) if len(names) > 1 else ())))


def _range(values: Sequence[float]) -> tuple[float, float]:
    """From zero, or where all are far from it and near each other, from just below them."""
    low, high = min(values), max(values)
    if high == low:
        return 0.0, rounded_up(high) if high > 0 else 1.0
    if low > 0.7 * high:
        away = 0.15 * (high - low)
        return low - away, high + away
    return 0.0, rounded_up(high * 1.02)

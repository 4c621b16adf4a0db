"""An activation and its slope as curves, with the points that an exercise visits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from math import inf, isfinite, nan
from typing import Any

from derive.calculus.doubles import Doubles
from derive.calculus.expression import Call, CallSlope, Function
from derive.calculus.functions import Z, definition
from derive.calculus.readers import reader
from derive.calculus.scalar import differentiate
from derive.calculus.undefined import DivisionByZero
from derive.writing.document import Math
from derive.writing.holes import Slot
from derive.writing.pictures.axes import DOT, Frame, cut, key, value_of
from derive.writing.pictures.picture import Circle, Label, Line, Mark, Picture, Plot, Point

WINDOWS = (4, 6, 8, 10, 12)
SAMPLES = 96
JUMP, HALVINGS = 0.1, 40
STEEP = 1 / 64  # what is left, sooner or later, of a step that is none
Curve = Callable[[float], float]


def slope_plot(function: Function, slots: Sequence[Slot], here: str) -> Plot:
    """The plot of a function; `slots` are the pre-activations, `here` is what their dots are."""
    words = (Math(Call(function, Z)), Math(CallSlope(function, Z)), Math(Z))
    return Plot(tuple(slots), words, partial(_drawn, function, words, here))


def _drawn(function: Function, words: tuple[Math, ...], here: str, texts: Sequence[str]) -> Picture:
    points = sorted({value_of(text) for text in texts})
    size = float(next((one for one in WINDOWS if all(abs(z) <= one for z in points)), WINDOWS[-1]))
    frame, curves = _curves(function, size)
    f, df = _value(function), _slope(function)
    dots: dict[Point, Circle] = {}
    for z in points:
        for curve, shade in ((f, 100), (df, 0)):
            y = curve(z)
            if frame.holds(z, y):
                x, height = frame.at(z, y)
                place = round(x, 2), round(height, 2)
                dots.setdefault(place, Circle(place, DOT, shade))
    rows: list[tuple[list[Mark], tuple[Any, ...], float]] = [
        ([Line(((0.0, 0.0), (0.6, 0.0)), width=0.9)], words[:1], 1.4),
        ([Line(((0.0, 0.0), (0.6, 0.0)), dash="dashed", width=0.7)], words[1:2], 1.5),
    ]
    if dots:
        sample: list[Mark] = [Circle((0.15, 0.0), DOT, 100), Circle((0.45, 0.0), DOT, 0)]
        rows.append((sample, (here,), 0.17 * len(here)))
    below = Label((6.4, -0.62), words[2:], 0.2, anchor="right")
    return Picture((*curves, *dots.values(), *key(rows), below))


@lru_cache(maxsize=64)
def _curves(function: Function, size: float) -> tuple[Frame, tuple[Mark, ...]]:
    """The frame and both curves in it: the same for all numbers."""
    value, slope = (_sampled(curve, size) for curve in (_value(function), _slope(function)))
    heights = [y for _, y in (*value, *slope) if isfinite(y)] or [0.0]
    low, high = min(0.0, *heights), max(0.0, *heights)
    # what grows fast is cut, so that the part near zero can be seen
    low, high = max(low, -1.5 * size), min(high, 1.5 * size)
    away = 0.05 * (high - low or 1.0)
    frame = Frame(-size, size, low - away, high + away)
    lines = [Line(piece, width=0.9) for piece in cut(value, frame)]
    lines += [Line(piece, dash="dashed", width=0.7) for piece in cut(slope, frame)]
    return frame, (*frame.marks(), *lines)


def _sampled(curve: Curve, size: float) -> list[Point]:
    """Points of a curve; a jump is a gap."""
    xs = [size * (2 * n / SAMPLES - 1) for n in range(SAMPLES + 1)]
    ys = [curve(x) for x in xs]
    finite = [y for y in ys if isfinite(y)] or [0.0]
    step = JUMP * (max(finite) - min(finite))
    points: list[Point] = []
    for number, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if number and isfinite(y) and isfinite(ys[number - 1]) and abs(y - ys[number - 1]) > step:
            points += _jump(curve, (xs[number - 1], ys[number - 1]), (x, y))
        points.append((x, y))
    return points


def _jump(curve: Curve, a: Point, b: Point) -> list[Point]:
    """Both sides of a jump between two points, nothing where the curve is only steep."""
    whole = abs(b[1] - a[1])
    for _ in range(HALVINGS):
        x = (a[0] + b[0]) / 2
        middle = (x, curve(x))
        if not isfinite(middle[1]):
            return [(x, nan)]
        if abs(middle[1] - a[1]) > abs(b[1] - middle[1]):
            b = middle
        else:
            a = middle
        if abs(b[1] - a[1]) < STEEP * whole:
            return []
    return [a, (a[0], nan), b] if abs(b[1] - a[1]) > whole / 2 else []


@lru_cache(maxsize=64)
def _value(function: Function) -> Curve:
    return _curve(definition(function))


@lru_cache(maxsize=64)
def _slope(function: Function) -> Curve:
    return _curve(differentiate(definition(function), Z).last)


def _curve(expression: Any) -> Curve:
    read, field = reader(expression), Doubles()

    def at(z: float) -> float:
        try:
            found = read({Z: z}, field)
        except (DivisionByZero, OverflowError, ValueError):
            return nan
        # a root of a negative number comes out complex
        return float(found) if isinstance(found, int | float) and abs(found) < inf else nan

    return at

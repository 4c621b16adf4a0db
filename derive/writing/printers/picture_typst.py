"""A picture as Typst: lines, circles and polygons put in their places, no package needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.writing.pictures.picture import (
    Circle,
    Label,
    Line,
    Picture,
    Point,
    Polygon,
    decimal,
    head,
    toward,
)

SIZES = {"normal": "9pt", "small": "8pt"}
DASHES = {"dashed": "densely-dashed", "dotted": "densely-dotted"}
SIDES = {"center": "center", "left": "left", "right": "right"}
ROOM = (6.0, 1.0)  # a place for a label: far more than it needs
Text = Callable[[Any], str]


def typst(picture: Picture, text: Text) -> str:
    """The picture as a box, in markup; `text` writes the words of labels, formulas in dollars."""
    left, bottom, right, top = picture.box

    def place(point: Point) -> Point:
        return point[0] - left, top - point[1]

    lines = [line for mark in picture.marks for line in _mark(mark, place, text)]
    size = f"width: {_cm(right - left)}, height: {_cm(top - bottom)}"
    if picture.scale == 1:
        return "\n".join([f"#box({size}, {{", *lines, "})"])
    smaller = f"scale({100 * picture.scale:.1f}%, reflow: true"
    return "\n".join([f"#{smaller}, box({size}, {{", *lines, "}))"])


Place = Callable[[Point], Point]


def _mark(mark: Any, place: Place, text: Text) -> list[str]:
    match mark:
        case Line():
            dash = f', dash: "{DASHES[mark.dash]}"' if mark.dash in DASHES else ""
            paint = _paint(mark.shade)
            stroke = f"stroke: (paint: {paint}, thickness: {mark.width}pt{dash})"
            points = (*mark.points[:-1], head(mark.points)[2]) if mark.arrow else mark.points
            drawn = [f"place({_path(points, mark.bend, place, stroke)})"]
            if mark.arrow:
                drawn.append(f"place(polygon(fill: {paint}, {_points(head(mark.points), place)}))")
            return drawn
        case Circle():
            x, y = place(mark.center)
            dash = f', dash: "{DASHES[mark.dash]}"' if mark.dash in DASHES else ""
            look = f"fill: {_paint(mark.shade)}, stroke: (thickness: 0.5pt{dash})"
            corner = f"dx: {_cm(x - mark.radius)}, dy: {_cm(y - mark.radius)}"
            return [f"place({corner}, circle(radius: {_cm(mark.radius)}, {look}))"]
        case Polygon():
            look = f"fill: {_paint(mark.shade)}, stroke: 0.4pt"
            return [f"place(polygon({look}, {_points(mark.points, place)}))"]
        case Label():
            return [_label(mark, place, text)]
    raise TypeError(f"no Typst for {type(mark).__name__}")


def _label(label: Label, place: Place, text: Text) -> str:
    x, y = place(label.at)
    width, height = ROOM
    x -= {"center": width / 2, "left": 0.0, "right": width}[label.anchor]
    words = "".join(map(text, label.words))
    body = f"text(size: {SIZES[label.size]})[{words}]"
    if label.backed:
        body = f"box(fill: white, inset: 1pt, {body})"
    corner = f"dx: {_cm(x)}, dy: {_cm(y - height / 2)}"
    room = f"width: {_cm(width)}, height: {_cm(height)}"
    return f"place({corner}, box({room}, align({SIDES[label.anchor]} + horizon, {body})))"


def _path(points: tuple[Point, ...], bend: float, place: Place, stroke: str) -> str:
    if len(points) == 2:
        return f"line(start: {_point(place(points[0]))}, end: {_point(place(points[1]))}, {stroke})"
    parts = [f"curve.move({_point(place(points[0]))})"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        if bend:
            enter, leave = toward(corner, before, bend), toward(corner, after, bend)
            parts.append(f"curve.line({_point(place(enter))})")
            parts.append(f"curve.quad({_point(place(corner))}, {_point(place(leave))})")
        else:
            parts.append(f"curve.line({_point(place(corner))})")
    parts.append(f"curve.line({_point(place(points[-1]))})")
    return f"curve({stroke}, {', '.join(parts)})"


def _points(points: tuple[Point, ...], place: Place) -> str:
    return ", ".join(_point(place(point)) for point in points)


def _point(point: Point) -> str:
    return f"({_cm(point[0])}, {_cm(point[1])})"


def _paint(shade: int) -> str:
    return {0: "white", 100: "black"}.get(shade, f"luma({100 - shade}%)")


def _cm(value: float) -> str:
    return decimal(value) + "cm"

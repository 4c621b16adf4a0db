"""A picture as SVG, for Markdown: a file beside the sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from derive.writing.pictures.picture import (
    Circle,
    Label,
    Line,
    Number,
    Picture,
    Point,
    Polygon,
    decimal,
    head,
    toward,
)
from derive.writing.printers.svg import escape, number

UNIT = 40.0  # pixels a centimetre
MARGIN = 0.1
SIZES = {"normal": 12.7, "small": 11.3}
ANCHORS = {"center": "middle", "left": "start", "right": "end"}
DASHES = {"dashed": "5 3", "dotted": "1.5 2.5"}
FONT = "STIX Two Text, Latin Modern Roman, Cambria, Times New Roman, Times, serif"
Formulas = Mapping[Any, str]


def svg(picture: Picture, formulas: Formulas, title: str) -> str:
    """The picture as an SVG file; `formulas` are spelled already, `title` is read aloud."""
    left, bottom, right, top = picture.box
    left, bottom, right, top = left - MARGIN, bottom - MARGIN, right + MARGIN, top + MARGIN
    width, height = (right - left) * UNIT, (top - bottom) * UNIT
    shown = " ".join(
        f'{side}="{decimal(length * picture.scale)}"'
        for side, length in (("width", width), ("height", height))
    )

    def place(point: Point) -> tuple[str, str]:
        return decimal((point[0] - left) * UNIT), decimal((top - point[1]) * UNIT)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {shown} '
        f'viewBox="0 0 {decimal(width)} {decimal(height)}" role="img" font-family="{FONT}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{decimal(width)}" height="{decimal(height)}" fill="white"/>',
    ]
    for mark in picture.marks:
        lines += _mark(mark, place, formulas)
    return "\n".join([*lines, "</svg>"]) + "\n"


Place = Callable[[Point], tuple[str, str]]


def _mark(mark: Any, place: Place, formulas: Formulas) -> list[str]:
    match mark:
        case Line():
            colour = _colour(mark.shade)
            points = (*mark.points[:-1], _before_head(mark.points)) if mark.arrow else mark.points
            dash = f' stroke-dasharray="{DASHES[mark.dash]}"' if mark.dash in DASHES else ""
            stroke = f'stroke="{colour}" stroke-width="{decimal(mark.width * UNIT / 28.35)}"{dash}'
            drawn = [f'<path d="{_path(points, mark.bend, place)}" fill="none" {stroke}/>']
            if mark.arrow:
                drawn.append(f'<path d="{_closed(head(mark.points), place)}" fill="{colour}"/>')
            return drawn
        case Circle():
            x, y = place(mark.center)
            radius = decimal(mark.radius * UNIT)
            dash = f' stroke-dasharray="{DASHES[mark.dash]}"' if mark.dash in DASHES else ""
            look = f'fill="{_colour(mark.shade)}" stroke="black" stroke-width="0.8"{dash}'
            return [f'<circle cx="{x}" cy="{y}" r="{radius}" {look}/>']
        case Polygon():
            look = f'fill="{_colour(mark.shade)}" stroke="black" stroke-width="0.6"'
            return [f'<path d="{_closed(mark.points, place)}" {look}/>']
        case Label():
            x, y = place(mark.at)
            size = SIZES[mark.size]
            low = decimal(float(y) + 0.34 * size)
            words = "".join(_word(word, formulas) for word in mark.words)
            look = f'font-size="{decimal(size)}" text-anchor="{ANCHORS[mark.anchor]}"'
            drawn = [f'<text x="{x}" y="{low}" {look}>{words}</text>']
            if mark.backed:  # the same words in thick white below: lines end before them
                ground = f'{look} fill="white" stroke="white" stroke-width="5"'
                drawn.insert(
                    0, f'<text x="{x}" y="{low}" {ground} aria-hidden="true">{words}</text>'
                )
            return drawn
    raise TypeError(f"no SVG for {type(mark).__name__}")


def _word(word: Any, formulas: Formulas) -> str:
    if isinstance(word, Number):
        return number(word.text)
    return escape(word) if isinstance(word, str) else formulas[word]


def _before_head(points: tuple[Point, ...]) -> Point:
    return head(points)[2]


def _path(points: tuple[Point, ...], bend: float, place: Place) -> str:
    """Straight lines; with `bend` every corner is rounded by a quadratic curve."""
    text = "M" + " ".join(place(points[0]))
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        if bend:
            enter, leave = toward(corner, before, bend), toward(corner, after, bend)
            text += (
                f" L{' '.join(place(enter))} Q{' '.join(place(corner))} {' '.join(place(leave))}"
            )
        else:
            text += " L" + " ".join(place(corner))
    return text + " L" + " ".join(place(points[-1]))


def _closed(points: tuple[Point, ...], place: Place) -> str:
    return "M" + " L".join(" ".join(place(point)) for point in points) + " Z"


def _colour(shade: int) -> str:
    level = round(255 * (1 - shade / 100))
    return {0: "white", 100: "black"}.get(shade, f"#{level:02x}{level:02x}{level:02x}")

"""A picture as SVG, for Markdown: a file beside the sheet."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from html import escape
from math import hypot
from typing import Any

from derive.errors import DeriveError
from derive.writing.holes import MARK
from derive.writing.pictures.picture import Circle, Label, Line, Picture, Point, Polygon
from derive.writing.printers.picture_signs import (
    Accented,
    Glyph,
    Hole,
    Over,
    Scripted,
    Sign,
    signs,
)

UNIT = 40.0  # pixels a centimetre
MARGIN = 0.1
SIZES = {"normal": 12.7, "small": 11.3}
ANCHORS = {"center": "middle", "left": "start", "right": "end"}
DASHES = {"dashed": "5 3", "dotted": "1.5 2.5"}
FONT = "STIX Two Text, Latin Modern Roman, Cambria, Times New Roman, Times, serif"
SCRIPT = 0.72
GREEK = dict(
    zip(
        "alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi "
        "chi psi omega ell".split(),
        "αβγδεζηθκλμνξπρστφχψωℓ",
        strict=True,
    )
)
COMBINING = {
    "hat": "\u0302",
    "tilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0304",
    "vec": "\u20d7",
    "dot": "\u0307",
}
Text = Callable[[Any], str]


def svg(picture: Picture, formula: Text, title: str) -> str:
    """The picture as an SVG file; `formula` answers the TeX of a formula, `title` is read aloud."""
    left, bottom, right, top = picture.box
    left, bottom, right, top = left - MARGIN, bottom - MARGIN, right + MARGIN, top + MARGIN
    width, height = _number((right - left) * UNIT), _number((top - bottom) * UNIT)

    def place(point: Point) -> tuple[str, str]:
        return _number((point[0] - left) * UNIT), _number((top - point[1]) * UNIT)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" font-family="{FONT}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for mark in picture.marks:
        lines += _mark(mark, place, formula)
    return "\n".join([*lines, "</svg>"]) + "\n"


Place = Callable[[Point], tuple[str, str]]


def _mark(mark: Any, place: Place, formula: Text) -> list[str]:
    match mark:
        case Line():
            colour = _colour(mark.shade)
            points = (*mark.points[:-1], _before_head(mark.points)) if mark.arrow else mark.points
            dash = f' stroke-dasharray="{DASHES[mark.dash]}"' if mark.dash in DASHES else ""
            stroke = f'stroke="{colour}" stroke-width="{_number(mark.width * UNIT / 28.35)}"{dash}'
            drawn = [f'<path d="{_path(points, mark.bend, place)}" fill="none" {stroke}/>']
            if mark.arrow:
                drawn.append(f'<path d="{_closed(head(mark.points), place)}" fill="{colour}"/>')
            return drawn
        case Circle():
            x, y = place(mark.center)
            radius = _number(mark.radius * UNIT)
            dash = f' stroke-dasharray="{DASHES[mark.dash]}"' if mark.dash in DASHES else ""
            look = f'fill="{_colour(mark.shade)}" stroke="black" stroke-width="0.8"{dash}'
            return [f'<circle cx="{x}" cy="{y}" r="{radius}" {look}/>']
        case Polygon():
            look = f'fill="{_colour(mark.shade)}" stroke="black" stroke-width="0.6"'
            return [f'<path d="{_closed(mark.points, place)}" {look}/>']
        case Label():
            x, y = place(mark.at)
            size = SIZES[mark.size]
            low = _number(float(y) + 0.34 * size)
            back = ' paint-order="stroke" stroke="white" stroke-width="4"' if mark.backed else ""
            words = "".join(_words(word, formula, size) for word in mark.words)
            look = f'font-size="{_number(size)}" text-anchor="{ANCHORS[mark.anchor]}"{back}'
            return [f'<text x="{x}" y="{low}" {look}>{words}</text>']
    raise TypeError(f"no SVG for {type(mark).__name__}")


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


def _before_head(points: tuple[Point, ...]) -> Point:
    return head(points)[2]


def _path(points: tuple[Point, ...], bend: float, place: Place) -> str:
    """Straight lines; with `bend` every corner is rounded by a quadratic curve."""
    text = "M" + " ".join(place(points[0]))
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        if bend:
            enter, leave = toward(corner, before, bend), toward(corner, after, bend)
            text += f" L{' '.join(place(enter))} Q{' '.join(place(corner))} {' '.join(place(leave))}"
        else:
            text += " L" + " ".join(place(corner))
    return text + " L" + " ".join(place(points[-1]))


def toward(start: Point, end: Point, way: float) -> Point:
    """The point at most `way`, and at most half of all the way, from `start` towards `end`."""
    (ax, ay), (bx, by) = start, end
    length = hypot(bx - ax, by - ay) or 1.0
    part = min(way / length, 0.5)
    return ax + part * (bx - ax), ay + part * (by - ay)


def _closed(points: tuple[Point, ...], place: Place) -> str:
    return "M" + " L".join(" ".join(place(point)) for point in points) + " Z"


def _colour(shade: int) -> str:
    level = round(255 * (1 - shade / 100))
    return {0: "white", 100: "black"}.get(shade, f"#{level:02x}{level:02x}{level:02x}")


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


# Words ---------------------------------------------------------------------------------------------
def _words(word: Any, formula: Text, size: float) -> str:
    if isinstance(word, str):
        return escape(word)
    return "".join(_sign(sign, size) for sign in signs(formula(word)))


def _sign(sign: Sign, size: float) -> str:
    match sign:
        case Hole(mark):
            return mark
        case Glyph():
            return _glyph(sign)
        case Accented(accent, inner):
            return "".join(_accented(one, accent, size) for one in inner)
        case Over(above, below):
            return f"{_row(above, size)}/{_row(below, size)}"
        case Scripted():
            return _scripted(sign, size)


def _row(row: tuple[Sign, ...], size: float) -> str:
    return "".join(_sign(sign, size) for sign in row)


def _glyph(glyph: Glyph, accent: str = "") -> str:
    text = GREEK[glyph.text] if glyph.greek else glyph.text
    text = {"-": "−", "'": "′", "=": " = ", "+": " + ", ",": ", "}.get(text, text)
    text = escape(unicodedata.normalize("NFC", text + COMBINING[accent]) if accent else text)
    look = {
        "italic": ' font-style="italic"',
        "bold": ' font-weight="bold"',
        "bold italic": ' font-style="italic" font-weight="bold"',
        "upright": "",
    }[glyph.face]
    return f"<tspan{look}>{text}</tspan>" if look else text


def _accented(sign: Sign, accent: str, size: float) -> str:
    return _glyph(sign, accent) if isinstance(sign, Glyph) else _sign(sign, size)


def _scripted(sign: Scripted, size: float) -> str:
    """Below and above one another: after the lower mark the place goes back by its width."""
    small = SCRIPT * size
    text = _row(sign.base, size)
    back = 0.0
    if sign.below:
        text += _shifted(_row(sign.below, small), 0.25 * size, 0.0, small)
        back = _wide(sign.below) * small
    if sign.above:
        drop = -0.42 * size - (0.25 * size if sign.below else 0.0)
        text += _shifted(_row(sign.above, small), drop, -back, small)
        rest = max(0.0, back - _wide(sign.above) * small)
        return text + _shifted("\u200b", 0.42 * size, rest, small)
    return text + _shifted("\u200b", -0.25 * size, 0.0, small)


def _shifted(text: str, down: float, right: float, size: float) -> str:
    across = f' dx="{_number(right)}"' if right else ""
    return f'<tspan dy="{_number(down)}"{across} font-size="{_number(size)}">{text}</tspan>'


def _wide(row: tuple[Sign, ...]) -> float:
    """An estimate of a mark's width in em."""
    total = 0.0
    for sign in row:
        match sign:
            case Glyph(text, _, greek):
                total += 0.5 if greek else sum(WIDTHS.get(letter, 0.5) for letter in text)
            case Scripted(base, below, above):
                total += _wide(base) + SCRIPT * max(_wide(below), _wide(above))
            case Accented(_, inner):
                total += _wide(inner)
            case _:
                raise DeriveError("a mark of a label in a picture holds a number")
    return total


WIDTHS = {letter: 0.33 for letter in "[]()⟨⟩ijlt,'"} | {"m": 0.78, "w": 0.72}


def number(text: str) -> str:
    """A shown number in a picture.

    >>> number("-0.18"), number("1.5e-7"), number("-1/3")
    ('−0.18', '1.5·10⁻⁷', '−1/3')
    """
    mantissa, _, power = text.partition("e")
    if power:
        mantissa += "·10" + power.translate(POWERS)
    return mantissa.replace("-", "−")


POWERS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
__all__ = ["MARK", "head", "number", "svg", "toward"]

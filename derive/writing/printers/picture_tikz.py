"""A picture as TikZ, for LaTeX."""

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
)

ANCHORS = {"center": "", "left": "anchor=west", "right": "anchor=east"}
SIZES = {"normal": r"\footnotesize", "small": r"\scriptsize"}
DASHES = {"solid": "", "dashed": "densely dashed", "dotted": "densely dotted"}
Text = Callable[[Any], str]


def tikz(picture: Picture, text: Text) -> str:
    """The picture as a tikzpicture; `text` writes the words of a label in TeX."""
    lines = [_mark(mark, text) for mark in picture.marks]
    smaller = f", scale={picture.scale:.3f}, transform shape" if picture.scale < 1 else ""
    start = rf"\begin{{tikzpicture}}[>=stealth{smaller}]"
    return "\n".join([start, *lines, r"\end{tikzpicture}"])


def _mark(mark: Any, text: Text) -> str:
    match mark:
        case Line():
            options = [
                "->" if mark.arrow else "",
                DASHES[mark.dash],
                f"black!{mark.shade}" if mark.shade < 100 else "",
                f"line width={mark.width}pt",
                f"rounded corners={mark.bend}cm" if mark.bend else "",
            ]
            return rf"\draw[{_joined(options)}] {' -- '.join(map(_point, mark.points))};"
        case Circle():
            options = [f"fill={_shade(mark.shade)}", DASHES[mark.dash]]
            place = f"{_point(mark.center)} circle[radius={decimal(mark.radius)}]"
            return rf"\draw[{_joined(options)}] {place};"
        case Polygon():
            place = " -- ".join(map(_point, mark.points))
            return rf"\draw[fill={_shade(mark.shade)}] {place} -- cycle;"
        case Label():
            options = [
                ANCHORS[mark.anchor],
                f"font={SIZES[mark.size]}",
                "inner sep=1pt" if mark.backed else "inner sep=0pt",
                "fill=white" if mark.backed else "",
            ]
            words = "".join(map(text, mark.words))
            return rf"\node[{_joined(options)}] at {_point(mark.at)} {{{words}}};"
    raise TypeError(f"no TikZ for {type(mark).__name__}")


def _shade(shade: int) -> str:
    return {0: "white", 100: "black"}.get(shade, f"black!{shade}")


def _joined(options: list[str]) -> str:
    return ", ".join(option for option in options if option)


def _point(point: Point) -> str:
    return f"({decimal(point[0])},{decimal(point[1])})"

"""The words of labels in SVG: formulas as text with raised and lowered parts."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from derive.errors import DeriveError
from derive.writing.pictures.picture import Number, decimal
from derive.writing.printers.picture_signs import (
    Accented,
    Glyph,
    Hole,
    Over,
    Scripted,
    Sign,
    signs,
)

SCRIPT = 0.72
MINUS = "\u2212"
SPACED = {"-": MINUS, "'": "\u2032", "=": " = ", "+": " + ", ",": ", "}
COMBINING = {
    "hat": "\u0302",
    "tilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0304",
    "vec": "\u20d7",
    "dot": "\u0307",
}
Text = Callable[[Any], str]


def escape(text: str) -> str:
    """Text as it stands in XML, outside of attributes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def spans(word: Any, formula: Text, size: float) -> str:
    """A word of a label, text or a formula, at a font size in pixels."""
    if isinstance(word, Number):
        return number(word.text)
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
    text = _greek(glyph.text) if glyph.greek else SPACED.get(glyph.text, glyph.text)
    text = escape(unicodedata.normalize("NFC", text + COMBINING[accent]) if accent else text)
    look = {
        "italic": ' font-style="italic"',
        "bold": ' font-weight="bold"',
        "bold italic": ' font-style="italic" font-weight="bold"',
        "upright": "",
    }[glyph.face]
    return f"<tspan{look}>{text}</tspan>" if look else text


def _greek(name: str) -> str:
    """A Greek letter by its TeX name."""
    if name == "ell":
        return "\u2113"
    return unicodedata.lookup(f"GREEK SMALL LETTER {'lamda' if name == 'lambda' else name}")


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
    across = f' dx="{decimal(right)}"' if right else ""
    return f'<tspan dy="{decimal(down)}"{across} font-size="{decimal(size)}">{text}</tspan>'


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

    >>> [ascii(number(text)) for text in ("-0.18", "1.5e2", "1/3")]
    ["'\\\\u22120.18'", "'1.5\\\\xb710\\\\xb2'", "'1/3'"]
    """
    mantissa, _, power = text.partition("e")
    if power:
        mantissa += "\u00b710" + power.translate(POWERS)
    return mantissa.replace("-", MINUS)


POWERS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")

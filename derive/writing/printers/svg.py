"""Pieces in SVG: text with raised and lowered parts, for the labels of pictures.

Labels hold names and numbers. What needs more room than a line of text (matrices, sums) is not
written here; asking for it is an error that names it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from derive.errors import DeriveError
from derive.writing.holes import CLOSE, OPEN
from derive.writing.printers.dialect import Dialect
from derive.writing.printers.pieces import Node, Piece
from derive.writing.printers.signs import GREEK

SMALL = 0.72
MINUS = "\u2212"
# operators stand apart; a hyphen is a minus
_PLAIN = {"-": MINUS, "'": "\u2032", "=": "\u2002=\u2002", "+": "\u2009+\u2009", " ": ""}
SIGNS = {
    "dot": "\u00b7",
    "circ": "\u2218",
    "odot": "\u2299",
    "partial": "\u2202",
    "dots": "\u22ef",
    "low dots": "\u2026",
    "left angle": "\u27e8",
    "right angle": "\u27e9",
    "top": "\u22a4",
    "less": "&lt;",
    "greater": "&gt;",
    "at least": "\u2265",
    "at most": "\u2264",
    "quad": "\u2003",
}
COMBINING = {
    "hat": "\u0302",
    "tilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0304",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "breve": "\u0306",
    "acute": "\u0301",
    "grave": "\u0300",
}
POWERS = str.maketrans(
    "0123456789-", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b"
)
# widths in em, so that a mark above can go back over the one below
NARROW = dict.fromkeys("[](),ijlt'", 0.33) | {"m": 0.78, "w": 0.72}


def escape(text: str) -> str:
    """Text as it stands in XML, outside of attributes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def text(piece: Piece) -> str:
    """The piece as text of SVG; DeriveError where a label cannot hold it."""
    if isinstance(piece, str):
        return escape("".join(_PLAIN.get(one, one) for one in piece))
    if piece.kind not in WRITE:
        raise DeriveError(f'a label of a picture cannot hold a "{piece.kind}"')
    return WRITE[piece.kind](*piece.parts)


def number(shown: str) -> str:
    """A shown number in a picture.

    >>> [ascii(number(text)) for text in ("-0.18", "1.5e2", "1/3")]
    ["'\\\\u22120.18'", "'1.5\\\\xb710\\\\xb2'", "'1/3'"]
    """
    mantissa, _, power = shown.partition("e")
    if power:
        mantissa += "\u00b710" + power.translate(POWERS)
    return mantissa.replace("-", MINUS)


def _letter(name: str, bold: bool) -> str:
    return _faced(_glyph(name), bold, slanted=_slanted(name, bold))


def _glyph(name: str) -> str:
    if name == "ell":
        return "\u2113"
    if name in GREEK:
        size = "CAPITAL" if name[0].isupper() else "SMALL"
        return unicodedata.lookup(f"GREEK {size} LETTER {name.lower().replace('lambda', 'lamda')}")
    return name


def _slanted(name: str, bold: bool) -> bool:
    """Letters are, but bold Latin ones and Greek capitals."""
    return name[0].islower() if name in GREEK else not bold


def _faced(glyph: str, bold: bool, slanted: bool) -> str:
    look = (' font-weight="bold"' if bold else "") + (' font-style="italic"' if slanted else "")
    return f"<tspan{look}>{escape(glyph)}</tspan>"


def _accent(name: str, body: Piece) -> str:
    """The accent joins the letter, so that fonts place it."""
    accents = [name]
    while isinstance(body, Node) and body.kind == "accent":
        accents.insert(0, body.parts[0])
        body = body.parts[1]
    if isinstance(body, str) or body.kind != "letter":
        raise DeriveError("an accent of a label in a picture stands over one letter")
    letter, bold = body.parts
    glyph = _glyph(letter) + "".join(COMBINING[one] for one in accents)
    whole = unicodedata.normalize("NFC", glyph)
    return _faced(whole, bold, slanted=_slanted(letter, bold))


def _marked(base: Piece, below: Piece, above: Piece) -> str:
    """Below and above one another: after the lower mark the place goes back by its width."""
    made = text(base)
    back = 0.0
    if below:
        made += _shifted(text(below), 0.35, 0.0)
        back = _wide(below)
    if above:
        made += _shifted(text(above), -0.6 - (0.35 if below else 0.0), -back)
        return made + _shifted("\u200b", 0.6, max(0.0, back - _wide(above)))
    return made + _shifted("\u200b", -0.35, 0.0)


def _shifted(written: str, down: float, right: float) -> str:
    across = f' dx="{right:.2f}em"' if round(right, 2) else ""
    return f'<tspan dy="{down:.2f}em"{across} font-size="{SMALL:.0%}">{written}</tspan>'


def _wide(piece: Piece) -> float:
    """An estimate of a mark's width, in em of its own size."""
    if isinstance(piece, str):
        return sum(NARROW.get(one, 0.5) for one in piece if one != " ")
    match piece.kind:
        case "row":
            return sum(map(_wide, piece.parts))
        case "letter":
            return 0.5 if piece.parts[0] in GREEK else _wide(piece.parts[0])
        case "word" | "operator":
            return _wide(piece.parts[0])
        case "sign":
            return 0.35
    return piece.width


WRITE: dict[str, Callable[..., str]] = {
    "row": lambda *parts: "".join(map(text, parts)),
    "letter": _letter,
    "accent": _accent,
    "word": escape,
    "prose": escape,
    "operator": escape,
    "sign": SIGNS.__getitem__,
    "marked": _marked,
    "fraction": lambda above, below, display: f"{text(above)}/{text(below)}",
    "fenced": lambda body, shape, grows: {"round": "({})", "square": "[{}]"}[shape].format(
        text(body)
    ),
    "hole": lambda place: f"{OPEN}{place}{CLOSE}",
}

DIALECT = Dialect(
    text, number, product="\u00b7", dots=" + \u22ef", minus=MINUS, bracketed="({})".format
)

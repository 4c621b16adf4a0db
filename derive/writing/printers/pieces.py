"""Formulas as they stand on a page, before any spelling: what a dialect writes out as text.

A piece is a string of plain characters (digits, spaces, brackets, `+ - , . = '`) or a node.
Printers put pieces together with the functions below and ask a piece for its width and for what
is in it; a dialect (`tex`, `typst`) is a table from the kinds of nodes to its own spelling.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from derive.errors import DeriveError, nearest
from derive.writing.printers.signs import ACCENTS, GREEK, OPERATORS, SIGNS

# what a piece holds, anywhere within
FRACTION, SUM_SIGN, GRID, ABOVE, BELOW, PERHAPS_TALL = 1, 2, 4, 8, 16, 32
TALL = FRACTION | SUM_SIGN | GRID


class Node(NamedTuple):
    """A piece made of others: its kind, what it is made of, its width in em, what is in it."""

    kind: str
    parts: tuple[Any, ...]
    width: float
    flags: int


Piece = str | Node

_CHARACTERS = dict.fromkeys("0123456789().,[]", 0.5) | {" ": 0.0, "+": 1.3, "-": 1.3, "=": 1.4}
_WIDTHS: dict[str, float] = {}


def width(piece: Piece) -> float:
    """The estimated width in em, on the large side."""
    if isinstance(piece, Node):
        return piece.width
    known = _WIDTHS.get(piece)
    if known is None:
        known = _WIDTHS[piece] = sum(_CHARACTERS.get(one, 0.6) for one in piece)
    return known


def holds(piece: Piece, flags: int) -> bool:
    """Whether one of the flags is somewhere in the piece."""
    return isinstance(piece, Node) and bool(piece.flags & flags)


def row(*parts: Piece) -> Piece:
    """Pieces side by side; plain characters run together.

    >>> row("-", "1")
    '-1'
    """
    made: list[Piece] = []
    wide, flags = 0.0, 0
    for part in parts:
        if isinstance(part, Node):
            made.append(part)
            wide += part.width
            flags |= part.flags
        elif part:
            if made and type(made[-1]) is str:
                made[-1] += part
            else:
                made.append(part)
            wide += width(part)
    if len(made) == 1:
        return made[0]
    return Node("row", tuple(made), wide, flags) if made else ""


def joined(between: Piece, parts: Iterable[Piece]) -> Piece:
    """Pieces side by side with one between each two."""
    made: list[Piece] = []
    for part in parts:
        if made:
            made.append(between)
        made.append(part)
    return row(*made)


def letter(name: str, bold: bool = False) -> Node:
    """A letter by its name, "W" or "delta"; a name of several letters stands in italics."""
    wide = 0.65 if name in GREEK else width(name)
    return Node("letter", (name, bold), wide, 0)


def accent(name: str, body: Piece) -> Node:
    """A mark over a piece: hat, tilde, overline."""
    if name not in ACCENTS:
        raise DeriveError(f'unknown accent "{name}": {nearest(name, ACCENTS)}')
    return _around("accent", (name, body), ACCENTS[name], body)


def word(text: str) -> Node:
    """An upright name: softmax, new."""
    return Node("word", (text,), width(text), 0)


def prose(text: str) -> Node:
    """Words of a sentence within a formula."""
    return Node("prose", (text,), width(text), 0)


def operator(name: str) -> Node:
    """A function that every dialect has a name for; any other by its upright name."""
    if name not in OPERATORS:
        return word(name)
    return Node("operator", (name,), OPERATORS[name], 0)


def sign(name: str) -> Node:
    return Node("sign", (name,), SIGNS[name], 0)


DOT = row(" ", sign("dot"), " ")


def marked(base: Piece, below: Piece = "", above: Piece = "") -> Piece:
    """A piece with an index and a mark above; without either, the piece itself."""
    if not below and not above:
        return base
    flags = (BELOW if below else 0) | (ABOVE if above else 0)
    for part in (base, below, above):
        if isinstance(part, Node):
            flags |= part.flags
    wide = width(base) + 0.7 * width(below) + 0.7 * width(above)
    return Node("marked", (base, below, above), wide, flags)


def fraction(above: Piece, below: Piece, display: bool = False) -> Node:
    """One over the other; `display`: as large as in a displayed formula, wherever it stands."""
    flags = FRACTION
    for part in (above, below):
        if isinstance(part, Node):
            flags |= part.flags
    wide = max(width(above), width(below)) + 0.3
    return Node("fraction", (above, below, display), wide, flags)


def root(body: Piece) -> Node:
    return _around("root", (body,), 0.9, body)


def total(below: Piece, above: Piece = "") -> Node:
    """A sum sign with its limits."""
    flags = SUM_SIGN | BELOW | (ABOVE if above else 0)
    return Node("total", (below, above), 1.5 + 0.7 * width(below) + 0.7 * width(above), flags)


def fenced(body: Piece, shape: str = "round", grows: bool = False) -> Node:
    """A piece in round or square brackets, which grow with it where asked."""
    return _around("fenced", (body, shape, grows), 1.3 if grows else 1.0, body)


def grid(rows: Iterable[Iterable[Piece]], shape: str) -> Node:
    """A matrix in brackets of a shape: parentheses, brackets, cases."""
    lines = tuple(tuple(line) for line in rows)
    columns: list[float] = []
    flags = GRID
    for line in lines:
        columns += [0.0] * (len(line) - len(columns))
        for place, cell in enumerate(line):
            columns[place] = max(columns[place], width(cell))
            if isinstance(cell, Node):
                flags |= cell.flags
    wide = sum(columns) + 1.0 * (len(columns) - 1) + 1.3
    return Node("grid", (lines, shape), wide, flags)


def blank() -> Node:
    """A line to write an answer on."""
    return Node("blank", (), 4.0, 0)


def new_row() -> Node:
    """The end of a row of a display; what follows is aligned like the right sides."""
    return Node("new row", (), 0.0, 0)


def boxed(body: Piece) -> Node:
    return _around("boxed", (body,), 0.8, body)


def flagged(body: Piece, mark: str) -> Node:
    """A sign with a reader's mark over it."""
    return _around("flagged", (body, mark), 0.3, body)


def hole(place: int, wide: float, flags: int = 0) -> Node:
    """The place of a number that is not known yet; it may come out as a fraction."""
    return Node("hole", (place,), wide, flags)


def _around(kind: str, parts: tuple[Any, ...], more: float, body: Piece) -> Node:
    return Node(kind, parts, width(body) + more, body.flags if isinstance(body, Node) else 0)


def brackets(body: Piece) -> Node:
    """The piece in round brackets, tall ones where it is tall."""
    return fenced(body, grows=holds(body, TALL))


def first(piece: Piece) -> Piece:
    """What a piece begins with: a node that is no row, or a string."""
    while isinstance(piece, Node) and piece.kind in ("row", "marked"):
        piece = piece.parts[0]
    return piece


def last(piece: Piece) -> Piece:
    """What a piece ends with."""
    while isinstance(piece, Node) and piece.kind == "row":
        piece = piece.parts[-1]
    return piece


def is_hole(piece: Piece) -> bool:
    return isinstance(piece, Node) and piece.kind == "hole"


def enlarged(piece: Piece) -> Piece:
    """The piece with its fractions as large as in a displayed formula, but those in exponents."""
    if not holds(piece, FRACTION):
        return piece
    assert isinstance(piece, Node)
    parts = piece.parts
    match piece.kind:
        case "fraction":
            return fraction(enlarged(parts[0]), enlarged(parts[1]), display=True)
        case "row":
            return row(*map(enlarged, parts))
        case "marked":
            return marked(enlarged(parts[0]), parts[1], parts[2])
        case "fenced" | "root":
            return piece._replace(parts=(enlarged(parts[0]), *parts[1:]))
        case "grid":
            lines, shape = parts
            return grid((map(enlarged, line) for line in lines), shape)
    return piece

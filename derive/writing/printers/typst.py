"""Pieces in Typst, as its version 0.15 spells mathematics.

Round and square brackets of a formula are written with a backslash, so that they never call
anything and never grow by themselves; those that grow stand in `lr`. The document's template
defines `boxed`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from derive.writing.holes import CLOSE, FENCE, FENCE_END, OPEN, SUM
from derive.writing.printers.dialect import Dialect
from derive.writing.printers.pieces import GRID, PERHAPS_TALL, Piece, first, holds
from derive.writing.printers.signs import GREEK

SIGNS = {
    "dot": "dot",
    "circ": "compose",
    "odot": "dot.o",
    "partial": "partial",
    "dots": "dots.c",
    "vertical dots": "dots.v",
    "diagonal dots": "dots.down",
    "low dots": "dots.h",
    "less": "<",
    "greater": ">",
    "at least": "gt.eq",
    "at most": "lt.eq",
    "left angle": "chevron.l",
    "right angle": "chevron.r",
    "big open": r"lr(size: #3em, \()",
    "big close": r"lr(size: #3em, \))",
    "quad": 'quad ""',  # an empty text: what follows is no sign of a number, but a sum's
    "top": "top",
    "times": "times",
    "nabla": "nabla",
    "infinity": "infinity",
    "product": "product",
    "plus minus": "plus.minus",
    "minus plus": "minus.plus",
    "approximately": "approx",
    "similar": "tilde.op",
    "not equal": "eq.not",
    "becomes": "arrow.l",
    "proportional": "prop",
    "element": "in",
    "prime": "prime",
    "bar": "bar.v",
    "double bar": "bar.v.double",
}
# the shapes that TeX and most books use for these two are Typst's other ones
LETTERS = {name: name for name in GREEK} | {"epsilon": "epsilon.alt", "phi": "phi.alt"}
ACCENTS = {"bar": "macron", "vec": "arrow", "ddot": "dot.double", "check": "caron"}
FENCES = {
    "round": ("(", ")"),
    "square": ("[", "]"),
    "curly": ("{", "}"),
    "bars": ("|", "|"),
    "double bars": ("‖", "‖"),
}
DELIMITERS = {"parentheses": "(", "brackets": "["}
# what of plain characters stands for itself in mathematics, the mark of a worked-out sum too
_SPECIAL = re.compile(rf"[^\w\s+\-=.'{SUM}]")


def text(piece: Piece) -> str:
    """The piece in Typst."""
    return _plain(piece) if type(piece) is str else WRITE[piece[0]](*piece[1])


def number(shown: str) -> str:
    """A shown number in Typst: fractions set, powers of ten written out.

    >>> number("-0.18"), number("1.5e-7"), number("-1/3")
    ('-0.18', '1.5 dot 10^(-7)', '-frac(1, 3)')
    """
    if "e" in shown:
        mantissa, exponent = shown.split("e")
        return f"{mantissa} dot 10^({exponent})"
    if "/" in shown:
        sign = "-" if shown[0] == "-" else ""
        above, below = shown.lstrip("-").split("/")
        return f"{sign}frac({above}, {below})"
    return shown


@lru_cache(maxsize=1024)
def _plain(characters: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", characters)


def _row(*parts: Piece) -> str:
    made = ""
    for place, part in enumerate(parts):
        if part == " " and 0 < place < len(parts) - 1:
            made += " thin " if _apart(parts[place - 1], parts[place + 1]) else " "
            continue
        written = text(part)
        if made and written and _runs_on(made[-1], written[0]):
            made += " "
        made += written
    return made


def _apart(before: Piece, after: Piece) -> bool:
    """Whether two factors stand a little apart, as TeX has it: those with brackets of a matrix."""
    start = first(after)
    if type(start) is str and start[0] in "=+-":
        return False
    return holds(before, GRID) or holds(after, GRID)


def _runs_on(before: str, after: str) -> bool:
    """Whether two names or numbers side by side would be read as one."""
    return (before.isalnum() or before == CLOSE) and (after.isalnum() or after in (OPEN, FENCE))


def _string(words: str) -> str:
    return '"' + words.replace("\\", r"\\").replace('"', r"\"") + '"'


def _letter(name: str, bold: bool) -> str:
    if name in LETTERS:
        return f"bold({LETTERS[name]})" if bold else LETTERS[name]
    glyph = name if len(name) == 1 and name.isalnum() else f"italic({_string(name)})"
    return f"upright(bold({glyph}))" if bold else glyph


def _marked(base: Piece, below: Piece, above: Piece) -> str:
    made = text(base)
    if below:
        made += f"_({text(below)})"
    return f"{made}^({text(above)})" if above else made


def _fraction(above: Piece, below: Piece, display: bool) -> str:
    made = f"frac({text(above)}, {text(below)})"
    return f"display({made})" if display else made


def _total(below: Piece, above: Piece) -> str:
    return f"sum_({text(below)})" + (f"^({text(above)})" if above else "")


def _fenced(body: Piece, shape: str, grows: bool) -> str:
    opening, closing = FENCES[shape]
    if grows:
        return f"lr({opening}{text(body)}{closing})"
    if shape == "round" and holds(body, PERHAPS_TALL):
        return f"{FENCE}{text(body)}{FENCE_END}"
    return f"\\{opening}{text(body)}\\{closing}"


def _bracketed(written: str) -> str:
    return f"lr(({written}))" if "frac(" in written else f"\\({written}\\)"


def _grid(lines: tuple[tuple[Piece, ...], ...], shape: str) -> str:
    if shape == "cases":
        return f"cases({', '.join(' & quad '.join(map(text, line)) for line in lines)})"
    body = "; ".join(", ".join(map(text, line)) for line in lines)
    return f'mat(delim: "{DELIMITERS[shape]}", {body})'


def _accent(name: str, body: Piece) -> str:
    return f"{ACCENTS.get(name, name)}({text(body)})"


def _hole(place: int) -> str:
    return f"{OPEN}{place}{CLOSE}"


WRITE: dict[str, Callable[..., str]] = {
    "row": _row,
    "letter": _letter,
    "accent": _accent,
    "word": _string,
    "prose": _string,
    "operator": str,
    "sign": SIGNS.__getitem__,
    "marked": _marked,
    "fraction": _fraction,
    "root": lambda body: f"sqrt({text(body)})",
    "total": _total,
    "fenced": _fenced,
    "grid": _grid,
    "boxed": lambda body: f"boxed({text(body)})",
    "blank": lambda: "#box(width: 4em, height: 0.8em, stroke: (bottom: 0.5pt))",
    "new row": lambda: " \\\n &",
    "flagged": lambda body, mark: f"flagged({text(body)}, {_string(mark)})",
    "hole": _hole,
}

DIALECT = Dialect(
    text, number, product=" dot ", dots=" + dots.c", minus="-", bracketed=_bracketed, decimals=True
)

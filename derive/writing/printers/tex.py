"""Pieces in TeX."""

from __future__ import annotations

from collections.abc import Callable

from derive.writing.holes import CLOSE, FENCE, FENCE_END, OPEN
from derive.writing.printers.dialect import Dialect
from derive.writing.printers.escapes import ESCAPES
from derive.writing.printers.pieces import PERHAPS_TALL, Piece, holds
from derive.writing.printers.signs import GREEK

SIGNS = {
    "dot": r"\cdot",
    "circ": r"\circ",
    "odot": r"\odot",
    "partial": r"\partial",
    "dots": r"\cdots",
    "vertical dots": r"\vdots",
    "diagonal dots": r"\ddots",
    "low dots": r"\ldots",
    "less": r"\lt",
    "greater": ">",
    "at least": r"\geq",
    "at most": r"\leq",
    "left angle": r"\langle",
    "right angle": r"\rangle",
    "big open": r"\biggl(",
    "big close": r"\biggr)",
    "quad": r"\quad",
    "top": r"\top",
    "times": r"\times",
    "nabla": r"\nabla",
    "infinity": r"\infty",
    "product": r"\prod",
    "plus minus": r"\pm",
    "minus plus": r"\mp",
    "approximately": r"\approx",
    "similar": r"\sim",
    "not equal": r"\neq",
    "becomes": r"\leftarrow",
    "proportional": r"\propto",
    "element": r"\in",
    "prime": r"\prime",
    "bar": r"\vert",
    "double bar": r"\Vert",
}
FENCES = {
    "round": ("(", ")"),
    "square": ("[", "]"),
    "curly": (r"\{", r"\}"),
    "bars": (r"\vert ", r"\vert "),
    "double bars": (r"\Vert ", r"\Vert "),
}
GRIDS = {"parentheses": "pmatrix", "brackets": "bmatrix", "cases": "cases"}


def text(piece: Piece) -> str:
    """The piece in TeX."""
    return piece if type(piece) is str else WRITE[piece[0]](*piece[1])


def number(shown: str) -> str:
    """A shown number in TeX: fractions set, powers of ten written out.

    >>> number("-0.18"), number("1.5e-7"), number("-1/3")
    ('-0.18', '1.5 \\\\cdot 10^{-7}', '-\\\\frac{1}{3}')
    """
    if "e" in shown:
        mantissa, exponent = shown.split("e")
        return rf"{mantissa} \cdot 10^{{{exponent}}}"
    if "/" in shown:
        sign = "-" if shown[0] == "-" else ""
        above, below = shown.lstrip("-").split("/")
        return rf"{sign}\frac{{{above}}}{{{below}}}"
    return shown


def _bracketed(written: str) -> str:
    return rf"\left({written}\right)" if r"\frac" in written else f"({written})"


def _row(*parts: Piece) -> str:
    return "".join([one if type(one) is str else WRITE[one[0]](*one[1]) for one in parts])


def _safe(name: str) -> str:
    """A name of somebody's own notation: letters, and no command."""
    return name if name.isalnum() else ESCAPES["tex"](name)


def _letter(name: str, bold: bool) -> str:
    greek = name in GREEK
    glyph = "\\" + name if greek else _safe(name)
    return (r"\boldsymbol{" if greek else r"\mathbf{") + glyph + "}" if bold else glyph


def _marked(base: Piece, below: Piece, above: Piece) -> str:
    made = text(base)
    if below:
        made += f"_{{{text(below)}}}"
    return f"{made}^{{{text(above)}}}" if above else made


def _fraction(above: Piece, below: Piece, display: bool) -> str:
    return rf"\{'dfrac' if display else 'frac'}{{{text(above)}}}{{{text(below)}}}"


def _total(below: Piece, above: Piece) -> str:
    return rf"\sum_{{{text(below)}}}" + (f"^{{{text(above)}}}" if above else "")


def _fenced(body: Piece, shape: str, grows: bool) -> str:
    opening, closing = FENCES[shape]
    if grows:
        return rf"\left{opening}{text(body)}\right{closing}"
    if shape == "round" and holds(body, PERHAPS_TALL):
        return f"{FENCE}{text(body)}{FENCE_END}"
    return f"{opening}{text(body)}{closing}"


def _grid(lines: tuple[tuple[Piece, ...], ...], shape: str) -> str:
    kind = GRIDS[shape]
    body = r" \\ ".join(" & ".join(map(text, line)) for line in lines)
    return rf"\begin{{{kind}}} {body} \end{{{kind}}}"


WRITE: dict[str, Callable[..., str]] = {
    "row": _row,
    "letter": _letter,
    "accent": lambda name, body: rf"\{name}{{{text(body)}}}",
    "word": lambda name: rf"\mathrm{{{_safe(name)}}}",
    "prose": lambda words: rf"\text{{{_safe(words)}}}",
    "operator": lambda name: "\\" + name,
    "sign": SIGNS.__getitem__,
    "marked": _marked,
    "fraction": _fraction,
    "root": lambda body: rf"\sqrt{{{text(body)}}}",
    "total": _total,
    "fenced": _fenced,
    "grid": _grid,
    "boxed": lambda body: rf"\boxed{{{text(body)}}}",
    "blank": lambda: r"\underline{\qquad\qquad}",
    "new row": lambda: " \\\\\n &",
    "flagged": lambda body, mark: rf"\overset{{\color{{red}}{{\text{{{mark}}}}}}}{{{text(body)}}}",
    "hole": lambda place: f"{OPEN}{place}{CLOSE}",
}

DIALECT = Dialect(
    text,
    number,
    product=r" \cdot ",
    dots=r" + \cdots",
    minus="-",
    bracketed=_bracketed,
    decimals=True,
)

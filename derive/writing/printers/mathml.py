"""Pieces in MathML Core, which browsers typeset by themselves: no script, no font of ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from derive.writing.holes import CLOSE, OPEN
from derive.writing.printers.dialect import Dialect
from derive.writing.printers.pieces import Piece

SIGNS = {
    "dot": "⋅",
    "circ": "∘",
    "odot": "⊙",
    "partial": "∂",
    "dots": "⋯",
    "vertical dots": "⋮",
    "diagonal dots": "⋱",
    "low dots": "…",
    "less": "&lt;",
    "greater": "&gt;",
    "at least": "≥",
    "at most": "≤",
    "left angle": "⟨",
    "right angle": "⟩",
    "big open": "(",
    "big close": ")",
    "quad": "",
    "top": "⊤",
    "times": "×",
    "nabla": "∇",
    "infinity": "∞",
    "product": "∏",
    "plus minus": "±",
    "minus plus": "∓",
    "approximately": "≈",
    "similar": "∼",
    "not equal": "≠",
    "becomes": "←",
    "proportional": "∝",
    "element": "∈",
    "prime": "′",
    "bar": "|",
    "double bar": "‖",
}
# signs that are names or brackets and no operators with room around them
_ALONE = {"partial", "nabla", "infinity", "top", "bar", "double bar", "dots", "low dots",
          "vertical dots", "diagonal dots", "left angle", "right angle"}  # fmt: skip
ACCENTS = {"hat": "^", "tilde": "~", "overline": "¯", "bar": "¯", "vec": "→", "dot": "˙",
           "ddot": "¨", "check": "ˇ", "breve": "˘", "acute": "\u00b4", "grave": "`"}  # fmt: skip
FENCES = {"round": "()", "square": "[]", "curly": "{}", "bars": "|", "double bars": "‖"}
GRIDS = {"parentheses": ("(", ")"), "brackets": ("[", "]"), "cases": ("{", "")}
_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi "
    "psi omega ell Gamma Delta Theta Lambda Sigma Phi Psi Omega"
)
_GREEK = dict(zip(_NAMES.split(), "αβγδϵζηθκλμνξπρστϕχψωℓΓΔΘΛΣΦΨΩ", strict=True))
_INFIX = re.compile(r"(?<=[^′]</mo>)(?<!\)</mo>)(?<!\]</mo>)<mo>−</mo>|(?<=</mover>)<mo>−</mo>")
_PREFIX = '<mo form="prefix">−</mo>'
_PLAIN = re.compile(r"(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<letters>[^\W\d_]+)|(?P<sign>\S)")


def text(piece: Piece) -> str:
    """The piece in MathML, without the element around a whole formula."""
    return _plain(piece) if type(piece) is str else WRITE[piece[0]](*piece[1])


def number(shown: str) -> str:
    """A shown number: fractions set, powers of ten written out.

    >>> number("-0.5")
    '<mo form="prefix">−</mo><mn>0.5</mn>'
    """
    sign = '<mo form="prefix">−</mo>' if shown.startswith("-") else ""
    shown = shown.removeprefix("-")
    if "e" in shown:
        mantissa, exponent = shown.split("e")
        power = f"<msup><mn>10</mn><mrow>{number(exponent)}</mrow></msup>"
        return f"{sign}<mn>{mantissa}</mn><mo>⋅</mo>{power}"
    if "/" in shown:
        above, below = shown.split("/")
        return f"{sign}<mfrac><mn>{above}</mn><mn>{below}</mn></mfrac>"
    return f"{sign}<mn>{shown}</mn>"


def _plain(characters: str) -> str:
    made = []
    for found in _PLAIN.finditer(characters):
        if found["number"]:
            made.append(f"<mn>{found['number']}</mn>")
        elif found["letters"]:
            made.append(f"<mi>{found['letters']}</mi>")
        elif found["sign"] in "()[]{}|":
            made.append(f'<mo stretchy="false">{found["sign"]}</mo>')
        else:
            made.append(f"<mo>{escape({'-': '−', chr(39): '′'}.get(found[0], found[0]))}</mo>")
    return "".join(made)


def _row(*parts: Piece) -> str:
    """Pieces side by side; a minus after another operator is a sign, and stands close."""
    return f"<mrow>{_INFIX.sub(_PREFIX, ''.join(map(text, parts)))}</mrow>"


def _one(piece: Piece) -> str:
    """The piece as one element: what has a fixed number of children needs that."""
    return f"<mrow>{text(piece)}</mrow>"


def _letter(name: str, bold: bool) -> str:
    if name == "ell" and not bold:
        return "<mi>ℓ</mi>"
    return f"<mi>{_styled(_GREEK.get(name, name), bold)}</mi>"


def _styled(glyphs: str, bold: bool) -> str:
    """Bold letters by their own characters; several letters, or none of these, as they are."""
    if not bold or len(glyphs) != 1:
        return escape(glyphs)
    code = ord(glyphs)
    if "A" <= glyphs <= "Z":
        return chr(0x1D400 + code - 0x41)
    if "a" <= glyphs <= "z":
        return chr(0x1D41A + code - 0x61)
    if "Α" <= glyphs <= "Ω":
        return chr(0x1D71C + code - 0x391)
    if "α" <= glyphs <= "ω":
        return chr(0x1D736 + code - 0x3B1)
    return {"ϵ": "𝝐", "ϕ": "𝝓"}.get(glyphs, escape(glyphs))


def _sign(name: str) -> str:
    if name == "quad":
        return '<mspace width="1em"/>'
    if name.startswith("big "):
        return f'<mo stretchy="false">{SIGNS[name]}</mo>'
    if name in _ALONE:
        return f"<mi>{SIGNS[name]}</mi>"
    return f"<mo>{SIGNS[name]}</mo>"


def _marked(base: Piece, below: Piece, above: Piece) -> str:
    if below and above:
        return f"<msubsup>{_one(base)}{_one(below)}{_one(above)}</msubsup>"
    if below:
        return f"<msub>{_one(base)}{_one(below)}</msub>"
    return f"<msup>{_one(base)}{_one(above)}</msup>"


def _total(below: Piece, above: Piece) -> str:
    sum_sign = '<mo movablelimits="false">∑</mo>'
    if above:
        return f"<munderover>{sum_sign}{_one(below)}{_one(above)}</munderover>"
    return f"<munder>{sum_sign}{_one(below)}</munder>"


def _fenced(body: Piece, shape: str, grows: bool) -> str:
    opening, closing = FENCES[shape][0], FENCES[shape][-1]  # bars are alike on both sides
    kind = "true" if grows else "false"
    left = f'<mo form="prefix" fence="true" stretchy="{kind}">{opening}</mo>'
    right = f'<mo form="postfix" fence="true" stretchy="{kind}">{closing}</mo>'
    return f"<mrow>{left}{_one(body)}{right}</mrow>"


def _grid(lines: tuple[tuple[Piece, ...], ...], shape: str) -> str:
    opening, closing = GRIDS[shape]
    cells = "".join(
        f"<mtr>{''.join(f'<mtd>{text(one)}</mtd>' for one in line)}</mtr>" for line in lines
    )
    left = f'<mo form="prefix" fence="true" stretchy="true">{opening}</mo>'
    right = f'<mo form="postfix" fence="true" stretchy="true">{closing}</mo>' if closing else ""
    kind = ' class="cases"' if shape == "cases" else ""
    return f"<mrow>{left}<mtable{kind}>{cells}</mtable>{right}</mrow>"


def _accent(name: str, body: Piece) -> str:
    return f'<mover accent="true">{_one(body)}<mo stretchy="false">{ACCENTS[name]}</mo></mover>'


def _flagged(body: Piece, mark: str) -> str:
    over = f'<mtext class="mark">{escape(mark)}</mtext>'
    return f'<mover class="flagged">{text(body)}{over}</mover>'


def _fraction(above: Piece, below: Piece, display: bool) -> str:
    large = ' displaystyle="true"' if display else ""
    return f"<mfrac{large}>{_one(above)}{_one(below)}</mfrac>"


WRITE: dict[str, Callable[..., str]] = {
    "row": _row,
    "letter": _letter,
    "accent": _accent,
    "word": lambda name: f'<mi mathvariant="normal">{escape(name)}</mi>',
    "prose": lambda words: f"<mtext>{escape(words)}</mtext>",
    "operator": lambda name: f"<mi>{name}</mi>",
    "sign": _sign,
    "marked": _marked,
    "fraction": _fraction,
    "root": lambda body: f"<msqrt>{text(body)}</msqrt>",
    "total": _total,
    "fenced": _fenced,
    "grid": _grid,
    "boxed": lambda body: f'<mrow class="boxed">{text(body)}</mrow>',
    "blank": lambda: '<mspace width="4em" class="blank"/>',
    "new row": lambda: '<mspace linebreak="newline"/>',
    "flagged": _flagged,
    "hole": lambda place: f"{OPEN}{place}{CLOSE}",
}

DIALECT = Dialect(
    text, number, product="<mo>⋅</mo>", dots="<mo>+</mo><mi>⋯</mi>", minus="<mo>−</mo>",
    bracketed="<mo>(</mo>{}<mo>)</mo>".format,
)  # fmt: skip

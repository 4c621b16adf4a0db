"""The formulas of labels in Typst's mathematics."""

from __future__ import annotations

from derive.writing.printers.picture_signs import (
    Accented,
    Glyph,
    Hole,
    Over,
    Scripted,
    Sign,
    signs,
)

ACCENTS = {
    "hat": "hat",
    "tilde": "tilde",
    "bar": "macron",
    "overline": "overline",
    "vec": "arrow",
    "dot": "dot",
}


def formula(tex: str) -> str:
    r"""A formula between dollars.

    >>> print(formula(r"\hat{\mathbf{y}}_{1} = \delta^{[2]}"))
    $hat(upright(bold(y)))_("1") = delta^("[2]")$
    """
    return f"${_row(signs(tex))}$"


def _row(row: tuple[Sign, ...]) -> str:
    return " ".join(map(_sign, row))


def _sign(sign: Sign) -> str:
    match sign:
        case Hole(mark):
            return mark
        case Glyph():
            return _glyph(sign)
        case Accented(accent, inner):
            return f"{ACCENTS[accent]}({_row(inner)})"
        case Over(above, below):
            return f"frac({_row(above)}, {_row(below)})"
        case Scripted(base, below, above):
            text = _row(base)
            text += f"_({_joined(below)})" if below else ""
            return text + (f"^({_joined(above)})" if above else "")


def _joined(row: tuple[Sign, ...]) -> str:
    """A mark; upright signs that follow each other are one text."""
    merged: list[Sign] = []
    for sign in row:
        last = merged[-1] if merged else None
        if (
            isinstance(sign, Glyph)
            and isinstance(last, Glyph)
            and sign.face == last.face == "upright"
        ):
            merged[-1] = Glyph(last.text + sign.text, "upright")
        else:
            merged.append(sign)
    return _row(tuple(merged))


def _glyph(glyph: Glyph) -> str:
    text = glyph.text if glyph.greek or (len(glyph.text) == 1 and glyph.text.isalpha()) else ""
    if glyph.face == "upright":
        if glyph.text in "=+-":
            return glyph.text
        return "'" if glyph.text == "'" else f'"{glyph.text}"'
    text = text or f'"{glyph.text}"'
    return {
        "italic": text,
        "bold": f"upright(bold({text}))",
        "bold italic": f"bold({text})",
    }[glyph.face]

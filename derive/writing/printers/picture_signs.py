"""The formulas of labels, read from the TeX that the page prints into a few signs.

Labels hold names and numbers: letters with accents, marks above and below, now and then a
fraction. That little is read here, so that targets without TeX can write it by their own means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from derive.errors import DeriveError
from derive.writing.holes import CLOSE, OPEN
from derive.writing.printers.tex_letters import GREEK

TOKEN = re.compile(OPEN + r"\d+" + CLOSE + r"|\\[a-zA-Z]+|\\.|\s+|.", re.DOTALL)
FACES = {"mathbf": "bold", "boldsymbol": "bold italic", "mathrm": "upright", "text": "upright"}
ACCENTS = ("hat", "tilde", "bar", "overline", "vec", "dot")
SYMBOLS = {
    "langle": "⟨",
    "rangle": "⟩",
    "cdot": "·",
    "partial": "∂",
    "top": "\u22a4",
    "circ": "∘",
    "odot": "⊙",
    "ldots": "…",
    "cdots": "⋯",
}
NAMES = {"_": "below", "^": "above"}
SPACES = ("quad", ",", ";", "!", " ")


@dataclass(frozen=True)
class Glyph:
    """Letters in a face: "italic", "upright", "bold", "bold italic"; a Greek letter by its name."""

    text: str
    face: str
    greek: bool = False


@dataclass(frozen=True)
class Hole:
    """The mark of a number that is put in later."""

    mark: str


@dataclass(frozen=True)
class Accented:
    accent: str
    inner: tuple[Sign, ...]


@dataclass(frozen=True)
class Scripted:
    base: tuple[Sign, ...]
    below: tuple[Sign, ...]
    above: tuple[Sign, ...]


@dataclass(frozen=True)
class Over:
    """A fraction."""

    above: tuple[Sign, ...]
    below: tuple[Sign, ...]


Sign = Glyph | Hole | Accented | Scripted | Over


def signs(tex: str) -> tuple[Sign, ...]:
    r"""The signs of a formula; DeriveError where a label holds a command that is not known here.

    >>> signs(r"\hat{y}_{1}")
    ... # doctest: +NORMALIZE_WHITESPACE
    (Scripted(base=(Accented(accent='hat', inner=(Glyph(text='y', face='italic', greek=False),)),),
              below=(Glyph(text='1', face='upright', greek=False),), above=()),)
    """
    tokens = [token for token in TOKEN.findall(tex) if not token.isspace()]
    found, at = _row(tokens, 0, None)
    if at < len(tokens):
        raise DeriveError(f"a label does not close its braces: {tex}")
    return found


def _row(tokens: list[str], at: int, face: str | None) -> tuple[tuple[Sign, ...], int]:
    """Signs up to a closing brace or the end."""
    found: list[Sign] = []
    while at < len(tokens) and tokens[at] != "}":
        if tokens[at] in "^_" and found:
            last = found.pop()
            kind = tokens[at]
            inner, at = _argument(tokens, at + 1, face)
            whole = last if isinstance(last, Scripted) else Scripted((last,), (), ())
            found.append(replace(whole, **{NAMES[kind]: inner}))
            continue
        made, at = _argument(tokens, at, face)
        found += made
    return tuple(found), at


def _argument(tokens: list[str], at: int, face: str | None) -> tuple[tuple[Sign, ...], int]:
    """What one brace, command or letter comes to."""
    token = tokens[at]
    if token == "{":
        inner, at = _row(tokens, at + 1, face)
        return inner, at + 1
    if token.startswith(OPEN):
        return (Hole(token),), at + 1
    if not token.startswith("\\"):
        upright = not token.isalpha()
        return (Glyph(token, face or ("upright" if upright else "italic")),), at + 1
    name = token[1:]
    if name in FACES:
        return _argument(tokens, at + 1, FACES[name])
    if name in ACCENTS:
        inner, at = _argument(tokens, at + 1, face)
        return (Accented(name, inner),), at
    if name == "frac":
        above, at = _argument(tokens, at + 1, face)
        below, at = _argument(tokens, at, face)
        return (Over(above, below),), at
    if name in GREEK:
        return (Glyph(name, face or "italic", greek=True),), at + 1
    if name in SYMBOLS:
        return (Glyph(SYMBOLS[name], "upright"),), at + 1
    if name in SPACES or name in ("left", "right"):
        return (), at + 1
    if name in ("tanh", "ln", "log", "exp", "max", "min"):
        return (Glyph(name, "upright"),), at + 1
    raise DeriveError(f"no sign for {token} in a picture: add it in picture_signs")

"""The text of a formula cut into tokens, each with its place."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from derive.errors import FormulaError

MOST_DIGITS = 40
MOST_EXPONENT = 300  # of a literal such as 1e-3
KEYWORDS = ("if", "else")


class Token(NamedTuple):
    """A number, name, keyword or sign; the last one is the end, with an empty text."""

    kind: str
    text: str
    place: int  # counted from 1, as people do


_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<sign>\*\*|>=|<=|[-+*/^(),<>])"
)
# what people paste: minus, times (dot, cross), divided by, and the two comparisons
_TYPED_OTHERWISE = {
    "\u2212": "-",
    "\u00b7": "*",
    "\u22c5": "*",
    "\u00d7": "*",
    "\u00f7": "/",
    "\u2265": ">=",
    "\u2264": "<=",
}


def tokens(text: str) -> list[Token]:
    """The tokens of the text, the end as the last; FormulaError at a foreign character."""
    found, place = [], 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        match = _TOKEN.match(text, place)
        if match is None:
            letter = text[place]
            plain = _TYPED_OTHERWISE.get(letter)
            hint = f': write "{plain}"' if plain else ", expected a formula of plain characters"
            raise FormulaError(f"found {quoted(letter)} at character {place + 1}{hint}")
        kind = match.lastgroup or ""
        if match.group() in KEYWORDS:
            kind = "keyword"
        found.append(Token(kind, match.group(), place + 1))
        place = match.end()
    return [*found, Token("end", "", len(text) + 1)]


def quoted(text: str) -> str:
    """The text within quotes, short and on one line whatever it holds."""
    if not text.isprintable():
        return f"U+{ord(text[0]):04X}"
    return f'"{text}"' if len(text) <= 40 else f'"{text[:37]}..."'


def number(token: Token) -> Fraction:
    """The exact value of a number; FormulaError where it is too long to be meant."""
    mantissa, _, exponent = token.text.lower().partition("e")
    digits = len(mantissa.replace(".", ""))
    if digits > MOST_DIGITS:
        raise FormulaError(
            f"a number has at most {MOST_DIGITS} digits, found {digits} at character {token.place}"
        )
    if exponent and abs(int(exponent)) > MOST_EXPONENT:
        raise FormulaError(
            f"the exponent of a number is at most {MOST_EXPONENT} in magnitude, "
            f"found {quoted(exponent)} at character {token.place}"
        )
    return Fraction(token.text)

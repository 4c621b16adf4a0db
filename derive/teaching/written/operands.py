"""Where an operand can start: what tells a product from the end of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.teaching.written.letters import (
    BOLD,
    FACES,
    FRACTIONS,
    IGNORED_ARGUMENT,
    JOINING,
    OPEN,
    OVER,
    SYMBOLS,
    TRANSPARENT,
    UPRIGHT,
    words,
)
from derive.teaching.written.words import WORDS

if TYPE_CHECKING:
    from derive.teaching.written.parser import Parser

BIG = ("sum", "prod")
BARS = frozenset(words("| vert lvert mid"))
NORMS = frozenset(words("Vert lVert"))
_OPERANDS = frozenset(
    (*FRACTIONS, *BIG, *SYMBOLS, *BOLD, *FACES, *UPRIGHT, *OVER, *TRANSPARENT, *IGNORED_ARGUMENT,
     *OPEN, *NORMS, *WORDS, "left", "sqrt", "partial", "nabla", "begin", "half", "stackrel",
     "overset", "underset", "{", "+", "-", "pm")
)  # fmt: skip


def starts_operand(parser: Parser) -> bool:
    """Whether an operand can start at the token here."""
    kind, text = parser.token.kind, parser.token.text
    if kind in ("number", "letter", "text"):
        return True
    if kind == "word":
        return text not in JOINING
    if kind == "end":
        return False
    return not parser.bars if text in BARS or text == "Vert" else text in _OPERANDS

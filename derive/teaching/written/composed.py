"""Accented letters, and those of mathematical alphabets, as tokens."""

from __future__ import annotations

import unicodedata

from derive.teaching.written.letters import ACCENTS, COMMANDS, LETTERS
from derive.teaching.written.token import Strange, Token


def composed(character: str, start: int, gap: bool, found: list[Token]) -> None:
    """An accented letter, or a letter of a mathematical alphabet; Strange for all else."""
    if character == "\u00a0" or unicodedata.category(character) in ("Zs", "Cf"):
        return
    parts = unicodedata.normalize("NFKD", character)
    end = start + 1
    if len(parts) == 2 and parts[1] in ACCENTS and parts[0].isalpha():
        found.append(Token("command", ACCENTS[parts[1]], start, end, gap))
        parts, gap = parts[0], False
    if (len(parts) == 1 and parts != character) or parts in LETTERS:
        name = LETTERS.get(parts, parts)
        if len(name) > 1 or (name.isascii() and name.isalpha()):
            found.append(Token("letter", name, start, end, gap))
            return
        if name.isdigit() and name.isascii():
            found.append(Token("number", name, start, end, gap))
            return
        if name in COMMANDS:
            found.append(Token("command", COMMANDS[name], start, end, gap))
            return
    raise Strange(character, start)

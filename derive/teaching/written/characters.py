"""Characters beyond ASCII as tokens: Greek, raised and lowered digits, signs, accented letters."""

from __future__ import annotations

import unicodedata

from derive.teaching.written.letters import ACCENTS, COMMANDS, LETTERS, LOWERED, RAISED, TYPED
from derive.teaching.written.token import FOR_ALL, Strange, Token


def beyond_ascii(character: str, start: int, gap: bool, found: list[Token]) -> None:
    """A character beyond ASCII: a Greek letter, a raised digit, a sign, an accent on a letter."""
    end = start + 1
    if character in TYPED:
        for sign in TYPED[character]:
            kind = "command" if sign in COMMANDS else "sign"
            found.append(Token(kind, COMMANDS.get(sign, sign), start, end, gap))
    elif character in COMMANDS:
        found.append(Token("command", COMMANDS[character], start, end, gap))
    elif character in LETTERS:
        found.append(Token("letter", LETTERS[character], start, end, gap))
    elif character in RAISED or character in LOWERED:
        _script(character, start, found)
    elif character == "∀":
        found.append(Token("text", FOR_ALL, start, end, gap))
    elif character in ACCENTS and found and found[-1].kind == "letter":
        last = found.pop()
        found.append(Token("command", ACCENTS[character], last.start, end, last.gap))
        found.append(Token("letter", last.text, last.start, end, False))
    else:
        _composed(character, start, gap, found)


def _script(character: str, start: int, found: list[Token]) -> None:
    """A raised or lowered character; neighbours of one height share one script."""
    sign, table = ("^", RAISED) if character in RAISED else ("_", LOWERED)
    plain = table[character]
    kind = "number" if plain.isdigit() else "letter" if plain.isalpha() else "sign"
    end = start + 1
    # the closing brace of a raised or lowered run is empty, and its text says which it is
    if found and found[-1] == Token("sign", "}", start, start, sign == "^"):
        found.pop()
        last = found[-1]
        if kind == "number" and last.kind == "number" and last.end == start:
            found[-1] = Token("number", last.text + plain, last.start, end, False)
        else:
            found.append(Token(kind, plain, start, end, False))
    else:
        found.append(Token("sign", sign, start, start, False))
        found.append(Token("sign", "{", start, start, False))
        found.append(Token(kind, plain, start, end, False))
    found.append(Token("sign", "}", end, end, sign == "^"))


def _composed(character: str, start: int, gap: bool, found: list[Token]) -> None:
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

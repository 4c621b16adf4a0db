"""Names of plain text with their index glued on: w1A, netA, deltaC, wAC; as a sheet gives them.

Only what a sheet says to be something, `netA = ...`, is such a name; wX beside X is a product.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from derive.teaching.written.macros import MOST_MACROS, Macro
from derive.teaching.written.own_deltas import DELTA, own_deltas
from derive.teaching.written.token import Token
from derive.teaching.written.tokens import tokens
from derive.teaching.written.worded_quantities import worded_in, worded_quantities
from derive.teaching.written.words import WORDS

_GIVEN = re.compile(
    r"(?:(?<=[,;`(] )|(?<=[`(])|(?<=\t)|(?<=  )|^[ \t>]*(?:(?:[-*+•]|\d{1,2}[.)])[ \t]+)?)"
    r"(?P<change>(?:d(?!elta)|Delta[ _]?|Δ[ ]?)?)(?P<name>[A-Za-zα-ω][A-Za-z0-9₀-₉]*)'?"
    r"(?=[ \t]*(?::=|=|<-|←)(?![=>]))",
    re.MULTILINE,
)
_STARTS_SPACED = re.compile(
    r"^[ \t>]*(?:(?:[-*+•]|\d{1,2}[.)])[ \t]+)?([a-z]+[ ][A-Z]?\d{0,2})(?=[ \t]*=(?!=))",
    re.MULTILINE,
)
# words that are a name with a unit behind them, and what they are written as
_WORDS = {"net": "net", "out": "out", "delta": "delta", "err": "err", "error": "err",
          "target": "target", "bias": "b", "weight": "w"}  # fmt: skip
_UNIT = r"[A-Z](?![A-Z]?[a-z]{2})(?:[a-z]?\d{0,2}|[A-Z])"
_WORDED = re.compile(rf"({'|'.join(sorted(_WORDS, key=len, reverse=True))})({_UNIT})")
_LETTERED = re.compile(
    r"([a-zα-ω])(\d?[A-Z]{1,2}|[A-Z][\d₀-₉]|(?<=[abnsuwyzδ])[oh]\d{1,2}|(?<=z)[oh])"
)
# a word with its unit behind a space, "delta O" or "net 1"; never two words of a sentence
_SPACED = re.compile(r"(net|out|delta|err|error|target|bias)[ ]([A-Z]\d{0,2}|\d{1,2})")
# a quantity with its unit in brackets, "delta(5)"; one that a line is worked out for is a name
_CALLED = re.compile(r"(net|out|delta|err|error|target|bias|sum)\(([1-9]\d?|[ijk])\)")
_STARTS_CALLED = re.compile(
    rf"(?:^[ \t>]*(?:(?:[-*+•]|\d{{1,2}}[.)])[ \t]+)?|(?<=[ \t][ \t])|[,;|][ \t]{{0,9}})"
    rf"({_CALLED.pattern})"
    r"(?=[ \t]*[=≈](?!=))",
    re.MULTILINE,
)
_SUM = "\\" + "text{subtotal}"  # a name; the word sum would be a sum over an index
# a number of a layer, and the same name as code has it: Z^{[2]}, Z2
_BRACKETED = re.compile(r"(?<![A-Za-z\\])([A-Za-z])\^\{\[(\d)\]")
_OF_LAYER = re.compile(r"[A-Za-z]\d")
_ALONE = re.compile(r"(?<![A-Za-z\d\\])(?<![Bb]ias )([A-Z])(?=[ \t]*[=≈])")


@lru_cache(maxsize=8)
def glued_names(text: str) -> dict[str, Macro]:
    """What each glued name of a sheet stands for, as a command of its own would.

    >>> glued_names("netA = 0.5\\nw1A = 0.1\\n")["w1A"].body
    'w_{1A}'
    """
    found: dict[str, Macro] = {}
    matrices = set(_ALONE.findall(text))
    for match in _STARTS_SPACED.finditer(text):
        parts = _SPACED.fullmatch(match[1])
        if parts is not None:
            found[match[1]] = Macro(0, f"{_WORDS[parts[1]]}_{{{parts[2]}}}")
    for match in _STARTS_CALLED.finditer(text):
        if not match[3].isdigit():
            continue  # sum(i) alone may be a sum
        word = _SUM if match[2] == "sum" else _WORDS[match[2]]
        for unit in (match[3], *"ijk"):
            found[f"{match[2]}({unit})"] = Macro(0, f"{word}_{{{unit}}}")
    for letter, number in _BRACKETED.findall(text):
        found[f"{letter}{number}"] = Macro(0, f"{letter}^{{[{number}]}}")
    for match in _GIVEN.finditer(text):
        name = match["name"]
        if match["change"] == "d" and len(name) == 1 and name.islower():  # do = 2 (o - y)
            found[match["change"] + name] = Macro(0, f"d {name}")
            continue
        parts = _WORDED.fullmatch(name) or _LETTERED.fullmatch(name)
        if parts is None or matrices & set(parts[2]) or _is_change(parts):
            continue
        found[name] = Macro(0, f"{_WORDS.get(parts[1], parts[1])}_{{{parts[2]}}}")
        if len(found) == MOST_MACROS:
            break
    own = {name: Macro(0, name) for name in own_deltas(text)}
    return {**worded_quantities(text), **found, **own}


def _is_change(parts: re.Match[str]) -> bool:
    """Whether it is the derivative or the change of a matrix: dW, deltaW1."""
    return parts[2][:1] in {"d": "WVUBLEJ", "delta": "WVU"}.get(parts[1], ())


_RUN = re.compile(
    r"(?<![\\A-Za-z\d])(?P<change>(?:d(?!elta)|Delta(?=[a-z]))?)"
    rf"(?P<name>{_SPACED.pattern}(?![A-Za-z\d])|{_CALLED.pattern}|[A-Za-zα-ω][A-Za-z\d₀-₉]*)"
)
_BELOW = re.compile(r"_(\d{1,2})(?![\d.])")  # dh_1 for dh1


def cut(text: str, offset: int, names: Mapping[str, Macro]) -> list[Token]:
    """The tokens of a text, its own names as commands; raises as `tokens` does."""
    found: list[Token] = []
    last = 0
    for match, name in worded_in(text, names):
        found += _cut(text[last : match.start()], last + offset, names)[:-1]
        body, (start, end) = names[name].body, match.span()
        gap = text[start - 1 : start].isspace()
        kind = "letter" if body.isalpha() and body not in WORDS else "command"
        told = body if kind == "letter" else name
        found.append(Token(kind, told, start + offset, end + offset, gap))
        last = end
    return found + _cut(text[last:], last + offset, names)


def _cut(text: str, offset: int, names: Mapping[str, Macro]) -> list[Token]:
    """The same for names with their index glued on."""
    found: list[Token] = []
    last = 0
    for match in _RUN.finditer(text) if any(_is_one(one, names) for one in names) else ():
        change, name = match["change"], match["name"]
        below = _BELOW.match(text, match.end())
        end = match.end()
        if change + name in names:
            change, name = "", change + name
        elif (
            below
            and change + name + below[1] in names
            and not _OF_LAYER.fullmatch(change + name + below[1])
        ):
            change, name, end = "", change + name + below[1], below.end()
        if not _is_one(name, names):
            continue
        if (is_delta := names[name].body == name) and _is_in_fraction(text, match):
            continue
        start = match.start() + len(change)
        found += tokens(text[last:start], last + offset)[:-1]
        gap = text[match.start() - 1 : match.start()].isspace() and not change
        if is_delta:
            found += _delta(name, start + offset, end + offset, gap)
        else:
            found.append(Token("command", name, start + offset, end + offset, gap))
        last = end
    return found + tokens(text[last:], last + offset)


def _is_in_fraction(text: str, match: re.Match[str]) -> bool:
    """Whether it is above or below in a derivative that is written out: dL/dy, dy/dz1."""
    return text[match.start() - 1 : match.start()] == "/" or text[match.end() :].startswith("/d")


def _is_one(name: str, names: Mapping[str, Macro]) -> bool:
    """Whether a name of a sheet stands without a backslash, and is no command that is called so."""
    if name not in names:
        return False
    own = names[name].body == name and DELTA.fullmatch(name)
    return bool(own) or is_glued(name)


def _delta(name: str, start: int, end: int, gap: bool) -> list[Token]:
    """The letter dh with its index."""
    letter = name.rstrip("0123456789")
    middle = start + len(letter)
    found = [Token("letter", letter, start, middle, gap)]
    if number := name[len(letter) :]:
        found.append(Token("sign", "_", middle, middle, False))
        found.append(Token("number", number, end - len(number), end, False))
    return found


def is_glued(name: str) -> bool:
    """Whether the name of a command is one that stands without a backslash."""
    return any(one.fullmatch(name) for one in (_WORDED, _LETTERED, _SPACED, _CALLED, _OF_LAYER))


def stands_at(line: str, start: int, names: Mapping[str, Macro]) -> bool:
    """Whether a glued name stands there, or its change, dwAC, or a name of words."""
    if any(one.start() <= start < one.end() for one, _ in worded_in(line, names)):
        return True
    match = _RUN.match(line, start)
    return match is not None and (match["name"] in names or match[0] in names)

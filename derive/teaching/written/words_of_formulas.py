"""Letters side by side in plain text that are part of a formula, and no word of a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from derive.teaching.written.glued_names import stands_at
from derive.teaching.written.letters import GREEK
from derive.teaching.written.macros import Macro
from derive.teaching.written.next_statement import joins
from derive.teaching.written.worded_factors import is_factor
from derive.teaching.written.words import (
    CALLED,
    FUNCTION_WORDS,
    LOSS_INITIALS,
    LOSS_WORDS,
    NUMBERED,
)

NONE: Mapping[str, Macro] = MappingProxyType({})
WORDS = frozenset((*FUNCTION_WORDS, *GREEK, "net", "out", "sum"))
_GREEK = re.compile("[\u0370-\u03ff]")
_PRODUCT = re.compile(r"[wxyz]{2,3}$|[^\W\d_]hat$")  # xy is no word of a language
_SAID = re.compile(r"[tw]hat[ ]+[^\W\d_]")  # it follows that y = ...
_DERIVED = re.compile(r"(?:(?<!\w)d[ ]|∂[ ]?)$")  # d loss / d h1
_OF_EXAMPLE = re.compile(r"\([1-9in]\)")  # dz(2) of the second example
_CHANGE = re.compile(r"D[wWbvVu]$")  # Dw_1 is Δw_1
_KINDS = frozenset(("new", "old", "neu", "alt"))  # in brackets or as an index


def is_word_of_formula(word: re.Match[str], line: str, own: Mapping[str, Macro] = NONE) -> bool:
    """Whether letters side by side stand in a formula: a name, a function, or xy, or a factor."""
    if joins(line, word.start()):
        return False
    product = _PRODUCT.match(word.group()) is not None and not _SAID.match(line, word.start())
    if product or _is_name(word, line) or stands_at(line, word.start(), own):
        return True
    return is_factor(line, *word.span(), word.group())


def _is_name(word: re.Match[str], line: str) -> bool:
    """Whether letters side by side are names: one letter, Δw, a function, dL of a derivative."""
    text = word.group()
    if (
        len(_GREEK.sub("", text).replace("\u0302", "")) < 2
        or text in WORDS
        or text.casefold() in FUNCTION_WORDS
    ):
        return True
    before, behind = line[: word.start()].rstrip()[-1:], line[word.end() :].lstrip()[:1]
    if before in ("_", "^"):
        return True  # an index, w_da, also where it looks like a differential
    if (text in CALLED and behind == "(") or (
        text.casefold() in LOSS_WORDS and _DERIVED.search(line[: word.start()])
    ):
        return True
    of_loss = text[1:] in LOSS_INITIALS or text[1:].casefold() in LOSS_WORDS
    if text in LOSS_INITIALS or (of_loss and text[0] in "d∂" and behind == "/"):
        return True
    if text[0] in "d∂" and (len(text) == 2 or text[1:] in NUMBERED or _PRODUCT.match(text[1:])):
        return (
            before == "/"
            or behind in ("/", "_", "[")
            or line[word.end() : word.end() + 1].isdigit()
            or _OF_EXAMPLE.match(line, word.end()) is not None
        )
    if text in (*NUMBERED, "in") and re.match(r"_\w|\d", line[word.end() :]):
        return True
    if _CHANGE.match(text) and re.match(r"_\w|\d", line[word.end() :]):
        return True
    return before in ("(", "{") and text in _KINDS

"""Shapes that are told in words: W_1 is D × M, X (N x D), X has the shape N by D."""

from __future__ import annotations

import re
from collections.abc import Iterator

NAME = r"(?<![A-Za-z\\])([A-Za-z])(?:_\{?(\d)\}?)?\$?"
SAID = r"\s*(?::|\(|is|ist|(?:has|of) (?:the )?(?:shape|size)|hat die (?:Form|Größe))\s*"
LENGTH = r"([A-Za-z]|\d+)"
TIMES = r"\s*(?:\\(?:times)\b|×|(?<=\s)x(?=\s)|(?<=\s)by(?=\s))\s*"
SHAPE = re.compile(
    NAME + SAID + r"(?:an?\s+|eine?\s+)?\$?\(?" + LENGTH + TIMES + LENGTH + r"(?![A-Za-z\d])"
)


def shapes_in_words(text: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """The keys of names with the letters of their rows and columns."""
    for found in SHAPE.finditer(text):
        letter, digit, rows, columns = found.groups()
        yield (f"{letter} {digit}" if digit else letter), (rows, columns)

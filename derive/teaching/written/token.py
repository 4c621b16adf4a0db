"""One token of written mathematics, and what stops the cutting."""

from __future__ import annotations

from typing import NamedTuple

FOR_ALL = "for all"  # what a turned A says


class Token(NamedTuple):
    """`kind` is number, letter, word, text, command, sign or end.

    `gap` says that space came before.
    """

    kind: str
    text: str
    start: int
    end: int
    gap: bool


class Strange(Exception):
    """A character that no formula holds, or a number beyond all use, and its place."""

    def __init__(self, found: str, place: int) -> None:
        self.found, self.place = found, place

"""A piece of mathematics as it stands in a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """Mathematics as it stands in a document, from `start` on; `display` on lines of its own.

    `unclosed` is the mark that opens it, where nothing closes it; `plain` has no marks at all.
    """

    text: str
    start: int
    display: bool
    unclosed: str = ""
    plain: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)

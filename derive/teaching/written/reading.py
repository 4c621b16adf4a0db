"""What reading a formula answers: its statements, or the place that was not understood."""

from __future__ import annotations

from dataclasses import dataclass

from derive.teaching.written.tree import Chain


@dataclass(frozen=True, slots=True)
class Formula:
    """Everything that one piece of mathematics states, in order."""

    statements: tuple[Chain, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A formula that could not be read: why, and the first thing not understood."""

    reason: str
    found: str
    start: int
    end: int

    def __str__(self) -> str:
        what = f'"{self.found}"' if self.found else "the end"
        return f"{self.reason} at character {self.start + 1}: {what}"

"""What a person can be told: one clear line that says where, what, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class DeriveError(Exception):
    """Bad input or a refused request; the message is the one line that a user reads.

    >>> str(DeriveError("must be at least 1, found 0", file="net.toml", key="network.inputs"))
    'net.toml: network.inputs: must be at least 1, found 0'
    """

    exit_code = 2

    def __init__(self, message: str, *, file: str | None = None, key: str | None = None) -> None:
        self.message = message
        self.file = file
        self.key = key
        super().__init__(": ".join(part for part in (file, key, message) if part))

    def at(self, *, file: str | None = None, key: str | None = None) -> DeriveError:
        """The same error, placed: what is already known about its place stays."""
        return type(self)(self.message, file=self.file or file, key=self.key or key)


class FormulaError(DeriveError):
    """A formula that the grammar does not accept."""


class CheckError(DeriveError):
    """Two lines that should be equal are not: a fault of ours, never a sheet."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The hint that names the known word closest to `word`, or lists the few there are.

    >>> nearest("sigmoyd", ["sigmoid", "tanh"])
    'did you mean "sigmoid"?'
    >>> nearest("qqq", ["a", "b"])
    'known: "a", "b"'
    """
    names = list(known)
    close = get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    return "known: " + ", ".join(f'"{name}"' for name in names)

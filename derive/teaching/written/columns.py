"""Rows of tables in plain text, their numbers under each other: h = tanh     0.29    0.80."""

from __future__ import annotations

import re

_NUMBER = r"[-−+]?\d+(?:[.,]\d+)?"
_COLUMNS = re.compile(rf"(?<![=≈(,;·*/^+− \t-])(?:(?:[ ]{{2,}}|\t+){_NUMBER}){{2,}}[ \t]*$")


def in_columns(line: str) -> bool:
    """Whether a line ends with several numbers that wide gaps set apart.

    >>> in_columns("h = tanh    0.29    0.80"), in_columns("h = 0.29   t = 1")
    (True, False)
    """
    return _COLUMNS.search(line) is not None

"""The parameter of a unit in plain text, which is none of its values: bias y = -0.3 + 0.05."""

from __future__ import annotations

import re

_PARAMETER = re.compile(r"(?i)(?:\b(?:bias|biais|sesgo|viés|schwelle|threshold))[ \t]+$")
_UNITS = frozenset("xyhoaszt")


def is_of_unit(words: str, letter: str) -> bool:
    """Whether words before a letter say a parameter, and the letter is a unit's, as people call it.

    >>> is_of_unit("new bias ", "y"), is_of_unit("bias ", "b"), is_of_unit("the value ", "y")
    (True, False, False)
    """
    return letter in _UNITS and _PARAMETER.search(words) is not None

"""Words that are factors: "error × v1 × slope". One is a name of its own, and no letters side by
side; a remark stands behind no sign of multiplication."""

from __future__ import annotations

import re

FEWEST_LETTERS = 4  # of a word that is none of the sheet's products of letters
_TIMES = r"(?:[·×⋅∗∘⊙*]|\\(?:cdot|times|ast|odot|circ)(?![A-Za-z]))"
_BEFORE = re.compile(rf"{_TIMES}\s+$|\\(?:cdot|times|odot)\s*$|[·×⋅]$")
_BEHIND = re.compile(rf"\s*(?:$|[=≈,;.)&]|\\(?:\\|approx|[;,!]|quad)|\s(?:{_TIMES}|[-−+])\s)")
REACH = 12  # characters around a word that are looked at


def is_factor(text: str, start: int, end: int, word: str) -> bool:
    r"""Whether the word that stands there is multiplied by what stands before it.

    >>> is_factor("d = e · slope = 0.2", 8, 13, "slope"), is_factor("d = e slope", 6, 11, "slope")
    (True, False)
    """
    return (
        len(word) >= FEWEST_LETTERS
        and word.isalpha()
        and _BEFORE.search(text[max(0, start - REACH) : start]) is not None
        and _BEHIND.match(text[end : end + REACH]) is not None
    )

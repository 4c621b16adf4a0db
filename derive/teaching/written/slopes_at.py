"""Slopes told in words with the place: slope at a1, Ableitung bei z2, derivative at net1."""

from __future__ import annotations

import re

_SLOPE = (r"slopes?|derivative|(?:tanh|sigmoid|relu)[ ](?:slope|derivative)|ableitung|steigung"
          r"|d[eé]riv[eé]e|pente|derivada|pendiente|derivata|pendenza")  # fmt: skip
_AT = r"at|in|an|bei|en|em|au point|nel punto|an der stelle|at the point"
_WORDS = re.compile(
    rf"(?i:{_SLOPE})[ ](?i:{_AT})[ ](?P<letter>net|[^\W\d_])_?(?P<below>\d{{1,2}}|[A-Za-z])?"
)
_FREE = "fg"  # letters that a function may have


def slope_at(name: str, text: str) -> str:
    """What such words are written as in a sheet; empty where the place is what a function gives.

    >>> slope_at("slope at a1", "h1 = tanh(a1)"), slope_at("slope at h1", "h1 = tanh(a1)")
    ("f'(a_{1})", '')
    """
    told = _WORDS.fullmatch(name)
    if told is None:
        return ""
    letter, below = told["letter"], told["below"]
    given = rf"(?<!\w){re.escape(letter)}_?\w{{0,2}}[ ]*=[ ]*[^\W\d_]{{1,8}}[ ]?\("
    if re.search(given, text):
        return ""
    spelled = f"{letter}_{{{below}}}" if below else letter
    for free in _FREE:
        if re.search(rf"(?<![\w']){free}'?\(", text) or not re.search(
            rf"(?<!\w){free}(?!\w)", text
        ):
            return f"{free}'({spelled})"
    return ""

"""Calls of NumPy within formulas: 1/m np.sum(dZ, axis=1, keepdims=True), W2 @ A1.

They are put as a formula says the same; nothing gets longer, so that all places stay.
"""

from __future__ import annotations

import re

_WORDED = r"\\(?:text|mathrm|mathtt|texttt|operatorname|mathit|textrm)\*?\{\s*"
_BACK = "\\\\"  # in a replacement
_EQUALS = r"\}?\s*=\s*"
_SPACE = r"(?:\s|\\[ ,;:!])*"
_ANY = re.compile(r"\b(?:np|numpy)\s*\.|axis|keepdims|\w @ ?\w")
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?:{_WORDED})(?:np|numpy)\.([a-z]+)\s*\}}"), rf"{_BACK}mathrm{{\1}}"),
    (re.compile(r"(?<![\w.])(?:np|numpy)\.(?=[a-z])"), ""),
    (re.compile(rf",{_SPACE}(?:{_WORDED})?keepdims{_EQUALS}(?:{_WORDED})?True(?:\s*\}})?"), ""),
    (re.compile(rf",{_SPACE}(?:{_WORDED})?axis{_EQUALS}(?=[01]\s*[,)])"), ","),
    (re.compile(r"(?<=\w) @(?= ?\w)"), " ·"),
)


def without_calls(text: str) -> str:
    """The text with calls of NumPy put as in a formula.

    >>> without_calls("db = np.sum(dZ, axis=1, keepdims=True) / m").replace(" ", "")
    'db=sum(dZ,1)/m'
    """
    if not _ANY.search(text):
        return text
    for pattern, plain in _SPELLINGS:
        text = pattern.sub(
            lambda found, plain=plain: found.expand(plain).rjust(len(found.group())),  # type: ignore[misc]
            text,
        )
    return text

"""Words where the first side of a chain would stand: "neuron 1 = ...", "from about ≈ 0.27"."""

from __future__ import annotations

import re

from derive.teaching.written import tree
from derive.teaching.written.documents import Piece


def labelled(chain: tree.Chain, piece: Piece) -> tree.Chain:
    """The chain with words alone, or words and a number, as its first side: "neuron 1" = ..."""
    first = chain.operands[0]
    if not chain.relations or not (first is None or isinstance(first, tree.Number)):
        return chain
    at = chain.relations[0].start if first is None else first.start
    row = piece.text[: at - piece.start].rpartition("\\\\")[2]
    if not _LABEL.search(row):
        return chain
    words = tree.Words(row, at, at if first is None else first.end)
    return tree.Chain((words, *chain.operands[1:]), chain.relations, chain.start, chain.end,
                      chain.condition)  # fmt: skip


def told_in_words(chain: tree.Chain, piece: Piece, between: str) -> tree.Chain:
    """The chain with the words before it as its first side: "from $\\approx 0.27$ to", and
    "$b = 0$, rate $= 0.1$"; not in "$z = w x$, so $= 0.5$"."""
    if chain.operands[0] is not None or piece.display or not chain.relations:
        return chain
    sign = chain.relations[0].sign
    named = _NAMED.search(between.rstrip("$\\( ")) if sign == "=" else None
    if (sign == "≈" and any(one.isalpha() for one in between)) or (
        named is not None and named[1].casefold() not in _JOINING
    ):
        at = chain.relations[0].start
        words = tree.Words(between.strip(), at, at)
        return tree.Chain((words, *chain.operands[1:]), chain.relations, chain.start, chain.end,
                          chain.condition)  # fmt: skip
    return chain


_LABEL = re.compile(r"\\(?:text|mbox|textbf|textit)\s*\{[^{}]*[^\W\d_][^{}]*\}[^=]*$")
_NAMED = re.compile(r"[,.;(]\s+([^\W\d_]+)\s*$")
_JOINING = frozenset(
    ("so", "thus", "hence", "also", "then", "and", "which", "i.e", "giving", "therefore", "is",
     "dann", "und", "daher", "damit", "folglich", "was", "ist", "d.h")
)  # fmt: skip

"""Letters for how many there are: N in a sum to N, m of x_1, ..., x_m or of i = 1, ..., m."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.teaching.verifying.modelled.lettering import Lettering
from derive.teaching.written import tree
from derive.teaching.written.names import NotUnderstood, nodes, whole_names
from derive.teaching.written.tree import Node

_DOTS = r"\s*,?\s*(?:\\[lc]?dots(?:[cbo])?|\.{2,3}|…)\s*,?\s*"
_LISTED = re.compile(rf"(?<![\w\\])([A-Za-z])_\{{?1\}}?{_DOTS}\1_\{{?([A-Za-z])\b")
_RUNS = re.compile(rf"(?<![\w\\])([i-n])\s*=\s*1{_DOTS}([A-Za-z])\b")
Counts = Iterator[tuple[str, tuple[str, int]]]  # a letter, with the name and the axis it counts


def counts_in(sides: list[list[Node]], letters: Lettering, text: str) -> Counts:
    """The letters that count, as words and sums say; sums last, as they say it most plainly."""
    for found in _LISTED.finditer(text):
        yield found[2], (found[1], 0)
    for found in _RUNS.finditer(text):
        yield from ((found[2], place) for place in _places((tuple(map(tuple, sides)),), found[1],
                                                           letters))  # fmt: skip
    for node in (one for found in sides for one in nodes(tuple(found))):
        match node:
            case tree.Big(_, tree.Chain((tree.Name(index), *_)), tree.Name(count)):
                yield from ((count, place) for place in _places(node.body, index, letters))


def _places(node: object, index: str, letters: Lettering) -> Iterator[tuple[str, int]]:
    """The names with this letter as an index, and which one it is."""
    for name in whole_names(node):
        try:
            key, indices = letters.split(name)
        except NotUnderstood:
            continue
        for axis, one in enumerate(indices):
            if isinstance(one, tree.Name) and one.text == index:
                yield key, axis

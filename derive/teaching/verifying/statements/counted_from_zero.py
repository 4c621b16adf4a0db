"""Entries in square brackets that are counted from 0, as code counts: w[0], W1[0,1] for w_1, W_12.

A sheet counts so where some of them is 0.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.lines.readings import mapped
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

_MOVED = re.compile(r"(?<=\[)[i-n]\s*[-−+]\s*(?:[i-n]|\d)(?=\])")
_ENTRIES = re.compile(r"(?<=[\w}\])])\[(\d)(?:,\s*(\d))?\]")


def with_counted_from_one(found: list[tuple[Found, Piece]], text: str) -> list[tuple[Found, Piece]]:
    """The same with each such number one more."""
    places = {one.start(group): one[group] for one in _ENTRIES.finditer(text)
              for group in (1, 2) if one[group] is not None}  # fmt: skip
    if "0" not in places.values():
        return found
    places |= {one.start(): "" for one in _MOVED.finditer(text)}
    return [(replace(one, operands=_raised(one.operands, places))
             if isinstance(one, Statement) else one, piece) for one, piece in found]  # fmt: skip


def _raised(node: Any, places: dict[int, str]) -> Any:
    if isinstance(node, tree.Scripted):
        node = replace(node, lower=tuple(_one_more(one, places) for one in node.lower))
    return mapped(node, lambda inner: _raised(inner, places))


def _one_more(node: Node, places: dict[int, str]) -> Node:
    if isinstance(node, tree.Number) and places.get(node.start) == node.text:
        return replace(node, text=str(int(node.text) + 1))
    if isinstance(node, tree.Sum) and node.start in places:
        return _moved(node)
    return node


def _moved(index: tree.Sum) -> Node:
    """An index of letters that are one more each: i + j - 1 for i + j, and m - j + 1 for m - j."""
    signs = [sign for one, sign in zip(index.terms, index.signs, strict=True)
             if isinstance(one, tree.Name)]  # fmt: skip
    more = 1 - signs.count("+") + signs.count("-")
    if not more:
        return index
    one = tree.Number(str(abs(more)), index.end, index.end)
    return replace(index, terms=(*index.terms, one), signs=(*index.signs, "+" if more > 0 else "-"))

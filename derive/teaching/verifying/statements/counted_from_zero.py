"""Entries that are counted from 0, as code counts: w[0], W1[0,1] for w_1, W_12, and f_0 to f_2.

A sheet counts so where some in square brackets is 0. Lower ones are counted so where the entries
of a list are the exponents of a softmax, e^{f_0} to e^{f_2}, and the list holds no more.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

_MOVED = re.compile(r"(?<=\[)[i-n]\s*[-−+]\s*(?:[i-n]|\d)(?=\])")
_ENTRIES = re.compile(r"(?<=[\w}\])])\[(\d)(?:,\s*(\d))?\]")


def with_counted_from_one(found: list[tuple[Found, Piece]], text: str) -> list[tuple[Found, Piece]]:
    """The same with each such number one more."""
    found = _with_lists(found)
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


def _with_lists(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """The same with the numbers of entries one more, for lists of scores counted from 0."""
    chains = tuple(one.operands for one, _ in found if isinstance(one, Statement))
    scores: dict[str, set[int]] = {}
    for one in nodes(chains):
        if isinstance(one, tree.Scripted) and getattr(one.base, "text", "") == "e":
            for upper in one.upper:
                letter, number = _entry(upper)
                scores.setdefault(letter, set()).add(number)
    lengths = {name.text: len(rows) * len(rows[0])
               for first, *rest in chains if isinstance(name := first, tree.Name)
               for node in rest if (rows := entries(node)) is not None}  # fmt: skip
    counts = {lengths[one] for one, numbers in scores.items()
              if one in lengths and numbers == set(range(lengths[one]))}  # fmt: skip
    letters = {one for one, length in lengths.items() if length > 1 and length in counts}
    if not letters:
        return found
    return [(replace(one, operands=_moved_up(one.operands, letters))
             if isinstance(one, Statement) else one, piece) for one, piece in found]  # fmt: skip


def _entry(node: Any) -> tuple[str, int]:
    """The letter and the number of f_0, f_1, ...; no number is -1."""
    match node:
        case tree.Scripted(tree.Name(text), (tree.Number(number),)) if number.isdigit():
            return text, int(number)
    return "", -1


def _moved_up(node: Any, letters: set[str]) -> Any:
    letter, number = _entry(node)
    if letter in letters:
        (index,) = node.lower
        return replace(node, lower=(replace(index, text=str(number + 1)),))
    return mapped(node, lambda inner: _moved_up(inner, letters))

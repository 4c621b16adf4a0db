r"""An index that says a derivative: "we write G_Z for \partial L/\partial Z"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from derive.teaching.verifying.modelled.forms import every_name, is_slope
from derive.teaching.verifying.modelled.lettering import is_index
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.documents import Document
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import written
from derive.teaching.written.read import read
from derive.teaching.written.reading import Formula
from derive.teaching.written.tree import Node

STANDS = re.compile(
    r"\W{0,3}(?:(?:stands|is short|is written|steht|kurz)\s+)?"
    r"(?:for|denotes?|means|is|be|für|bezeichnet|bedeutet|ist|sei)\W{0,3}"
    r"(?:(?:the|a|die|eine)\s+\w+\W{0,3}){0,1}"
)


@dataclass(frozen=True)
class SlopeByIndex:
    """The letter, and the derivative that its index is the name of."""

    letter: str
    slope: tree.Derivative

    def put(self, node: Any) -> Any:
        """The node with every such name as the derivative that it stands for."""
        match node:
            case tree.Scripted(tree.Name(letter), (index,), raised, 0) if letter == self.letter:
                if _names_something(index):
                    made = replace(self.slope, by=index, start=node.start, end=node.end)
                    if not raised:
                        return made
                    group = tree.Group("(", (made,), node.start, node.end)
                    return replace(node, base=group, lower=())
        return mapped(node, self.put)


def slope_by_index(chains: Iterable[Statement], text: str) -> SlopeByIndex | None:
    """What an index is said to stand for, in a formula or in words; any other name may be one.

    The letter in which that is said may be any quantity; on the sheet it is none.
    """
    sides = [one.operands for one in chains]
    for index, told in (*_in_formulas(sides), *_in_words(text)):
        used = [name.letter for found in sides for node in found
                if not _is_said(node, told, index) for name in every_name(node)]  # fmt: skip
        if index not in used:
            return told
    return None


def _is_said(node: Node, told: SlopeByIndex, index: str) -> bool:
    """Whether this is one of the two sides where it is said: G_Z, or ∂L/∂Z."""
    if isinstance(node, tree.Derivative):
        by = written(node.by)
        return by is not None and by.plain and by.letter == index and is_slope(node)
    return _index_of(node) == (told.letter, index)


def _in_formulas(sides: list[tuple[Node, ...]]) -> Iterator[tuple[str, SlopeByIndex]]:
    for found in sides:
        if len(found) == 2:
            yield from _said(found[0], found[1])


def _in_words(text: str) -> Iterator[tuple[str, SlopeByIndex]]:
    document = Document(text)
    for first, then in pairwise(document.pieces()):
        if STANDS.fullmatch(text[first.end : then.start].strip("$\\()` \n")):
            sides = [read(one.text, one.start, document.macros) for one in (first, then)]
            nodes = [one.statements[0].operands for one in sides
                     if isinstance(one, Formula) and len(one.statements) == 1]  # fmt: skip
            if len(nodes) == 2 and all(len(one) == 1 for one in nodes):
                (left,), (right,) = nodes
                if left is not None and right is not None:
                    yield from _said(left, right)


def _said(left: Node, right: Node) -> Iterator[tuple[str, SlopeByIndex]]:
    told = _index_of(left)
    if told is not None and isinstance(right, tree.Derivative) and is_slope(right):
        by = written(right.by)
        if by is not None and by.plain and by.letter == told[1]:
            yield told[1], SlopeByIndex(told[0], right)


def _index_of(node: Node) -> tuple[str, str] | None:
    """The letters of G_Z."""
    match node:
        case tree.Scripted(tree.Name(letter), (tree.Name(index) as inner,), (), 0):
            return None if is_index(inner) else (letter, index)
    return None


def _names_something(index: Node) -> bool:
    name = written(index)
    return name is not None and not is_index(index) and not name.raised

"""Letters that count what a sheet goes through: pattern p = 1, pattern p = 2, with o_p."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written


def counting_letters(chains: list[Statement]) -> Iterator[Slots]:
    """The letters that are indices of names and are only ever said to be whole numbers, one after
    the other, or what these go up to: none of these is the value of a quantity."""
    said: dict[str, list[Any]] = {}
    for one in chains:
        if isinstance(one.operands[0], tree.Name):
            said.setdefault(one.operands[0].text, []).append(one.operands[1:])
    indices = {inner.text for one in chains for node in nodes(one.operands)
               if isinstance(node, tree.Scripted)
               for inner in nodes(node.lower) if isinstance(inner, tree.Name)}  # fmt: skip
    ends = {node.upper.text for one in chains for node in nodes(one.operands)
            if isinstance(node, tree.Big) and isinstance(node.upper, tree.Name)}  # fmt: skip
    for letter in said.keys() & indices:
        told = said[letter]
        if not all(len(one) == 1 and _is_counted(one[0], ends) for one in told):
            continue
        counted = {one[0].text for one in told}
        if len(counted) > 1:
            for one in (letter, *(counted & ends)):
                name = written(tree.Name(one, 0, 0))
                slots = slots_of(name) if name is not None else None
                if slots is not None:
                    yield slots


def _is_counted(node: Any, ends: set[str]) -> bool:
    """Whether this is a whole number, or what sums go up to: t = 1, t = T."""
    if isinstance(node, tree.Name):
        return node.text in ends
    return isinstance(node, tree.Number) and node.text.isdigit()

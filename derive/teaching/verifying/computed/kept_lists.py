"""The numbers that a chain tells for names: z_1 = 0.4, x = (1, -2), (a, b) = (0, 0.5), a = b = 0.

A list tells one for each entry of its name, a matrix one for each x_{ij}.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.teaching.verifying.computed.index_rules import plain
from derive.teaching.verifying.computed.kept_values import is_kept, is_one
from derive.teaching.verifying.computed.numbers import printed
from derive.teaching.verifying.statements.printed import Entry, entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written
from derive.teaching.written.tree import Node


def told_in(chain: Statement, zeroth: frozenset[str]) -> Iterator[tuple[Node, Entry | None]]:
    """Names and the numbers that a chain tells for them; None for a first name without a number."""
    first, last = plain(chain.operands[0]), chain.operands[-1]
    result = printed(last)
    number = result if result is not None and is_one(result) else None
    if isinstance(first, tree.Name | tree.Scripted | tree.Derivative | tree.Product):
        yield first, number
    if number is not None:
        yield from ((name, number) for one in chain.operands[1:-1] if is_kept(name := plain(one)))
    if result is None:
        yield from ((name, one) for name, one in _entries(first, last, zeroth) if is_one(one))


def in_places(name: Node, last: Node) -> list[Entry]:
    """The numbers of a list of as many as there are names in brackets."""
    row = _row(last)
    match name:
        case tree.Group(_, items) if len(items) == len(row) and all(map(is_kept, items)):
            return row
    return []


def _row(last: Node) -> list[Entry]:
    """The numbers of a row or a column."""
    rows = entries(last) or []
    if len(rows) == 1:
        return rows[0]
    return [row[0] for row in rows] if all(len(row) == 1 for row in rows) else []


def _entries(first: Node, last: Node, zeroth: frozenset[str]) -> Iterator[tuple[Node, Entry]]:
    """The entries of a name that a list or a matrix is said of, or the names of brackets."""
    if isinstance(first, tree.Group):
        yield from zip(first.items, in_places(first, last), strict=False)
        return
    name = first.by if isinstance(first, tree.Derivative) else first
    if not isinstance(name, tree.Name):
        return
    start = 0 if name.text in zeroth else 1
    row, rows = _row(last), entries(last) or []
    for at, one in enumerate(row, start):
        yield _part(first, name, (at,)), one
    if not row and len({len(one) for one in rows}) == 1:
        for i, cells in enumerate(rows, start):
            for j, one in enumerate(cells, start):
                yield _part(first, name, (i, j)), one


def _part(first: Node, name: tree.Name, at: tuple[int, ...]) -> Node:
    """An entry of a name, or the derivative by it."""
    lower = tuple(tree.Number(str(one), name.start, name.end) for one in at)
    part = tree.Scripted(name, lower, (), 0, name.start, name.end)
    return replace(first, by=part) if isinstance(first, tree.Derivative) else part


def zeroth(chains: list[Statement]) -> frozenset[str]:
    """The names that stand somewhere with the index 0."""
    found = set()
    for chain in chains:
        for one in nodes(plain(chain.operands)):
            name = written(one) if isinstance(one, tree.Scripted) else None
            if name is not None and any(
                getattr(index, "text", "") == "0" for index in name.indices
            ):
                found.add(name.letter)
    return frozenset(found)

"""Names in the column of a table whose head is the whole that they are entries of: δ_1 = ... and
δ_2 = ... under delta3, or under $\\delta^{(3)}$."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.names import Written, written
from derive.teaching.written.piece import Piece
from derive.teaching.written.read import read
from derive.teaching.written.reading import Unread
from derive.teaching.written.tree import Node


def with_heads(
    found: list[tuple[Found, Piece]], tables: Iterable[list[list[Any]]]
) -> list[tuple[Found, Piece]]:
    """What a sheet says with the layer of the head on the names of its column."""
    heads: dict[int, Node] = {}
    starts = {one.operands[0].start: one.operands[0] for one, _ in found
              if isinstance(one, Statement)}  # fmt: skip
    for head, *body in tables:
        for at, cell in enumerate(head):
            whole = _whole(cell.text)
            if whole is None:
                continue
            firsts = (_first(row[at], starts) for row in body if at < len(row))
            names = [one for one in firsts if one is not None and _is_entry(one, whole)]
            if len(names) > 1 and len({*map(_number, names)}) == len(names):
                heads |= {one.start: whole for one in names}
    if not heads:
        return found
    return [(replace(one, operands=(_under(one.operands[0], heads), *one.operands[1:]))
             if isinstance(one, Statement) else one, piece) for one, piece in found]  # fmt: skip


def _whole(head: str) -> Node | None:
    """The name that a head is, with the number of a layer on it."""
    told = read(head.replace("$", " "), 0)
    if isinstance(told, Unread) or len(told.statements) != 1 or told.statements[0].relations:
        return None
    node = told.statements[0].operands[0]
    name = written(node) if node is not None else None
    numbers = (*name.indices, *(one.inner for one in name.marks)) if name is not None else ()
    single = len(numbers) == 1 and isinstance(numbers[0], tree.Number)
    return node if name is not None and single and not name.primes else None


def _first(cell: Any, starts: dict[int, Node]) -> Node | None:
    """What the statement in a cell begins with."""
    inside = range(cell.start, cell.start + len(cell.text))
    return next((starts[at] for at in inside if at in starts), None)


def _is_entry(node: Node, whole: Node) -> bool:
    """Whether this is the same letter with one number below."""
    name, head = written(node), written(whole)
    if name is None or head is None or name.marks or name.raised or name.primes:
        return False
    same = (name.letter, name.accents) == (head.letter, head.accents)
    return same and len(name.indices) == 1 and bool(_number(node))


def _number(node: Node) -> str:
    name: Written | None = written(node)
    match name.indices if name is not None else ():
        case (tree.Number(text),):
            return text
    return ""


def _under(node: Node, heads: dict[int, Node]) -> Node:
    whole = heads.get(node.start)
    if whole is None or not isinstance(node, tree.Scripted) or not isinstance(whole, tree.Scripted):
        return node
    return replace(node, lower=(*whole.lower, *node.lower), upper=(*whole.upper, *node.upper))

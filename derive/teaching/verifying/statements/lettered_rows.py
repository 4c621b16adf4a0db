"""Tables with a row for each unit that is called by a letter, A or α, and columns of what is worked
out, under $s$ or `output $u$`: what a cell holds is said of s_A and of u_A."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.statements.cells import in_cell
from derive.teaching.verifying.statements.places import place_of
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Found, Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.piece import Piece
from derive.teaching.written.read import read
from derive.teaching.written.reading import Unread
from derive.teaching.written.tree import Node, Relation

Sheet = list[tuple[Found, Piece]]
_UNIT = re.compile(r"\s*(?:[^\W\d_]{3,}\.?\s+)?(?:\$\s*(\\[a-z]{2,7}|[A-Z])\s*\$|([A-Z]))\s*$")
_COLUMN = re.compile(r"(?:^|\s)\$([^$]+)\$\s*$|^\s*([^\W\d_]|net|out)\s*$")
ALWAYS = frozenset(("eta", "Delta", "partial", "nabla", "theta"))  # no units


def with_lettered_rows(
    found: Sheet, tables: Iterable[list[list[Any]]], cell: Callable[[Any], Node | None], text: str
) -> Sheet:
    """What a sheet says with the names that such cells are of."""
    for head, *body in tables:
        units = [_unit(row[0]) for row in body]
        names = [letter.text for letter in units if letter is not None]
        if len(names) < max(len(body), 2) or len({*names}) < len(names):
            continue
        columns = [_column(one) for one in head]
        for unit, row in zip(units, body, strict=True):
            for column, one in list(zip(columns, row, strict=False))[1:]:
                if column is not None and unit is not None:
                    found = list(_told(found, _named(column, unit, one.start), one, cell, text))
    return found


def _told(
    found: Sheet, name: Node, at: Any, cell: Callable[[Any], Node | None], text: str
) -> Iterator[tuple[Found, Piece]]:
    """The statements, with that of a cell under the name."""
    value = cell(at)
    if value is not None and entries(value) is not None:
        told = in_cell(name, value, text)
        later = [one for one, _ in found if place_of(one) > value.start]
        for there in found:
            if later and there[0] is later[0]:
                yield told
            yield there
        if not later:
            yield told
        return
    inside = range(at.start, at.start + len(at.text))
    for one, piece in found:
        if isinstance(one, Statement) and one.operands[0].start in inside and not one.continued:
            first = one.operands[0]
            if written(first) is None and not is_printed(first):
                sign = Relation("=", first.start, first.start)
                one = replace(one, operands=(name, *one.operands), signs=(sign, *one.signs))
        yield one, piece


def _unit(cell: Any) -> tree.Name | None:
    """The letter of a unit, alone or behind a word."""
    found = _UNIT.match(cell.text)
    node = _read(found[1] or found[2], cell.start) if found else None
    return node if isinstance(node, tree.Name) and node.text not in ALWAYS else None


def _column(cell: Any) -> Node | None:
    """The name at the end of a head, that nothing is written on."""
    found = _COLUMN.search(cell.text)
    node = _read(found[1] or found[2], cell.start) if found else None
    name = written(node) if node is not None else None
    return node if name is not None and name.plain else None


def _read(text: str, start: int) -> Node | None:
    told = read(text, start)
    if isinstance(told, Unread) or len(told.statements) != 1 or told.statements[0].relations:
        return None
    return told.statements[0].operands[0]


def _named(column: Node, unit: tree.Name, at: int) -> Node:
    base: Any = replace(column, start=at, end=at)
    return tree.Scripted(base, (replace(unit, start=at, end=at),), (), 0, at, at)

"""Weights of each class or unit given as a vector: w_1 = (0.2, -0.1), with z_k = w_k^T x + b_k.

Such a vector is a row of the matrix of weights, though no colon says so. Where it is multiplied by
one letter whichever number it has, it is read as its entries: w_1 as (w_{1,1}, w_{1,2}).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, written
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

FEWEST = 2  # vectors, and entries of each
WEIGHTS = frozenset(("w", "v", "W", "V", "omega", "theta", "Theta", "beta"))


@dataclass(frozen=True)
class _Rows:
    letter: str
    length: int
    numbers: frozenset[str]


def with_rows_by_number(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says with the entries of such vectors in their place."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    operands = tuple(node for one in chains for node in one.operands)
    for rows in _given(chains):
        beside = list(_multiplied(operands, rows))
        if not beside or len({*beside}) > 1 or not _only_so(operands, rows):
            continue
        found = [(replace(one, operands=tuple(_opened(node, rows) for node in one.operands))
                  if isinstance(one, Statement) else one, piece)
                 for one, piece in found]  # fmt: skip
    return found


def _given(chains: list[Statement]) -> Iterator[_Rows]:
    """The letters whose numbers, from 1 on, are each first said to be a vector of one length."""
    lengths: dict[str, dict[str, int]] = {}
    for one in chains:
        called = _called(one.operands[0])
        if called is None or called[0] not in WEIGHTS:
            continue
        last = entries(one.operands[-1]) or [[]]
        length = max(len(last), len(last[0])) if 1 in (len(last), len(last[0])) else 0
        lengths.setdefault(called[0], {}).setdefault(called[1], length)
    for letter, told in lengths.items():
        told = {number: length for number, length in told.items() if number.isdigit()}
        (length, *others) = {*told.values()} or {0}
        counted = {*told} == {str(at) for at in range(1, len(told) + 1)}
        if counted and len(told) >= FEWEST and not others and length >= FEWEST:
            yield _Rows(letter, length, frozenset(told))


def _called(node: Any) -> tuple[str, str] | None:
    """The letter of a name and its only index, a number or a letter."""
    name = written(node)
    if name is None or name.marks or name.primes or len(name.indices) != 1:
        return None
    match name.indices[0]:
        case tree.Number(text) | tree.Name(text):
            return name.letter, text
    return None


def _is_row(node: Any, rows: _Rows) -> bool:
    called = _called(node)
    return called is not None and called[0] == rows.letter


def _multiplied(operands: tuple[Node, ...], rows: _Rows) -> Iterator[str]:
    """The letters that stand behind the vectors as their factors, once for each place."""
    for node in nodes(operands):
        match node:
            case tree.Product(factors):
                for one, then in pairwise(factors):
                    turned = isinstance(one, tree.Transposed)
                    one = one.inner if isinstance(one, tree.Transposed) else one
                    then = then.inner if isinstance(then, tree.Transposed) else then
                    name = written(then)
                    if name is not None and _is_row(one, rows) and (turned or name.plain):
                        yield name.letter
            case tree.Group(_, (one, then)) if _is_row(one, rows):
                name = written(then)  # ⟨w_k, x⟩
                if name is not None:
                    yield name.letter


def _only_so(operands: tuple[Node, ...], rows: _Rows) -> bool:
    """Whether the letter never has two indices, nor a number that no vector is given for."""
    for node in nodes(operands):
        name = written(node) if isinstance(node, tree.Scripted) else None
        if name is None or name.letter != rows.letter or not name.indices:
            continue
        called = _called(node)
        if called is None or (called[1].isdigit() and called[1] not in rows.numbers):
            return False
    return True


def _opened(node: Any, rows: _Rows) -> Any:
    """The node with the entries of each such vector in brackets, derivatives by it among them."""
    if isinstance(node, tree.Derivative) and _is_row(node.by, rows):
        each = (replace(node, by=one) for one in _entries(node.by, rows))
        return tree.Group("(", tuple(each), node.start, node.end)
    if _is_row(node, rows):
        return tree.Group("(", tuple(_entries(node, rows)), node.start, node.end)
    return mapped(node, lambda inner: _opened(inner, rows))


def _entries(node: Any, rows: _Rows) -> Iterator[Node]:
    for at in range(1, rows.length + 1):
        number = tree.Number(str(at), node.start, node.end)
        yield replace(node, lower=(*node.lower, number))

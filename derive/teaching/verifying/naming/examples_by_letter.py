"""Examples that are called by letters: p = (1, 0.5) and q = (0.5, -1), with h_p and δ_{q,1}.

They are read as the examples x^{(1)} and x^{(2)}, in the order in which they are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Found, Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, written
from derive.teaching.written.piece import Piece

FEWEST = 2  # letters, entries of each, and indices that they are
NEVER = frozenset("xtyzdhoijklmneW")  # these are quantities, or indices of other things


def with_examples_by_letter(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says with numbers for such letters; they are given as vectors of one length,
    and stand below other names."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    given: dict[str, int] = {}
    for one in chains:
        name, rows = written(one.operands[0]), _row(one)
        if name is None or not name.plain or rows < FEWEST or name.letter in NEVER:
            continue
        if given.setdefault(name.letter, rows) != rows:
            return found
    operands = tuple(node for one in chains for node in one.operands)
    below = {_called(one) for one in nodes(operands) if isinstance(one, tree.Scripted)}
    letters = [one for one in given if one in below]
    if len(letters) < FEWEST or len({given[one] for one in letters}) > 1:
        return found
    if any(isinstance(one, tree.Mark) for one in nodes(operands)):
        return found  # examples or layers in brackets are others
    numbers = {letter: str(at) for at, letter in enumerate(letters, start=1)}
    return [(replace(one, operands=_numbered(one.operands, numbers))
             if isinstance(one, Statement) else one, piece) for one, piece in found]  # fmt: skip


def _row(one: Statement) -> int:
    """How many numbers a line gives its name, where it gives nothing else."""
    rows = entries(one.operands[1]) if is_printed(one.operands[1]) else None
    return max(len(rows), len(rows[0])) if rows and 1 in (len(rows), len(rows[0])) else 0


def _called(node: tree.Scripted) -> str:
    """The letter that stands first below a name, h_p."""
    match node.lower:
        case (tree.Name(letter, accents=()), *_):
            return letter
    return ""


def _numbered(node: Any, numbers: Mapping[str, str]) -> Any:
    match node:
        case tree.Scripted() if (letter := _called(node)) in numbers:
            mark = _mark(numbers[letter], node.lower[0])
            rest, upper = node.lower[1:], (mark, *node.upper)
            if not (rest or upper[1:] or node.primes):
                return tree.Scripted(node.base, (), upper, 0, node.start, node.end)
            return replace(node, lower=rest, upper=upper)
        case tree.Name(letter, accents=()) if letter in numbers:
            base = replace(node, text="x")
            mark = _mark(numbers[letter], node)
            return tree.Scripted(base, (), (mark,), 0, node.start, node.end)
    return mapped(node, lambda inner: _numbered(inner, numbers))


def _mark(number: str, at: Any) -> tree.Mark:
    return tree.Mark("(", tree.Number(number, at.start, at.end), at.start, at.end)

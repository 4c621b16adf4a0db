"""Weights that are numbered through in another order than unit by unit: w_5 and w_7 lead to o_1.

The sums of a sheet say which weights go into a unit together; its names are read with the numbers
that the same weights have where they are counted unit by unit.
"""

from __future__ import annotations

from typing import Any

from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import written
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

FEWEST = 4  # weights
LETTERS = frozenset(("w", "theta", "v"))


def in_order(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says with its weights counted unit by unit, where its sums tell all of them."""
    groups: dict[str, list[tuple[int, ...]]] = {}
    for one, _ in found:
        for node in one.operands[1:] if isinstance(one, Statement) else ():
            letter, numbers = _into_unit(node)
            told = groups.setdefault(letter, [])
            if numbers and numbers not in told:
                told.append(numbers)
    for letter, several in groups.items():
        flat = [number for numbers in several for number in numbers]
        if len(flat) < FEWEST or sorted(flat) != [*range(1, len(flat) + 1)]:
            continue
        new = {old: at for at, old in enumerate(flat, start=1) if old != at}
        if new and all(list(one) == sorted(one) for one in several):
            return [(_changed(one, letter, new), piece) for one, piece in found]
    return found


def _into_unit(node: Node) -> tuple[str, tuple[int, ...]]:
    """The letter and the numbers of weights in a sum of products, each with a name behind it."""
    if not isinstance(node, tree.Sum) or any(sign != "+" for sign in node.signs):
        return "", ()
    found: list[int] = []
    letters = set()
    for term in node.terms:
        if not isinstance(term, tree.Product):
            continue
        weight = _numbered(term.factors[0])
        if weight is None or len(term.factors) != 2 or written(term.factors[1]) is None:
            return "", ()
        letters.add(weight[0])
        found.append(weight[1])
    if len(found) < 2 or len(letters) != 1:
        return "", ()
    return letters.pop(), tuple(found)


def _numbered(node: Any) -> tuple[str, int] | None:
    """The letter and the number of w_5."""
    match node:
        case tree.Scripted(tree.Name(letter), (tree.Number(text),)) if letter in LETTERS:
            return (letter, int(text)) if text.isdigit() and len(text) < 3 else None
    return None


def _changed(one: Found, letter: str, new: dict[int, int]) -> Found:
    if not isinstance(one, Statement):
        return one
    changed = tuple(_renumbered(node, letter, new) for node in one.operands)
    return Statement(changed, one.signs, one.condition, one.continued)


def _renumbered(node: Any, letter: str, new: dict[int, int]) -> Any:
    told = _numbered(node)
    if told is not None and told[0] == letter and told[1] in new:
        (old,) = node.lower
        number = tree.Number(str(new[told[1]]), old.start, old.end)
        return tree.Scripted(node.base, (number,), node.upper, node.primes, node.start, node.end)
    return mapped(node, lambda inner: _renumbered(inner, letter, new))

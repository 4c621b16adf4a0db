"""Formulas of any index, z_k = w_k a_{k-1} + b_k, with a number put in for it: z_3 = w_3 a_2 + b_3.

What cannot be decided so has no such formula.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from derive.teaching.verifying.computed.numbers import look
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.bracketed import RUNNING
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import apart, letter_and_number, nodes
from derive.teaching.written.tree import Node

MOST_LETTERS = 3  # of a name; of more, the ways to put numbers in are without number
MOST_SUMS = 2  # in one another or side by side, each written out over its entries
STEPS = (0, 1, -1)
LETTERS = RUNNING | frozenset("cpqrt")
PAIRED = LETTERS | frozenset("absuv")  # k_{ab}, k_{uv}: two letters count, one may be a label


class Undecided(Exception):
    """A formula in which something else than a number stands for an index."""


@dataclass(frozen=True)
class Rule:
    """What is said of a name with letters for indices; `start` is where."""

    name: Node
    letters: tuple[str, ...]
    formulas: tuple[Node, ...]
    start: int

    def at(self, node: Node) -> dict[str, int] | None:
        """The numbers that stand for the letters in a name; None where it is another one."""
        told = {int(one.text) for one in _indices(node)
                if isinstance(one, tree.Number) and one.text.isdigit()}  # fmt: skip
        if len(told) > MOST_LETTERS:
            return None
        found = sorted(
            {abs(n + step) for n in told for step in STEPS} if _is_moved(self.name) else told
        )
        for numbers in product(found, repeat=len(self.letters)):
            at = dict(zip(self.letters, numbers, strict=True))
            try:
                if look(put(self.name, at)) == look(node):
                    return at
            except Undecided:
                continue
        return None


def rules(chain: Statement) -> Iterator[Rule]:
    """What a chain says of a name of any index."""
    signs = [one.sign for one in chain.signs]
    if chain.continued or chain.condition is not None or signs != ["="] * len(signs):
        return
    name = plain(chain.operands[0])
    told = list(_indices(name))
    letters = [one.text for index in told for one in _counters(index)]
    counters = PAIRED if len(letters) > 1 else LETTERS
    if not letters or len({*letters}) < len(letters) or not counters.issuperset(letters):
        return
    sums = sum(isinstance(one, tree.Big) for one in nodes(chain.operands))
    if len(letters) > MOST_LETTERS or sums > MOST_SUMS:
        return
    if _is_named(name):
        formulas = tuple(plain(one) for one in chain.operands[1:])
        yield Rule(name, tuple(letters), formulas, chain.signs[0].start)


def _counters(index: Node) -> list[tree.Name]:
    """The letters in an index that counts: k, and that of k + 1."""
    match index:
        case tree.Name():
            return [index]
        case tree.Sum((tree.Name() as letter, tree.Number("1"))):
            return [letter]
    return []


def _is_moved(name: Node) -> bool:
    """Whether the formula is of the next one, v_{k+1}."""
    return any(isinstance(one, tree.Sum) for one in _indices(name))


def _is_named(node: Node) -> bool:
    """Whether this is a name with indices, a derivative by one, or its change: dw_i."""
    match node:
        case tree.Scripted(tree.Name()):
            return True
        case tree.Derivative(by=by):
            return _is_named(by)
        case tree.Product((tree.Name(), second), ("", "")):
            return _is_named(second)
    return False


def _indices(node: Node) -> Iterator[Node]:
    """The indices of a name that is written as `plain` has it."""
    for one in nodes(node):
        if isinstance(one, tree.Scripted):
            yield from one.lower


def plain(node: Any) -> Any:
    """The node with indices one by one, however they are written: w_{12}, w_{1,2}, w[1][2]."""
    match node:
        case tree.Scripted(tree.Name() as base, lower) if lower:
            told = letter_and_number(tuple(one for index in lower for one in apart(index)))
            upper = tuple(map(plain, node.upper))
            return tree.Scripted(base, told, upper, node.primes, node.start, node.end)
    return mapped(node, plain)


def put(node: Any, at: dict[str, int]) -> Any:
    """The node with numbers for letters in its indices; Undecided where another letter is left."""
    match node:
        case tree.Scripted(tree.Name(), lower) if lower:
            counted = tuple(_counted(one, at) for one in lower)
            return replace(node, lower=counted, upper=tuple(put(one, at) for one in node.upper))
        case tree.Name(text) if text in at:
            raise Undecided  # a letter that is no index here
    return mapped(node, lambda inner: put(inner, at))


def _counted(index: Node, at: dict[str, int]) -> Node:
    found = _number(index, at)
    if found is None:
        if any(isinstance(one, tree.Name) and one.text in LETTERS for one in nodes(index)):
            raise Undecided
        return index
    return tree.Number(str(found), index.start, index.end)


def _number(index: Node, at: dict[str, int]) -> int | None:
    match index:
        case tree.Name(text):
            return at.get(text)
        case tree.Number(text) if text.isdigit():
            return int(text)
        case tree.Sum(terms, signs):
            found = [_number(one, at) for one in terms]
            if None not in found:
                return sum(-(one or 0) if sign == "-" else one or 0
                           for one, sign in zip(found, signs, strict=True))  # fmt: skip
    return None


def renumbered(node: Any) -> Any:
    """The node with a place of its own for each number: one may stand there several times."""
    count = 0

    def placed(inner: Any) -> Any:
        nonlocal count
        if isinstance(inner, tree.Number):
            count += 1
            return replace(inner, start=count, end=count)
        return mapped(inner, placed)

    return placed(node)

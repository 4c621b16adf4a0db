"""Names of a sheet without data that differ by a number, z_1 and z_2: each a name of its own.

So are deltas that differ by the letter of their index where both are defined, as for two layers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.meaning import INDEX_LETTERS
from derive.teaching.written.names import Written, nodes, whole_names, written
from derive.teaching.written.tree import Node

NUMBER = "#"  # the bracket of a mark that was an index
DELTA = "delta of"  # with the letter of its index


def earlier_names(formulas: dict[str, tuple[tuple[str, ...], Node]]) -> frozenset[str]:
    """Names under another index in what they are made of, o_j = f(net_j) with net_j = Σ w_{ij} o_i:
    the o_i are those of an earlier layer, which nothing defines."""
    inside = {
        key: [(name.letter, _letter(name)) for name in _every_name(formula)]
        for key, (_, formula) in formulas.items()
    }
    found = set()
    for key, (indices, _) in formulas.items():
        seen, waiting = {key}, [key]
        while len(indices) == 1 and waiting:
            for letter, index in inside[waiting.pop()]:
                if letter == key and index and index != indices[0]:
                    found.add(f"{letter} of {index}")
                elif letter in formulas and letter not in seen:
                    seen.add(letter)
                    waiting.append(letter)
    return frozenset(found)


def numbered_letters(chains: Iterable[Statement]) -> frozenset[str]:
    """Letters whose names have one number for an index wherever they have one, and of which
    several are defined by formulas, or one has the number 0, as theta_0 beside theta_1; none that
    is a column elsewhere, z_i or z = W x."""
    numbers: dict[str, set[str]] = {}
    defined: dict[str, set[str]] = {}
    others: set[str] = set()
    for one in chains:
        for name in _every_name(one.operands):
            number = _number(name)
            if number:
                numbers.setdefault(name.letter, set()).add(number)
            elif name.indices or any(mark.inner for mark in name.marks):
                others.add(name.letter)
        first = written(one.operands[0])
        if first is not None and not isinstance(one.operands[1], tree.Number):
            number = _number(first)
            if number:
                defined.setdefault(first.letter, set()).add(number)
            elif first.plain:
                others.add(first.letter)
            elif first.letter == "delta" and _letter(first):
                defined.setdefault(DELTA, set()).add(_letter(first))
    lettered = defined.pop(DELTA, set())
    deltas = {f"{DELTA} {one}" for one in lettered} if len(lettered) > 1 else set()
    if not any(len(found) > 1 for found in defined.values()):
        from_0 = {one for one, found in numbers.items() if "0" in found and len(found) > 1}
        return frozenset((from_0 - others) | deltas)
    return frozenset((numbers.keys() - others) | deltas)


def with_numbers_marked(node: Any, letters: frozenset[str]) -> Any:
    """The node with these numbers as marks, so that they are a part of the name."""
    if not letters:
        return node
    if isinstance(node, tree.Scripted):
        name = written(node)
        if name is not None and name.letter in letters and _number(name):
            (index,) = node.lower
            mark = tree.Mark(NUMBER, index, node.start, node.end)
            return tree.Scripted(node.base, (), (mark, *_mapped(node.upper, letters)), node.primes,
                                 node.start, node.end)  # fmt: skip
        if name is not None and f"{name.letter} of {_letter(name)}" in letters:
            mark = tree.Mark(NUMBER, tree.Words(_letter(name), node.start, node.end), node.start,
                             node.end)  # fmt: skip
            return replace(node, upper=(mark, *_mapped(node.upper, letters)))
    return mapped(node, lambda inner: with_numbers_marked(inner, letters))


def _mapped(upper: tuple[Node, ...], letters: frozenset[str]) -> tuple[Any, ...]:
    return tuple(with_numbers_marked(one, letters) for one in upper)


def _every_name(node: Any) -> Iterator[Written]:
    """The names in a node, those in exponents too."""
    return (name for one in nodes(node) if (name := written(one)) is not None)


def _letter(name: Written) -> str:
    """The one index of a name, where that is a letter."""
    match name.indices:
        case (tree.Name(text),) if not name.marks:
            return text
    return ""


def _number(name: Written) -> str:
    """The one index of a name, where that is a number of one digit and nothing is marked."""
    match name.indices:
        case (tree.Number(text),) if len(text) == 1 and not name.marks and name.primes == 0:
            return text
    return ""


def runs_over_numbers(sides: tuple[Node, Node], numbered: frozenset[str]) -> bool:
    """Whether w_i stands for w_1 and w_2, which are names of their own on the sheet."""
    return any(one.letter in numbered and any(map(_is_letter, one.indices))
               for one in whole_names(sides))  # fmt: skip


def _is_letter(node: Node) -> bool:
    return isinstance(node, tree.Name) and node.text in INDEX_LETTERS

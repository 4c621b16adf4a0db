"""A letter for the weight just spoken of: "the weight from h_2 to o: ∂L/∂w = 21"; or for one after
the other, as its new value w_new is worked out again and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.teaching.verifying.naming.notation import Notation, Sizes
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import Written, nodes, whole_names, written
from derive.teaching.written.tree import Node

WORDS = frozenset(("input", "in"))


def spoken_of(chains: Iterable[Statement], notation: Notation, sizes: Sizes) -> frozenset[str]:
    """Letters of weights without any index, of which the sheet tells no value, but derivatives
    that are one number, where a layer has several weights: they are no matrix."""
    single: set[str] = set()
    others: set[str] = set()
    for one in chains:
        results = [rows for node in one.operands if (rows := entries(node)) is not None]
        number = bool(results) and len(results[-1]) == len(results[-1][0]) == 1
        for node in one.operands:
            name = _derived_by(node) or _renewed(node)
            if name is not None and number:
                single.add(name.letter)
            elif results and (told := name or written(node)) is not None:
                others.add(told.letter)
            others |= {name.letter for name in whole_names(node)
                       if not name.plain and not is_only_new(name)}  # fmt: skip
    return frozenset(letter for letter in single - others if _is_matrix(letter, notation, sizes))


def only_derived_by(chains: Iterable[Statement]) -> frozenset[str]:
    """Words that only stand below a derivative: ∂E/∂input, of what goes into any unit."""
    below: set[str] = set()
    others: set[str] = set()
    for one in chains:
        for node in nodes(one.operands):
            match node:
                case tree.Derivative(by=tree.Name(text)) if text in WORDS:
                    below.add(text)
            name = written(node)
            if name is not None and name.letter in WORDS and not name.plain:
                others.add(name.letter)
        firsts = (written(node) for node in one.operands)
        others |= {name.letter for name in firsts if name is not None}
    return frozenset(below - others)


def without(notation: Notation, letters: frozenset[str]) -> Notation:
    """The notation with these letters left open."""
    kept = {one: meaning for one, meaning in notation.letters.items() if one not in letters}
    return replace(notation, letters=kept)


def _derived_by(node: Node) -> Written | None:
    match node:
        case tree.Derivative() if node.order == 1:
            name = written(node.by)
            return name if name is not None and name.plain else None
    return None


def _renewed(node: Node) -> Written | None:
    name = written(node)
    return name if name is not None and is_only_new(name) else None


def is_only_new(name: Written) -> bool:
    """Whether nothing but a word for its new value stands at a letter."""
    slots = slots_of(name)
    return slots is not None and slots.new and not (slots.lowered or slots.raised or slots.marks)


def _is_matrix(letter: str, notation: Notation, sizes: Sizes) -> bool:
    meaning = notation.letters.get(letter)
    if meaning is None or meaning.role != "W" or not letter.islower():
        return False
    return all(rows * columns > 1 for rows, columns in _shapes(meaning.layer, sizes))


def _shapes(layer: int | str, sizes: Sizes) -> Iterator[tuple[int, int]]:
    yield from [sizes.weights[layer - 1]] if isinstance(layer, int) else sizes.weights

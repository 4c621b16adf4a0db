"""What sums and differences in a sheet's formulas say of its letters: biases, and what is aimed at.

In `v_i h + d_i` the letter d is a bias, whatever it is elsewhere; in a loss of `\\hat x_i - x_i`
the input is the target too, as an autoencoder has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.stated.data import INPUTS, WEIGHTS
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written
from derive.teaching.written.tree import Node


@dataclass(frozen=True)
class Summands:
    """Letters that are `added` to weighted sums, and whether inputs are to be `rebuilt`."""

    added: frozenset[str] = frozenset()
    rebuilt: bool = False


NOTHING = Summands()


def summands(chains: Iterable[Statement]) -> Summands:
    """What the sums on a sheet say."""
    added: set[str] = set()
    taken: set[str] = set()  # letters that are subtracted from something
    differences: set[tuple[str, str]] = set()
    weights = WEIGHTS - {"theta"}
    for one in _sums(chains):
        letters = [_letter(term) for term in one.terms]
        signs = dict(zip(letters, one.signs, strict=True))
        if any(weights & set(_letters(term)) for term, letter in zip(one.terms, letters,
                                                                     strict=True)
               if letter is None):  # fmt: skip
            added |= {letter for letter in letters if letter and signs[letter] != "-"}
        if len(letters) == 2 and letters[0] and letters[1] and one.signs[1] == "-":
            taken |= {letters[0], letters[1]}
            differences.add((letters[0], letters[1]))
    rebuilt = {pair for pair in differences if len(_inputs(pair)) == 1
               and any(one.startswith("hat ") for one in pair)}  # fmt: skip
    return Summands(frozenset(added - taken - weights - {*INPUTS}), bool(rebuilt))


def _inputs(pair: tuple[str, str]) -> set[str]:
    return {one for one in pair if one in INPUTS}


def _sums(chains: Iterable[Statement]) -> Iterator[tree.Sum]:
    for one in chains:
        for node in nodes(one.operands):
            if isinstance(node, tree.Sum):
                yield node


def _letter(node: Node) -> str | None:
    name = written(node)
    slots = slots_of(name) if name is not None else None
    return None if slots is None else slots.letter


def _letters(node: Node) -> Iterator[str]:
    for inner in nodes(node):
        letter = _letter(inner)
        if letter is not None:
            yield letter

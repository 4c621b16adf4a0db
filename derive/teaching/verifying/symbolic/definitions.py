"""What a sheet without data defines in letters: L = ..., p_i = ..., and what sums to 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from derive.teaching.verifying.lines.operands import operand
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.numbered_names import (
    earlier_names,
    numbered_letters,
    with_numbers_marked,
)
from derive.teaching.verifying.naming.slots import slot_of
from derive.teaching.verifying.statements.seeds import seeds
from derive.teaching.verifying.statements.statements import Statement, is_printed, is_prose
from derive.teaching.verifying.symbolic.bare_functions import bare_functions, without_arguments
from derive.teaching.written import tree
from derive.teaching.written.meaning import INDEX_LETTERS
from derive.teaching.written.names import Written, nodes, whole_names, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

MOST_DEFINED = 200  # names of one sheet


@dataclass(frozen=True)
class Definition:
    """A name with these letters for indices, and the formula that it is."""

    indices: tuple[str, ...]
    formula: Node


@dataclass(frozen=True)
class Definitions:
    """What names are; `indices` are how many each has, `counts` letters for how many there are.

    `whole` are columns whose entries sum to 1; `functions` have a prime somewhere, or no formula;
    `again` are further formulas of a name, `numbered` the letters of z_1, z_2, ..., `bare` those of
    functions that are names without their argument, `turned` names without indices that are
    transposed somewhere. `terms` keeps what formulas are, None while one
    is being read. A `supposed` derivative is taken for the true one. `model` judges what these do
    not decide.
    """

    indices: dict[str, int] = field(default_factory=dict)
    formulas: dict[str, Definition] = field(default_factory=dict)
    counts: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    again: dict[str, tuple[Definition, ...]] = field(default_factory=dict)
    numbered: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    turned: frozenset[str] = frozenset()
    terms: dict[str, Any] = field(default_factory=dict, compare=False)
    supposed: Any = None
    model: Any = field(default=None, compare=False)


def key_of(name: Written) -> str | None:
    """A name without its indices; None where something else is written on it."""
    marks = []
    for mark in name.marks:
        layer = None if is_index(mark.inner) else slot_of(mark.inner)
        if isinstance(layer, int | str):
            marks.append(f"{mark.bracket}{layer}")
        elif not is_index(mark.inner):
            return None
    return " ".join((*name.accents, name.letter, *marks)) if not name.primes else None


def indices_of(name: Written) -> tuple[Node, ...]:
    """The indices of a name, and the example that stands in a raised bracket."""
    return (*name.indices, *(one.inner for one in name.marks if is_index(one.inner)))


def is_index(node: Node) -> bool:
    return isinstance(node, tree.Name) and node.text in INDEX_LETTERS and not node.accents


def of_any_layer(sides: tuple[Node, ...], told: Definitions) -> bool:
    """Whether x^{[l]} stands there, on a sheet with an x^{[1]}: no x_l is meant."""
    return any(
        is_index(mark.inner) and any(key.startswith(f"{name.letter} {mark.bracket}")
                                     for key in told.indices)
        for name in whole_names(sides) for mark in name.marks
    )  # fmt: skip


def definitions(chains: Iterable[Statement], names: BoundNames) -> Definitions:
    """Everything that the chains define."""
    found: dict[str, list[Definition]] = {}
    counts: dict[str, int] = {}
    uppers: set[str] = set()
    whole: set[str] = set()
    turned: set[str] = set()
    both: list[tuple[Statement, list[Node]]] = []
    chains = list(chains)
    bare, open_functions = bare_functions(chains)
    functions = set(open_functions)
    numbered = numbered_letters(chains)
    told = {key: (definition.indices, definition.formula) for one in chains
            for key, definition in _defined(one, [operand(node, names).node
                                                  for node in one.operands])}  # fmt: skip
    numbered |= earlier_names(told)
    for one in chains:
        sides = [operand(with_numbers_marked(without_arguments(node, bare), numbered), names).node
                 for node in one.operands]  # fmt: skip
        for node in nodes(tuple(sides)):
            if isinstance(node, tree.Big) and isinstance(node.upper, tree.Name):
                uppers.add(node.upper.text)
            if isinstance(node, tree.Transposed):
                turned |= {key for name in whole_names(node.inner) if (key := key_of(name))}
        for name in (name for side in sides for name in whole_names(side)):
            key = key_of(name)
            if key is not None:
                counts[key] = max(counts.get(key, 0), len(indices_of(name)))
            if name.primes:
                functions.add(name.letter)
        whole |= set(_sums_to_one(one, sides))
        for key, definition in _defined(one, sides):
            found.setdefault(key, []).append(definition)
        both.append((one, sides))
    for name, formula in seeds(both):
        found.setdefault(key_of(name) or "", [Definition((), formula)])
    if len(found) > MOST_DEFINED:
        return Definitions()
    return Definitions(
        counts, {key: several[0] for key, several in found.items()}, frozenset(uppers),
        frozenset(whole), frozenset(functions),
        {key: tuple(several[1:]) for key, several in found.items() if len(several) > 1}, numbered,
        bare, frozenset(key for key in turned if not counts.get(key)),
    )  # fmt: skip


def _defined(one: Statement, sides: list[Node]) -> Iterator[tuple[str, Definition]]:
    """The name that a chain begins with, and what it is said to be."""
    if one.continued or one.signs[0].sign != "=" or one.condition is not None:
        return  # what is nearly so, "p ≈ 1 + z for large t", is so in a limit only
    name, formula = written(bare_loss(sides[0])), sides[1]
    if len(sides) > 2 and _is_of_letter(formula) and one.signs[1].sign == "=":
        letters_there = {inner.letter for inner in whole_names(sides[2])}
        if letters_there - FUNCTION_WORDS.keys() - {"sigma"}:  # no numbers put in: \sigma(0.5)
            formula = sides[2]  # o = f(net) = 1 / (1 + e^{-net}): what f is
    key = key_of(name) if name is not None else None
    if name is None or key is None or name.raised or name.letter in FUNCTION_WORDS:
        return
    indices = indices_of(name)
    if not all(map(is_index, indices)) or is_printed(formula) or is_prose(formula):
        return
    letters = tuple(index.text for index in indices if isinstance(index, tree.Name))
    inside = {key_of(inner) for inner in whole_names(formula)}
    if inside - {None} and key not in inside and len(set(letters)) == len(letters):
        yield key, Definition(letters, formula)


def _is_of_letter(node: Node) -> bool:
    """Whether this is f(z), with a letter for the function."""
    match node:
        case tree.Product((tree.Name(letter), tree.Group("(", (_,))), (_, "")):
            return letter in ("f", "g", "phi", "varphi", "sigma")
    return False


def bare_loss(node: Node) -> Node:
    """J for J(w): what a loss is a function of is said by its definition; C for C_0."""
    match node:
        case tree.Scripted(tree.Name(letter) as bare, (tree.Number("0"),), (), 0):
            return bare if letter in LOSSES else node
        case tree.Derivative() if node.what is not None:
            return replace(node, what=bare_loss(node.what))
        case tree.Product((first, tree.Group("(", items)), (_, "")) if all(map(written, items)):
            name = written(first)
            return first if name is not None and name.letter in LOSSES else node
    return node


def _sums_to_one(one: Statement, sides: list[Node]) -> Iterator[str]:
    r"""The t of \sum_k t_k = 1."""
    for left, right in pairwise(sides):
        body = left.body if isinstance(left, tree.Big) and left.kind == "sum" else None
        name = written(body) if body is not None else None
        if name is not None and isinstance(right, tree.Number) and right.text == "1":
            key = key_of(name)
            if key is not None:
                yield key

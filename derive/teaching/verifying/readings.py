"""A side of a claim made ready, and the ways in which what it leaves open can be taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import product
from typing import Any

from derive.calculus.network import Network
from derive.teaching.written import tree
from derive.teaching.written.letters_of_sheet import Letters
from derive.teaching.written.names import NotUnderstood, nodes, written
from derive.teaching.written.sheet_functions import pinned
from derive.teaching.written.sheet_names import Reading, SheetNames
from derive.teaching.written.tree import Node

COUNTS = ("n", "N", "m", "M", "K", "C")


def cleaned(node: Node) -> Node:
    """A side without the remark that stands after it: (chain rule)."""
    while isinstance(node, tree.Product) and isinstance(node.factors[-1], tree.Words):
        rest = node.factors[:-1]
        if len(rest) == 1:
            node = rest[0]
        else:
            node = tree.Product(rest, node.signs[:-1], node.start, rest[-1].end)
    return node


def examples_in(sides: tuple[Node, ...], letters: Letters, network: Network) -> frozenset[str]:
    """The marks of examples that two sides write: "1", "2", "q", and letters such as n."""
    names = SheetNames(letters, network, Reading(()))
    found = set()
    for one in nodes(sides):
        name = written(one)
        if name is None or not name.marks:
            continue
        try:
            quantity = names.quantity(name)
        except NotUnderstood:
            continue
        if quantity is not None and quantity.example:
            found.add(quantity.example)
    return frozenset(found - {"1"} | ({"1"} if _marked_one(sides, names) else set()))


def _marked_one(sides: tuple[Node, ...], names: SheetNames) -> bool:
    """Whether "1" is written as an example, not only taken where nothing is."""
    for one in nodes(sides):
        name = written(one)
        if name is None or not name.marks:
            continue
        roles = names.letters.roles.get(" ".join((*name.accents, name.letter)), ())
        for place, mark in enumerate(name.marks):
            kind = names.letters.mark_of(
                mark.bracket, roles[0] if roles else "", len(name.marks), place
            )
            if kind == "example" and isinstance(mark.inner, tree.Number) and roles:
                return True
    return False


def summed_out(node: Any, letters: frozenset[str], batch: tuple[str, ...]) -> Any:
    """The node with every sum over examples written out."""
    if isinstance(node, tree.Big):
        index = _index_of(node)
        if index in letters and node.kind == "sum":
            terms = tuple(
                summed_out(put(node.body, index, one), letters, batch) for one in batch
            )
            return tree.Sum(terms, ("+",) * len(terms), node.start, node.end)
    return _mapped(node, lambda inner: summed_out(inner, letters, batch))


def _index_of(node: tree.Big) -> str:
    lower = node.lower
    if isinstance(lower, tree.Chain):
        lower = lower.operands[0]
    return lower.text if isinstance(lower, tree.Name) else ""


def put(node: Any, letter: str, example: str) -> Any:
    """The node with an example in place of its letter, in marks only."""
    if isinstance(node, tree.Mark) and isinstance(node.inner, tree.Name):
        if node.inner.text == letter:
            inner = tree.Number(example, node.inner.start, node.inner.end)
            return tree.Mark(node.bracket, inner, node.start, node.end)
        return node
    return _mapped(node, lambda inner: put(inner, letter, example))


def _mapped(node: Any, change: Any) -> Any:
    if isinstance(node, tuple):
        return tuple(change(one) for one in node)
    if not is_dataclass(node):
        return node
    kept = [getattr(node, one.name) for one in fields(node)]
    if not any(isinstance(one, tuple) or is_dataclass(one) for one in kept):
        return node
    made: Any = type(node)
    return made(*(change(one) if isinstance(one, tuple) or is_dataclass(one) else one
                  for one in kept))  # fmt: skip


def readings(
    sides: tuple[Node, ...],
    letters: Letters,
    network: Network,
    batches: tuple[tuple[str, ...], ...],
    marked: bool,
    layouts: tuple[bool, ...],
) -> Iterator[Reading]:
    """Every way that is to be tried, the most likely first."""
    generics: list[str | None] = [None]
    if _has_bare(sides, letters):
        named = [_named_function(one, letters, network) for one in nodes(sides)]
        chosen = list(dict.fromkeys(one for one in named if one))
        known = [pinned(one) for one in network.layers]
        generics = [*dict.fromkeys(chosen or known), None]
        generics = [one for one in generics if one != "softmax"]
    derived = any(isinstance(one, tree.Derivative) for one in nodes(sides))
    branched = any(
        len(one.sources) > 1 or sum(n in other.sources for other in network.layers) > 1
        for n, one in enumerate(network.layers)
    ) or len({source for one in network.layers for source in one.sources}) < network.depth
    singles = () if marked else (("1",),)
    groups = list(dict.fromkeys((*singles, *batches)))
    counted = _counted(sides, letters)
    for generic, batch, of_batch, direct, slopes, turned in product(
        generics,
        groups,
        (False, True) if counted and len(batches[0]) > 1 else (False,),
        (True, False) if branched and derived else (False,),
        (False, True) if derived else (False,),
        layouts if derived else (False,),
    ):
        many = len(batch) if of_batch else network.width(network.depth)
        counts = tuple((letter, len(batch) if letter == "N" else many) for letter in counted)
        yield Reading(batch, generic, slopes, direct, turned, counts)


def _counted(sides: tuple[Node, ...], letters: Letters) -> tuple[str, ...]:
    """Letters for a number of outputs or of examples."""
    found = {one.text for one in nodes(sides) if isinstance(one, tree.Name)}
    return tuple(one for one in COUNTS if one in found and one not in letters.roles)


def _has_bare(sides: tuple[Node, ...], letters: Letters) -> bool:
    """Whether a z or an a stands bare: without layer, index or example."""
    for one in nodes(sides):
        name = written(one)
        if name is None or name.marks or name.indices:
            continue
        roles = letters.roles.get(" ".join((*name.accents, name.letter)), ())
        if "preactivation" in roles or "activation" in roles or name.letter == "z":
            return True
    return False


def _named_function(node: Any, letters: Letters, network: Network) -> str | None:
    name = written(node)
    if name is None or name.letter in letters.roles:
        return None
    known = letters.functions.get(name.letter)
    if known is None and name.letter not in {one.activation for one in network.layers}:
        return None
    for one in network.layers:
        if one.activation == (known or name.letter):
            return pinned(one)
    return known

"""A side of a claim made ready, and the ways in which what it leaves open can be taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from derive.calculus.network import Network
from derive.teaching.written import tree
from derive.teaching.written.letters_of_sheet import LAYERED, Letters
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import Written, nodes, written
from derive.teaching.written.sheet_functions import pinned
from derive.teaching.written.sheet_quantities import Reading
from derive.teaching.written.tree import Node

PER_EXAMPLE = frozenset(("input", "activation", "output", "preactivation", "delta", "target"))
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


@dataclass(frozen=True)
class Seen:
    """What two sides hold, looked through once: their nodes, and the marks of examples in them."""

    sides: tuple[Node, Node]
    nodes: tuple[Any, ...]
    names: tuple[Written, ...]
    examples: frozenset[str]


def seen(left: Node, right: Node, letters: Letters) -> Seen:
    """The nodes of both sides, and the examples that they name: "1", "q", a letter for any."""
    sides = _evened(cleaned(left), letters), _evened(cleaned(right), letters)
    found = tuple(nodes(sides))
    bases = {id(one.base) for one in found if isinstance(one, tree.Scripted)}
    whole = (one for one in found if id(one) not in bases)
    names = tuple(name for one in whole if (name := written(one)) is not None)
    examples = set()
    for name in names:
        roles = letters.roles.get(" ".join((*name.accents, name.letter))) if name.marks else None
        if roles is None:
            continue
        main = next((one for one in roles if one in LAYERED), roles[0])
        for place, mark in enumerate(name.marks):
            kind = letters.mark_of(mark.bracket, main, len(name.marks), place)
            if kind == "example" and isinstance(mark.inner, tree.Number | tree.Name):
                examples.add(mark.inner.text)
    return Seen(sides, found, names, frozenset(examples))


def _evened(node: Node, letters: Letters) -> Node:
    """A sum over examples, in which ∂z/∂W stands once with ^T and once without: it may do so."""
    if not isinstance(node, tree.Sum) or not all(isinstance(o, tree.Product) for o in node.terms):
        return node
    lasts = [one.factors[-1] for one in node.terms if isinstance(one, tree.Product)]
    turned = [isinstance(one, tree.Transposed) for one in lasts]
    inner = [one.inner if isinstance(one, tree.Transposed) else one for one in lasts]
    by = [written(one.by) if isinstance(one, tree.Derivative) else None for one in inner]
    if all(turned) or not any(turned) or not all(
        one is not None and not one.indices and "weights" in letters.roles.get(one.letter, ())
        for one in by
    ):  # fmt: skip
        return node
    terms = tuple(
        tree.Product((*one.factors[:-1], last), one.signs, one.start, one.end)
        for one, last in zip(node.terms, inner, strict=True)
        if isinstance(one, tree.Product)
    )
    return tree.Sum(terms, node.signs, node.start, node.end)


def summed_out(node: Any, letters: frozenset[str], batch: tuple[str, ...]) -> Any:
    """The node with every sum over examples written out."""
    if isinstance(node, tree.Big):
        index = index_of(node)
        if index in letters and node.kind == "sum":
            terms = tuple(summed_out(put(node.body, index, one), letters, batch) for one in batch)
            return tree.Sum(terms, ("+",) * len(terms), node.start, node.end)
    return mapped(node, lambda inner: summed_out(inner, letters, batch))


def index_of(node: tree.Big) -> str:
    """The letter that a sum runs over; empty where it is none."""
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
    return mapped(node, lambda inner: put(inner, letter, example))


def readings(
    seen: Seen,
    letters: Letters,
    network: Network,
    batches: tuple[tuple[str, ...], ...],
    layouts: tuple[bool, ...],
    vectors: tuple[bool, ...],
) -> Iterator[Reading]:
    """Every way that is to be tried, the most likely first."""
    generics: list[str | None] = [None]
    if _has_bare(seen, letters):
        named = [_named_function(one, letters, network) for one in seen.names]
        chosen = list(dict.fromkeys(one for one in named if one))
        known = [pinned(one) for one in network.layers]
        unnamed = [one for one in known if one != "identity"]
        generics = [*dict.fromkeys(chosen or unnamed or known), None]
        generics = [one for one in generics if one != "softmax"]
    derived = any(type(one) is tree.Derivative for one in seen.nodes)
    branched = derived and (
        any(
            len(one.sources) > 1 or sum(n in other.sources for other in network.layers) > 1
            for n, one in enumerate(network.layers)
        )
        or len({source for one in network.layers for source in one.sources}) < network.depth
    )
    stacks = _has_capitals(seen, letters) and len(batches[0]) > 1
    singles = () if seen.examples or stacks else (("1",),)
    groups = list(dict.fromkeys((*singles, *batches)))
    groups.sort(key=lambda one: not seen.examples <= {*one})  # stable: who names two means both
    if len(vectors) == 1 and _is_chain_rule(seen):
        vectors = *vectors, not vectors[0]
    counted = _counted(seen, letters)
    divided = network.width(network.depth) == 1 and _is_divided(seen, counted)
    if (stacks or divided) and len(batches[0]) > 1:  # nobody writes so of one example
        groups = [one for one in groups if len(one) > 1]
    for lying, generic, batch, of_batch, direct, slopes, turned, upright, stacked in product(
        vectors,
        generics,
        groups,
        (False, True)[divided:] if counted and len(batches[0]) > 1 else (False,),
        (True, False) if branched else (False,),
        (False, True) if derived else (False,),
        layouts if derived else (False,),
        (False, True) if derived and _by_weights(seen, letters) else (False,),
        (stacks,),
    ):
        many = len(batch) if of_batch else network.width(network.depth)
        counts = tuple((letter, len(batch) if letter == "N" else many) for letter in counted)
        yield Reading(
            batch,
            generic,
            slopes=slopes,
            direct=direct,
            turned=turned,
            upright=upright,
            stacked=stacked,
            rows=lying,
            counts=counts,
        )


def _is_chain_rule(seen: Seen) -> bool:
    """Whether both sides are derivatives alone, or products of them: no layout is said by that."""
    return all(
        type(one) is tree.Derivative
        for side in seen.sides
        for one in (side.factors if isinstance(side, tree.Product) else (side,))
    )


def _by_weights(seen: Seen, letters: Letters) -> bool:
    """Whether what goes into a layer is derived by all of its weights: a layout is to be chosen."""
    for one in seen.nodes:
        if type(one) is tree.Derivative:
            by, of = written(one.by), written(one.what) if one.what is not None else None
            if by is None or of is None or by.indices:
                continue
            if "weights" in letters.roles.get(by.letter, ()) and "preactivation" in (
                letters.roles.get(of.letter, ())
            ):
                return True
    return False


def _counted(seen: Seen, letters: Letters) -> tuple[str, ...]:
    """Letters for a number of outputs or of examples."""
    found = {one.letter for one in seen.names}
    return tuple(one for one in COUNTS if one in found and one not in letters.roles)


def _is_divided(seen: Seen, counted: tuple[str, ...]) -> bool:
    """Whether such a number stands below a line: 1/m."""
    below = (one for over in seen.nodes if type(over) is tree.Over for one in nodes(over.bottom))
    return any(isinstance(one, tree.Name) and one.text in counted for one in below)


def _has_bare(seen: Seen, letters: Letters) -> bool:
    """Whether a z or an a stands bare: without layer, index or example."""
    for name in seen.names:
        if name.marks or name.indices or (letters.layer == "plain" and name.raised):
            continue
        roles = letters.roles.get(" ".join((*name.accents, name.letter)), ())
        if "preactivation" in roles or "activation" in roles or name.letter == "z":
            return True
    return False


def _named_function(name: Written, letters: Letters, network: Network) -> str | None:
    """The activation of the network that a name says."""
    if name.letter in letters.roles:
        return None
    known = letters.functions.get(name.letter, name.letter)
    for one in network.layers:
        if one.activation == known:
            return pinned(one)
    return letters.functions.get(name.letter)


def _has_capitals(seen: Seen, letters: Letters) -> bool:
    """Whether X, Z, A may hold all examples: a capital of what belongs to an example."""
    for name in seen.names:
        roles = letters.roles.get(" ".join((*name.accents, name.letter)), ())
        beside = letters.roles.get(name.letter.lower(), ())
        if name.letter[0].isupper() and set(roles) & set(beside) & PER_EXAMPLE:
            return True
    return False

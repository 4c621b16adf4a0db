"""A name with everything written on it, taken apart; who binds names answers to `Names`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Protocol, get_args

from derive.calculus.term import Term
from derive.calculus.term_value import everything
from derive.teaching.written import tree
from derive.teaching.written.remembered import remembered
from derive.teaching.written.tree import Node

_SIGNS = "tuple[str, ...]"
ARROWS = ("vec", "overrightarrow")
UNKNOWN = "a name that is not known here"
OWN = "own"  # the function that the question is about


class NotUnderstood(Exception):
    """A part of a formula that reads well and means nothing here; becomes an Unread."""

    def __init__(self, reason: str, node: Node) -> None:
        self.reason, self.node = reason, node


@dataclass(frozen=True, slots=True)
class Written:
    """A letter or word, its indices, layer marks, what is raised otherwise, and its primes."""

    letter: str
    accents: tuple[str, ...]
    indices: tuple[Node, ...]
    marks: tuple[tree.Mark, ...]
    raised: tuple[Node, ...]
    primes: int
    node: Node

    @property
    def plain(self) -> bool:
        """Whether nothing is written on the letter."""
        return not (self.indices or self.marks or self.raised or self.primes or self.accents)


def written(node: Node) -> Written | None:
    """The name that a node is; None where it is none."""
    kind = type(node)
    return _written(node) if kind is tree.Name or kind is tree.Scripted else None


@remembered
def _written(node: Node) -> Written | None:
    if isinstance(node, tree.Name):
        return Written(node.text, _told(node), (), (), (), 0, node)
    if isinstance(node, tree.Scripted) and isinstance(node.base, tree.Name):
        marks = tuple(one for one in node.upper if isinstance(one, tree.Mark))
        raised = tuple(one for one in node.upper if not isinstance(one, tree.Mark))
        indices = tuple(index for one in node.lower for index in apart(one))
        base = node.base
        return Written(base.text, _told(base), indices, marks, raised, node.primes, node)
    return None


def _told(name: tree.Name) -> tuple[str, ...]:
    """The accents that say something: an arrow is another look of a vector."""
    if not name.accents:
        return ()
    return tuple(one for one in name.accents if one not in ARROWS)


def apart(index: Node) -> Iterator[Node]:
    """ij, pi and 11 are two indices each; 10 is one only where a comma says so."""
    if isinstance(index, tree.Product) and not any(index.signs):
        for factor in index.factors:
            yield from apart(factor)
    elif isinstance(index, tree.Number) and len(index.text) == 2 and index.text.isdigit():
        for place, digit in enumerate(index.text):
            yield tree.Number(digit, index.start + place, index.start + place + 1)
    elif (
        isinstance(index, tree.Name) and index.text == "pi" and index.end - index.start == len("pi")
    ):
        yield tree.Name("p", index.start, index.start + 1)  # the number has a sign of its own
        yield tree.Name("i", index.start + 1, index.end)
    else:
        yield index


def letter_and_number(indices: tuple[Node, ...]) -> tuple[Node, ...]:
    """The two indices of δ_{i1}, which is read as i with an index of its own; else as they are."""
    match indices:
        case (tree.Scripted(tree.Name() as letter, (tree.Number() as number,), (), 0),):
            return letter, number
    return indices


class Names(Protocol):
    """Says what names mean in one question."""

    def value(self, name: Written, meaning: Any) -> Term | None:
        """The term that a name stands for; None for a name that is not known."""

    def function(self, name: Written, argument: Node | None) -> str | None:
        """The function that a name is, before this argument (None: nothing follows)."""

    def own(self, name: Written, arguments: tuple[Term, ...]) -> Term:
        """The value, or the slope, of the function in question."""

    def implied(self, name: Written) -> Term | None:
        """The argument of a function that stands alone."""

    def derivative(self, node: tree.Derivative, meaning: Any) -> Term | None:
        """What a written derivative stands for."""


# what holds further nodes, by the kind of node, the last first
INNER: dict[type, tuple[str, ...]] = {
    kind: tuple(
        one.name for one in reversed(fields(kind)) if one.type not in ("str", "int", "bool", _SIGNS)
    )
    for kind in (*get_args(tree.Node), tree.Relation)
}


@remembered
def nodes(node: Any) -> tuple[Any, ...]:
    """A node and every node in it, each before what it holds."""
    return tuple(everything(node, INNER))


@remembered
def whole_names(node: Any) -> tuple[Written, ...]:
    """Every name in a node, with all that is written on it; not what its scripts hold."""
    found: list[Written] = []
    waiting = [node]
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind is tuple:
            waiting.extend(one[::-1])
            continue
        inner = INNER.get(kind)
        if inner is None:
            continue
        name = written(one)
        if name is not None:
            found.append(name)
            continue
        for slot in inner:
            waiting.append(getattr(one, slot))
    return tuple(found)


def names_with_powers(node: Any) -> Iterator[Written]:
    """Every name in a node, and those in what names are raised to: the x of e^{-x}, e^(-x)."""
    for one in whole_names(node):
        yield one
        yield from names_with_powers(one.raised)
        if one.letter == "e":
            yield from names_with_powers(tuple(mark.inner for mark in one.marks))


# what a node is but for its place, by the kind of node
_LOOKS: dict[type, tuple[str, ...]] = {
    kind: tuple(one.name for one in fields(kind) if one.name not in ("start", "end"))
    for kind in INNER
}


def without_place(node: Any) -> Any:
    """What a node is, wherever it stands: two that look alike are equal so."""
    kind = type(node)
    if kind is tuple:
        return tuple([without_place(one) for one in node])
    return _without_place(node) if kind in _LOOKS else node


@remembered
def _without_place(node: Any) -> Any:
    kind = type(node)
    kept = [getattr(node, name) for name in _LOOKS[kind]]
    return kind.__name__, *[without_place(one) for one in kept]

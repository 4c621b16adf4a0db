"""Names that are renewed in letters: w ← w - η g, or their change: Δw = -η g."""

from __future__ import annotations

from derive.teaching.written import tree
from derive.teaching.written.names import Written, nodes, without_place, written
from derive.teaching.written.tree import Node

STEP = "Delta"
TIMES = frozenset(("new", "neu", "old", "alt", "next", "updated"))


def is_step(left: Node, right: Node) -> bool:
    """Whether a name is said to be what it was and something more, or its change to be this."""
    name = written(left)
    return name is not None and change(name, right) is not None


def change(name: Written, right: Node) -> tuple[Node, str] | None:
    """What is added to a parameter, and its sign."""
    if not isinstance(right, tree.Sum):
        return (right, "") if STEP in name.accents else None
    terms, signs = right.terms, right.signs
    if STEP not in name.accents:
        first = written(terms[0])
        if (
            first is None
            or len(terms) != 2
            or signs[0] == "-"
            or not is_same_parameter(first, name)
        ):
            return None
        terms, signs = terms[1:], signs[1:]
    return (terms[0], signs[0]) if len(terms) == 1 else None


def is_same_parameter(one: Written, other: Written) -> bool:
    """Whether two names are of the same parameter, new or old."""
    accents = tuple(kind for kind in other.accents if kind != STEP)
    same = (one.letter, one.accents) == (other.letter, accents)
    return same and _places(one) == _places(other)


def _places(name: Written) -> list[Node]:
    """The indices and marks of a name but for words such as new and old."""
    found = (*name.indices, *(mark.inner for mark in name.marks))
    return [without_place(one) for one in found if not is_time(one)]


def is_time(node: Node) -> bool:
    """Whether an index says of a parameter that it is the one before or after a step."""
    return isinstance(node, tree.Name) and node.text in TIMES


def is_general_step(left: Node, right: Node) -> bool:
    """Whether this is the rule of descent for whatever a letter stands for: p ← p - η ∂E/∂p."""
    match left, right:
        case tree.Name(), tree.Sum((tree.Name() as old, change), ("+", "-")):
            by = [one.by for one in nodes(change) if isinstance(one, tree.Derivative)]
            names = [one.text for one in (old, *by) if isinstance(one, tree.Name)]
            return names == [left.text, left.text]
    return False

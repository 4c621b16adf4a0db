"""Sums over indices, written out over the entries that are known; over i and j at once, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, TypeAlias

from derive.teaching.verifying.computed.index_rules import Undecided, put
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes
from derive.teaching.written.tree import Node

MOST_ENTRIES = 12
MOST_AT_ONCE = 2  # indices that one sum goes over
IsKnown: TypeAlias = Callable[[Node], bool]


def written_out(node: Any, at: dict[str, int], is_known: IsKnown) -> Any:
    """The node with numbers put in, its sums written out over what is known."""
    match node:
        case tree.Big("sum"):
            body, ranges = _ranges(node, at, is_known)
            terms = tuple(written_out(body, {**at, **one}, is_known) for one in ranges)
            whole = tree.Sum(terms, ("+",) * len(terms), node.start, node.end)
            return tree.Group("(", (whole,), node.start, node.end)
        case tree.Big():
            raise Undecided
        case tree.Scripted(tree.Name(), lower) if lower:
            return put(node, at)
        case tree.Name(text) if text in at:
            raise Undecided
    return mapped(node, lambda inner: written_out(inner, at, is_known))


def _ranges(
    node: tree.Big, at: dict[str, int], is_known: IsKnown
) -> tuple[Node, list[dict[str, int]]]:
    """What is summed, and the numbers that stand for its indices."""
    match node.lower, node.upper:
        case tree.Chain((tree.Name(letter), tree.Number(first))), tree.Number(last):
            if first.isdigit() and last.isdigit() and int(last) - int(first) < MOST_ENTRIES:
                return node.body, [{letter: one} for one in range(int(first), int(last) + 1)]
    letters, body = _over(node)
    if 0 < len(letters) <= MOST_AT_ONCE and not {*letters} & at.keys():
        found = _entries(letters, body, at, is_known)
        if found:
            return body, [dict(zip(letters, one, strict=True)) for one in sorted(found)]
    raise Undecided


def _over(node: Node) -> tuple[list[str], Node]:
    """The indices of sums straight in one another, and what is summed: one over ij has two."""
    match node:
        case tree.Big("sum", tree.Name(letter), None, body):
            letters, inside = _over(body)
            return [letter, *letters], inside
    return [], node


def _entries(
    letters: list[str], body: Node, at: dict[str, int], is_known: IsKnown
) -> set[tuple[int, ...]]:
    """The numbers for which a name with all these indices is known, where all such names agree.

    w_{kj} says what is summed over; a name with fewer indices may be known of other layers too.
    """
    names = [one for one in nodes(body) if isinstance(one, tree.Scripted)
             and {*letters} <= {*_bare(one)}]  # fmt: skip
    most = max((len(one.lower) for one in names), default=0)
    known = [{numbers for numbers in product(range(MOST_ENTRIES), repeat=len(letters))
              if is_known(put(one, at | dict(zip(letters, numbers, strict=True))))}
             for one in names]  # fmt: skip
    counts = [one for one, name in zip(known, names, strict=True) if len(name.lower) == most]
    if not counts or any(one != counts[0] for one in counts):
        return set()
    return counts[0] if all(one >= counts[0] for one in known) else set()


def _bare(name: tree.Scripted) -> Iterator[str]:
    return (one.text for one in name.lower if isinstance(one, tree.Name))

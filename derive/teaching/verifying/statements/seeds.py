r"""Where derivatives start on a sheet of letters: \bar f = 1, the last node by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.names import Written, written
from derive.teaching.written.tree import Node

ACCENTS = ("adjoint", "dot")  # not a hat: \hat y = 1 is an output; not a mean


def seeds(chains: Iterable[tuple[Statement, list[Node]]]) -> Iterator[tuple[Written, Node]]:
    """The accented names that are 1 wherever they are a number, each with that 1."""
    found: dict[str, tuple[Written, Node]] = {}
    others: set[str] = set()
    for one, sides in chains:
        name = written(sides[0])
        if name is None or len(name.accents) != 1 or name.accents[0] not in ACCENTS:
            continue
        if name.indices or name.marks or name.raised or name.primes or one.condition is not None:
            continue
        if any(is_printed(side) and not _is_one(side) for side in sides[1:]):
            others.add(name.letter)
        elif len(sides) == 2 and one.signs[0].sign == "=" and _is_one(sides[1]):
            found.setdefault(name.letter, (name, sides[1]))
    yield from (told for letter, told in found.items() if letter not in others)


def _is_one(node: Node) -> bool:
    return isinstance(node, tree.Number) and node.text == "1"

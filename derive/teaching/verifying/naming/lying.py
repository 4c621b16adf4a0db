"""Whether vectors lie or stand, by what most of those that are printed do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.notation import Notation
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.naming.usual import VECTORS
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written


def lying(
    notation: Notation, told: dict[str, list[Evidence]], chains: Iterable[Statement]
) -> Notation:
    """All vectors lie where most of those that are printed do; but not a bias that is printed as a
    column and turned where it is added, 1 b^T."""
    lie = stand = 0
    for letter, meaning in notation.letters.items():
        if meaning.role not in VECTORS:
            continue
        for one in told.get(letter, ()):
            rows, columns = one.shape
            if meaning.batch:
                lie, stand = lie + meaning.turned, stand + (not meaning.turned)
            elif 1 in (rows, columns):
                lie, stand = lie + (columns > 1), stand + (rows > 1)
    if lie <= stand:
        return notation
    turned = _turned(chains)
    kept = {letter for letter, one in notation.letters.items()
            if one.role == "b" and letter in turned and _stands(told.get(letter, []))}  # fmt: skip
    letters = {
        letter: replace(one, turned=True) if one.role in VECTORS and letter not in kept else one
        for letter, one in notation.letters.items()
    }
    return Notation(letters, notation.example, notation.single)


def _turned(chains: Iterable[Statement]) -> set[str]:
    """The letters that are written turned: c of c^T."""
    found = set()
    for one in chains:
        for node in nodes(one.operands):
            name = written(node.inner) if isinstance(node, tree.Transposed) else None
            slots = slots_of(name) if name is not None else None
            if slots is not None:
                found.add(slots.letter)
    return found


def _stands(told: list[Evidence]) -> bool:
    """Whether what is printed of a vector is a column each time."""
    shapes = [one.shape for one in told if len({*one.shape, 1}) == 2]
    return bool(shapes) and all(columns == 1 for _, columns in shapes)


def flat(notation: Notation, told: dict[str, list[Evidence]]) -> Iterator[str]:
    """Letters of vectors that are printed as (1, 2), unless others are rows of a matrix."""
    vectors = [(letter, one) for letter in notation.letters for one in told.get(letter, ())
               if len({*one.shape, 1}) == 2]  # fmt: skip
    rows = {letter for letter, one in vectors if one.shape[0] == 1 and not one.flat
            and notation.letters[letter].role not in ("W", "grad.W")}  # fmt: skip
    if not rows:
        yield from {letter for letter, one in vectors if one.flat}

r"""Letters of units that are those of one layer each: o_i before net_j = \sum_i w_{ij} o_i."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.teaching.verifying.modelled.forms import is_slope
from derive.teaching.verifying.modelled.lettering import Lettering, is_index
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import NotUnderstood, Written, nodes, whole_names, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node

MOST_LETTERS = 4


def with_layers(letters: Lettering, chains: list[Statement], sides: list[list[Node]]) -> Lettering:
    """The same with the order of the layers, where a name is made of itself in an earlier one."""
    made: dict[str, set[tuple[str, str]]] = {}
    steps: dict[tuple[str, str], set[str]] = {}
    slopes = _slopes(sides) | {"delta"}  # these are made of later ones
    for one, found in zip(chains, sides, strict=True):
        first = _unit(letters, written(found[0]), slopes)
        if one.continued or one.condition is not None or first is None or len(found) < 2:
            continue
        for inner in _units(letters, found[1], slopes):
            if inner[1] == first[1]:
                made.setdefault(first[0], set()).add(inner)
            else:
                steps.setdefault(first, set()).add(inner[1])
                made.setdefault(first[0], set()).add(inner)
    before: set[tuple[str, str]] = set()  # o_j is made of net_j, and that of o_i
    for (key, letter), earlier in steps.items():
        for other in earlier:
            if any(inner == (name, other) for inner in made.get(key, ())
                   for name in _reached(key, made)):  # fmt: skip
                before.add((other, letter))
    if not before:
        return _with_names_of_two_layers(letters, chains, sides, steps)
    if len(before) != 1:
        return letters
    (first_letter, second), *_ = before
    layered = _of_units(letters, sides)
    used = {
        letter for found in sides for node in found for key, letter in _units(letters, node, slopes)
        if key in layered
    } - {first_letter, second}  # fmt: skip
    if len(used) > 1:
        return _with_names_of_two_layers(letters, chains, sides, steps)
    inputs = {other for (_, letter), earlier in steps.items() if letter == first_letter
              for other in earlier} & used  # fmt: skip
    order = (*inputs, first_letter, second, *(used - inputs))
    return replace(letters, order=order, layered=layered)


def _with_names_of_two_layers(
    letters: Lettering, chains: list[Statement], sides: list[list[Node]],
    steps: dict[tuple[str, str], set[str]],
) -> Lettering:  # fmt: skip
    r"""The order where names are said for two letters each, z_j = \tanh(a_j) being of another layer
    than y_k = \sum_j w_{kj} z_j and a_k = y_k."""
    said: dict[str, set[str]] = {}
    other: set[str] = set()  # names that are said to be another one
    for one, found in zip(chains, sides, strict=True):
        first = _unit(letters, written(found[0]), set())
        if not one.continued and one.condition is None and first is not None and len(found) > 1:
            said.setdefault(first[0], set()).add(first[1])
            other |= {first[0]} if written(found[1]) is not None else set()
    pairs = {frozenset(two) for name, two in said.items() if len(two) == 2 and name in other}
    before = {(other, letter) for (_, letter), earlier in steps.items() for other in earlier}
    pairs = pairs or {*_by_weights(letters, sides, before), *_by_slopes(chains, sides, before)}
    if len(pairs) != 1 or any((after, first) in before for first, after in before):
        return letters
    (pair,) = pairs
    inner = [one for one in before if set(one) == pair]
    if len(inner) != 1:
        return letters
    inputs = {first for first, after in before if after == inner[0][0]}
    order = (*(inputs if len(inputs) == 1 else ()), *inner[0])
    layered = {
        key for key in _of_units(letters, sides)
        if all(set(one) <= set(order) for one in _letters_of(key, letters, sides))
    }  # fmt: skip
    return replace(letters, order=order, layered=frozenset(layered))


def _by_weights(
    letters: Lettering, sides: list[list[Node]], before: set[tuple[str, str]]
) -> Iterator[frozenset[str]]:
    """The later layers of two whose weights have one name: w_{ji} and w_{kj}."""
    for key in _of_units(letters, sides):
        found = {tuple(one) for one in _letters_of(key, letters, sides) if len(one) == 2}
        for first, then in before:
            below = {(other, first) for other in {one for one, after in before if after == first}}
            if len(found) == 2 and {*map(frozenset, found)} in (
                [{frozenset((first, then)), frozenset(one)} for one in below]
            ):
                yield frozenset((first, then))


def _by_slopes(
    chains: list[Statement], sides: list[list[Node]], before: set[tuple[str, str]]
) -> Iterator[frozenset[str]]:
    r"""The layers of which slopes are made of later ones: \delta_j of \sum_k w_{kj} \delta_k."""
    for one, found in zip(chains, sides, strict=True):
        name = written(found[0])
        if one.condition is not None or name is None:
            continue
        for inner in whole_names(tuple(found[1:])):
            step = _letter(name), _letter(inner)
            if (inner.letter, inner.accents) == (name.letter, name.accents) and step in before:
                yield frozenset(step)


def _letter(name: Written) -> str:
    """The letter for its unit, where that is all that is written on a name."""
    match name.indices:
        case (tree.Name(text) as index,) if is_index(index) and not (name.marks or name.raised):
            return text
    return ""


def _letters_of(key: str, letters: Lettering, sides: list[list[Node]]) -> Iterator[list[str]]:
    """The indices with which a name stands on the sheet."""
    for name in (one for found in sides for one in whole_names(tuple(found))):
        try:
            other, indices = letters.split(name)
        except NotUnderstood:
            continue
        if other == key and indices:
            yield [one.text if isinstance(one, tree.Name) else "" for one in indices]


def _reached(key: str, made: dict[str, set[tuple[str, str]]]) -> set[str]:
    """The names from which one is reached by what they are made of, itself too."""
    found = {key}
    while True:
        more = {name for name, inner in made.items() if {one for one, _ in inner} & found}
        if more <= found:
            return found
        found |= more


def _of_units(letters: Lettering, sides: list[list[Node]]) -> frozenset[str]:
    """The names that have units for indices."""
    found = set()
    for node in (one for side in sides for one in nodes(tuple(side))):
        name = written(node)
        if name is None or name.letter in LOSSES:
            continue
        if name.indices and all(map(is_index, name.indices)):
            try:
                found.add(letters.split(name)[0])
            except NotUnderstood:
                continue
    return frozenset(found)


def _slopes(sides: list[list[Node]]) -> set[str]:
    """The letters of names that are said to be a derivative of the loss."""
    return {name.letter for found in sides if any(map(is_slope, found))
            for one in found if (name := written(one)) is not None}  # fmt: skip


def _units(letters: Lettering, node: Node, slopes: set[str]) -> Iterator[tuple[str, str]]:
    for name in whole_names(node):
        found = _unit(letters, name, slopes)
        if found is not None:
            yield found


def _unit(letters: Lettering, name: Written | None, slopes: set[str]) -> tuple[str, str] | None:
    """A name with one letter for its unit."""
    if name is None:
        return None
    try:
        key, indices = letters.split(name)
    except NotUnderstood:
        return None
    match indices:
        case (tree.Name(text),) if name.letter not in slopes:
            return key, text
    return None

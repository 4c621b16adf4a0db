r"""An accent that stands for a derivative: for a node v we write \bar v = \partial L/\partial v."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.modelled.forms import Form, every_name, is_slope
from derive.teaching.verifying.modelled.lettering import Lettering
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import NotUnderstood, Written, without_place, written
from derive.teaching.written.tree import Node

FEWEST = 3  # names with an accent


def adjoints(
    chains: list[Statement], sides: list[list[Node]], letters: Lettering
) -> dict[str, Form]:
    """What every name with such an accent is.

    The letter in which the accent is said may be any node, that is none on the sheet; or it is one
    of several names of the sheet that stand with the accent and without.
    """
    for one, found in zip(chains, sides, strict=True):
        said = _said(one, found)
        if said is not None and (
            _stands_for_any(said[1], sides, found) or _is_of_several(said[0], sides)
        ):
            return dict(_each(said[0], said[1], found[1], sides, letters, found[0].start))
    return {}


def _said(one: Statement, found: list[Node]) -> tuple[str, str] | None:
    r"""The accent and the letter of \bar v = \partial L/\partial v."""
    name = written(found[0])
    if one.continued or name is None or len(found) != 2 or len(name.accents) != 1:
        return None
    match found[1]:
        case tree.Derivative(by=by) if is_slope(found[1]):
            other = written(by)
            same = other is not None and without_place(other.indices) == without_place(name.indices)
            if other is not None and same and other.letter == name.letter and not other.accents:
                return name.accents[0], name.letter
    return None


def _stands_for_any(letter: str, sides: list[list[Node]], but: list[Node]) -> bool:
    return not any(
        name.letter == letter for found in sides if found is not but
        for node in found for name in every_name(node)
    )  # fmt: skip


def _is_of_several(accent: str, sides: list[list[Node]]) -> bool:
    """Whether several names have the accent, and each of them stands without it, too."""
    names = {(one.letter, one.accents)
             for found in sides for node in found for one in every_name(node)}  # fmt: skip
    dressed = {one for one in names if accent in one[1]}
    bare = {(letter, _without(accents, accent)) for letter, accents in dressed}
    return len(dressed) >= FEWEST and bare <= names


def _without(accents: tuple[str, ...], accent: str) -> tuple[str, ...]:
    return tuple(one for one in accents if one != accent)


def _each(
    accent: str, letter: str, slope: Node, sides: list[list[Node]], letters: Lettering, start: int
) -> Iterable[tuple[str, Form]]:
    for name in (name for found in sides for node in found for name in every_name(node)):
        if accent not in name.accents or name.letter == letter or name.raised:
            continue
        try:
            key, indices = letters.split(name)
        except NotUnderstood:
            continue
        texts = tuple(one.text for one in indices if isinstance(one, tree.Name))
        if len(texts) == len(indices) and isinstance(slope, tree.Derivative):
            yield key, Form(start, texts, replace(slope, by=_bare(name, accent)))


def _bare(name: Written, accent: str) -> Node:
    """A name without this accent."""

    def bared(node: Any) -> Any:
        if isinstance(node, tree.Scripted):
            return replace(node, base=bared(node.base))
        return replace(node, accents=_without(node.accents, accent))

    made: Node = bared(name.node)
    return made

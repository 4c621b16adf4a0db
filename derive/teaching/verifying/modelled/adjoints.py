r"""An accent that stands for a derivative: for a node v we write \bar v = \partial L/\partial v."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.modelled.forms import Form, every_name, is_slope
from derive.teaching.verifying.modelled.lettering import Lettering
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import NotUnderstood, Written, written
from derive.teaching.written.tree import Node


def adjoints(
    chains: list[Statement], sides: list[list[Node]], letters: Lettering
) -> dict[str, Form]:
    """What every name with such an accent is.

    The letter in which the accent is said may be any node; on the sheet it is none.
    """
    for one, found in zip(chains, sides, strict=True):
        said = _said(one, found)
        if said is not None and _stands_for_any(said[1], sides, found):
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
            if other is not None and other.plain and other.letter == name.letter:
                return name.accents[0], name.letter
    return None


def _stands_for_any(letter: str, sides: list[list[Node]], but: list[Node]) -> bool:
    return not any(
        name.letter == letter for found in sides if found is not but
        for node in found for name in every_name(node)
    )  # fmt: skip


def _each(
    accent: str, letter: str, slope: Node, sides: list[list[Node]], letters: Lettering, start: int
) -> Iterable[tuple[str, Form]]:
    for name in (name for found in sides for node in found for name in every_name(node)):
        if name.accents != (accent,) or name.letter == letter or name.raised:
            continue
        try:
            key, indices = letters.split(name)
        except NotUnderstood:
            continue
        texts = tuple(one.text for one in indices if isinstance(one, tree.Name))
        if len(texts) == len(indices) and isinstance(slope, tree.Derivative):
            yield key, Form(start, texts, replace(slope, by=_bare(name)))


def _bare(name: Written) -> Node:
    """A name without its accent."""

    def bared(node: Any) -> Any:
        if isinstance(node, tree.Scripted):
            return replace(node, base=bared(node.base))
        return replace(node, accents=())

    made: Node = bared(name.node)
    return made

"""The change of a parameter, Δw, as one name: it is no product."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.letters import words
from derive.teaching.written.names import nodes
from derive.teaching.written.neighbours import with_neighbours

PARAMETERS = frozenset(words("w W b B v V u U theta Theta beta alpha"))


def with_changes(node: Any) -> Any:
    """The node with every Δ before a parameter made part of its name."""
    if not any(isinstance(one, tree.Name) and one.text == "Delta" for one in nodes(node)):
        return node
    return with_neighbours(node, _together)


def _together(before: Any, node: Any) -> Any:
    """Δ and the parameter behind it."""
    delta = isinstance(before, tree.Name) and before.text == "Delta"
    return _marked(node, before) if delta and _parameter(node) else None


def _parameter(node: Any) -> bool:
    base = node.base if isinstance(node, tree.Scripted) else node
    return isinstance(base, tree.Name) and base.text in PARAMETERS


def _marked(node: Any, delta: tree.Name) -> Any:
    base: Any = node.base if isinstance(node, tree.Scripted) else node
    name = replace(base, start=delta.start, accents=(*base.accents, "Delta"))
    return name if base is node else replace(node, base=name, start=delta.start)

"""The change of a parameter, Δw, as one name: it is no product."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.letters import words
from derive.teaching.written.names import nodes

PARAMETERS = frozenset(words("w W b B v V u U theta Theta beta alpha"))


def with_changes(node: Any) -> Any:
    """The node with every Δ before a parameter made part of its name."""
    if not any(isinstance(one, tree.Name) and one.text == "Delta" for one in nodes(node)):
        return node
    return _joined(node)


def _joined(node: Any) -> Any:
    if isinstance(node, tuple):
        return tuple(_joined(one) for one in node)
    if not hasattr(node, "start"):
        return node
    if isinstance(node, tree.Product):
        factors: list[Any] = []
        signs: list[str] = []
        for one, sign in zip(node.factors, node.signs, strict=True):
            before = factors[-1] if factors and sign == "" else None
            if isinstance(before, tree.Name) and before.text == "Delta" and _parameter(one):
                factors[-1] = _marked(one, before)
                continue
            factors.append(_joined(one))
            signs.append(sign)
        if len(factors) == 1:
            return factors[0]
        return tree.Product(tuple(factors), tuple(signs), node.start, node.end)
    return type(node)(*(_joined(getattr(node, name)) for name in node.__slots__))


def _parameter(node: Any) -> bool:
    base = node.base if isinstance(node, tree.Scripted) else node
    return isinstance(base, tree.Name) and base.text in PARAMETERS


def _marked(node: Any, delta: tree.Name) -> Any:
    base: Any = node.base if isinstance(node, tree.Scripted) else node
    name = replace(base, start=delta.start, accents=(*base.accents, "Delta"))
    return name if base is node else replace(node, base=name, start=delta.start)

"""How deep a formula is nested once it is read: what later stages walk down step by step."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.words import FUNCTION_WORDS

MOST_LEVELS = 150
_SLOTS: dict[type, tuple[str, ...]] = {}


def too_deep(statements: tuple[tree.Chain, ...]) -> bool:
    """Whether anything in the statements lies deeper than so many levels.

    A quotient of quotients, 1/1/1, a power of a power, and a function of a function without
    brackets stand side by side in the tree, and are levels too.
    """
    waiting: list[tuple[Any, int]] = [(statements, 0)]
    while waiting:
        node, level = waiting.pop()
        if isinstance(node, tuple):
            waiting.extend((one, level) for one in node)
            continue
        kind = type(node)
        slots = _SLOTS.get(kind)
        if slots is None:
            known = hasattr(node, "__dataclass_fields__")
            slots = tuple(one.name for one in fields(node)) if known else ()
            _SLOTS[kind] = slots
        if not slots:
            continue
        level += 1 + _side_by_side(node)
        if level > MOST_LEVELS:
            return True
        for name in slots:
            inner = getattr(node, name)
            if isinstance(inner, tuple) or hasattr(inner, "start"):
                waiting.append((inner, level))
    return False


def _side_by_side(node: Any) -> int:
    if isinstance(node, tree.Scripted):
        return len(node.upper)
    if not isinstance(node, tree.Product):
        return 0
    return sum(sign == "/" for sign in node.signs) + sum(
        isinstance(one, tree.Name) and one.text in FUNCTION_WORDS for one in node.factors
    )

"""A derivative with the names that it is a function of in brackets: ∂E/∂x (t, x) is ∂E/∂x."""

from __future__ import annotations

from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.names import nodes, without_place, written
from derive.teaching.written.neighbours import with_neighbours


def without_places(node: Any) -> Any:
    """The node with brackets of names behind a derivative left out, where it is by one of them.

    They say of what it is a function, and are no factor. d/dx (x) is the derivative of what stands
    in the brackets, so they stay.
    """
    if not any(isinstance(one, tree.Derivative) and one.what is not None for one in nodes(node)):
        return node
    return with_neighbours(node, _together)


def _together(before: Any, node: Any) -> Any:
    return before if _is_place(before, node) else None


def _is_place(before: Any, node: Any) -> bool:
    """Whether brackets behind a derivative hold names alone, and what it is by among them."""
    if not isinstance(before, tree.Derivative) or before.what is None:
        return False
    if not isinstance(node, tree.Group) or node.bracket != "(":
        return False
    by, inner = written(before.by), [written(one) for one in node.items]
    if by is None or None in inner:
        return False
    return without_place(before.by) in map(without_place, node.items)

"""Factors with no sign between them that are one thing together: Δ w, ∂E/∂x (t, x)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.teaching.written import tree

# what two neighbours are together, None where they stay apart
Together = Callable[[Any, Any], Any]


def with_neighbours(node: Any, together: Together) -> Any:
    """The node with all such neighbours made one factor."""
    if isinstance(node, tuple):
        return tuple(with_neighbours(one, together) for one in node)
    if not hasattr(node, "start"):
        return node
    if not isinstance(node, tree.Product):
        return type(node)(*(with_neighbours(getattr(node, name), together)
                            for name in node.__slots__))  # fmt: skip
    factors: list[Any] = []
    signs: list[str] = []
    for one, sign in zip(node.factors, node.signs, strict=True):
        both = together(factors[-1], one) if factors and sign == "" else None
        if both is not None:
            factors[-1] = both
            continue
        factors.append(with_neighbours(one, together))
        signs.append(sign)
    if len(factors) == 1:
        return factors[0]
    return tree.Product(tuple(factors), tuple(signs), node.start, node.end)

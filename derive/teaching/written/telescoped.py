"""Derivatives by what is no name, as steps of a chain: ∂E/∂(x - t)^2 · ∂(x - t)^2/∂x is ∂E/∂x."""

from __future__ import annotations

from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.tree import Derivative, Node


def telescoped(node: Any) -> Any:
    """The node with such derivatives put together with the ones that take them further."""
    if isinstance(node, tuple):
        return tuple(telescoped(one) for one in node)
    if not hasattr(node, "start"):
        return node
    if isinstance(node, tree.Product):
        node = _joined(node)
    kept = (getattr(node, name) for name in node.__slots__)
    made: Any = type(node)
    return made(
        *(telescoped(one) if isinstance(one, tuple) or hasattr(one, "start") else one
          for one in kept)
    )  # fmt: skip


def _joined(product: tree.Product) -> Node:
    factors, signs = [product.factors[0]], [product.signs[0]]
    for one, sign in zip(product.factors[1:], product.signs[1:], strict=True):
        last = factors[-1]
        if (
            isinstance(last, Derivative)
            and isinstance(one, Derivative)
            and sign in ("", "·", "*", "×")
            and last.order == one.order == 1
            and last.what is not None
            and one.what is not None
            and written(last.by) is None
            and _shape(last.by) == _shape(one.what)
        ):
            factors[-1] = Derivative(last.kind, last.what, one.by, 1, last.start, one.end)
        else:
            factors.append(one)
            signs.append(sign)
    if len(factors) == len(product.factors):
        return product
    if len(factors) == 1:
        return factors[0]
    return tree.Product(tuple(factors), tuple(signs), product.start, product.end)


def _shape(node: Any) -> Any:
    """A node without its places, and without brackets around all of it."""
    while True:
        match node:
            case tree.Group(_, (only,)) | tree.Chain((only,), ()) if only is not None:
                node = only
            case _:
                break
    if isinstance(node, tuple):
        return tuple(map(_shape, node))
    if not hasattr(node, "start"):
        return node
    names = (one for one in node.__slots__ if one not in ("start", "end"))
    return type(node).__name__, *(_shape(getattr(node, one)) for one in names)

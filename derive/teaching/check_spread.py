"""Letters of a bell curve that are numbers: e, and σ where it is divided by, e^{-z²/(2σ²)}."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written

SIGMA = "sigma"


def is_spread(body: tree.Node) -> bool:
    """Whether σ stands below a line, and is nowhere primed or applied to something."""
    if not any(_holds(below) for below in _below(body)):
        return False
    return not any(_is_function(one) for one in nodes(body))


def is_euler(body: tree.Node) -> bool:
    """Whether a letter e is the number, since it stands with an exponent elsewhere."""
    return any(
        isinstance(one, tree.Scripted)
        and isinstance(one.base, tree.Name)
        and one.base.text == "e"
        and bool(one.upper)
        for one in nodes(body)
    )


def _below(body: tree.Node) -> Iterator[Any]:
    """What a formula divides by."""
    for one in nodes(body):
        if isinstance(one, tree.Over):
            yield one.bottom
        elif isinstance(one, tree.Product):
            yield from (part for part, sign in zip(one.factors, one.signs, strict=True)
                        if sign == "/")  # fmt: skip


def _holds(node: Any) -> bool:
    return any(isinstance(one, tree.Name) and one.text == SIGMA for one in nodes(node))


def _is_function(node: Any) -> bool:
    """Whether this is σ', or a product in which σ stands straight before brackets."""
    if isinstance(node, tree.Scripted):
        return bool(node.primes) and _holds(node.base)
    if not isinstance(node, tree.Product):
        return False
    for one, argument, sign in zip(node.factors, node.factors[1:], node.signs[1:], strict=False):
        name = written(one)
        if name is not None and name.letter == SIGMA and isinstance(argument, tree.Group):
            return sign == ""
    return False

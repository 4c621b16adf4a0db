"""Derivatives as people write them, found in fractions and products."""

from __future__ import annotations

from derive.teaching.written import tree
from derive.teaching.written.tree import Derivative, Node


def derivative_of_ratio(top: Node, bottom: Node, start: int, end: int) -> Derivative | None:
    """The derivative that a fraction writes: ∂L over ∂W, dL over dw, d over dz."""
    above, below = _differential(top), _differential(bottom)
    if below is None and isinstance(top, tree.Partial) and isinstance(bottom, tree.Scripted):
        below = "partial", bottom, 1  # a ∂ below that got lost: nothing else can be meant
    if above is None or below is None or above[0] != below[0] or below[1] is None:
        return None
    kind, what, order = above
    return Derivative(kind, what, below[1], order, start, end)


def _differential(node: Node) -> tuple[str, Node | None, int] | None:
    """The kind of a differential, what it is of, and its order."""
    if isinstance(node, tree.Partial):
        return "partial", node.inner, node.order
    if isinstance(node, tree.Name) and node.text == "d":
        return "d", None, 1
    match node:
        case tree.Scripted(tree.Name("d"), (), (tree.Number() as order,), 0):
            return "d", None, int(order.value)
    if isinstance(node, tree.Product) and set(node.signs) == {""}:
        first, *rest = node.factors
        found = _differential(first)
        if found is not None and found[1] is None and found[0] == "d":
            return "d", _product(rest, [""] * len(rest)), found[2]
    return None


def _product(factors: list[Node], signs: list[str]) -> Node:
    if len(factors) == 1:
        return factors[0]
    return tree.Product(tuple(factors), ("", *signs[1:]), factors[0].start, factors[-1].end)


def gathered(factors: list[Node], signs: list[str], start: int) -> Node:
    """A product with its derivatives found: ∂L/∂W typed on one line, and d/dz before an operand."""
    if "/" in signs:
        factors, signs = _typed(factors, signs)
    for place, one in enumerate(factors):
        if isinstance(one, Derivative) and one.what is None and place + 1 < len(factors):
            rest = _product(factors[place + 1 :], ["", *signs[place + 2 :]])
            done = Derivative(one.kind, rest, one.by, one.order, one.start, rest.end)
            factors, signs = [*factors[:place], done], signs[: place + 1]
            break
    if len(factors) == 1:
        return factors[0]
    return tree.Product(tuple(factors), tuple(signs), start, factors[-1].end)


def _typed(factors: list[Node], signs: list[str]) -> tuple[list[Node], list[str]]:
    """∂L/∂W and dL/dW: the factors around the slash become one derivative."""
    found: list[Node] = []
    kept: list[str] = []
    place = 0
    while place < len(factors):
        taken = None
        for above in (1, 2):
            taken = taken or _slash(factors, signs, place, above)
        if taken is None:
            found.append(factors[place])
            kept.append(signs[place])
            place += 1
        else:
            found.append(taken[0])
            kept.append(signs[place])
            place = taken[1]
    return found, kept


def _slash(
    factors: list[Node], signs: list[str], place: int, above: int
) -> tuple[Derivative, int] | None:
    """The derivative whose top is `above` factors from `place`, and where it ends."""
    slash = place + above
    if slash >= len(factors) or signs[slash] != "/" or any(signs[place + 1 : slash]):
        return None
    top = _product(factors[place:slash], [""] * above)
    for below in (1, 2):
        end = slash + below
        if end > len(factors) or any(signs[slash + 1 : end]):
            continue
        bottom = _product(factors[slash:end], [""] * below)
        made = derivative_of_ratio(top, bottom, top.start, bottom.end)
        if made is not None:
            return made, end
    return None

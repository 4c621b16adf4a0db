"""A number that all terms of a sum have as a factor, taken out of it: 0.1 (a + b)."""

from __future__ import annotations

from dataclasses import replace

from derive.teaching.written import tree
from derive.teaching.written.tree import Node


def taken_out(node: Node) -> tuple[Node, Node] | None:
    """The number and the sum that is left, for 0.1 a + 0.1 b; None where terms have none alike."""
    if not isinstance(node, tree.Sum) or len(node.terms) < 2:
        return None
    products = [one for one in node.terms if isinstance(one, tree.Product)]
    if len(products) < len(node.terms):
        return None
    for number in _numbers(products[0]):
        left = [_without(one, number) for one in products]
        terms = tuple(one for one in left if one is not None)
        if len(terms) == len(left):
            return number, replace(node, terms=terms)
    return None


def _numbers(product: tree.Product) -> list[tree.Number]:
    return [one for one in product.factors if isinstance(one, tree.Number)]


def _without(product: tree.Product, number: tree.Number) -> tree.Product | None:
    """The product without that number once; None where it does not stand in it."""
    for at, one in enumerate(product.factors):
        if isinstance(one, tree.Number) and one.text == number.text and len(product.factors) > 1:
            signs = product.signs[:at] + product.signs[at + 1 :]
            return replace(product, factors=product.factors[:at] + product.factors[at + 1 :],
                           signs=("", *signs[1:]))  # fmt: skip
    return None

"""Checks of shapes: (m × n)(n × q) = m × q, or (m, n)(n, q) = (m, q), says how matrices fit, and
nothing of numbers."""

from __future__ import annotations

from itertools import pairwise

from derive.teaching.written import tree
from derive.teaching.written.names import without_place
from derive.teaching.written.tree import Node

CROSS = "×"


def is_shape_check(left: Node, right: Node) -> bool:
    """Whether both sides are shapes, or products of them, that come to the same."""
    first, second = _shapes(left), _shapes(right)
    if first is None or second is None or len(first) + len(second) < 3:
        return False
    whole = _product(first)
    return whole is not None and whole == _product(second)


def _product(shapes: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The shape of a product; None where lengths between do not meet."""
    meet = all(one[1] == then[0] for one, then in pairwise(shapes))
    return (shapes[0][0], shapes[-1][1]) if meet else None


def _shapes(node: Node) -> list[tuple[str, str]] | None:
    """The shapes that stand side by side; None where anything else does."""
    one = _shape(node)
    if one is not None:
        return [one]
    if not isinstance(node, tree.Product):
        return None
    if len(node.factors) % 2 == 0 and all(sign == CROSS for sign in node.signs[1::2]):
        flat = [_length(factor) for factor in node.factors]
        named = not any(isinstance(factor, tree.Number) for factor in node.factors)
        if named and CROSS not in node.signs[::2] and None not in flat:  # m × n · n × q
            return [(a or "", b or "") for a, b in zip(flat[::2], flat[1::2], strict=True)]
    found = [_shape(factor) for factor in node.factors]
    return None if None in found else [one for one in found if one is not None]


def _shape(node: Node) -> tuple[str, str] | None:
    """The two lengths of m × n, in brackets or not, transposed or not."""
    match node:
        case tree.Transposed(inner):
            turned = _shape(inner)
            return turned[::-1] if turned is not None else None
        case tree.Group(bracket, (inner,)) if bracket in ("(", "["):
            return _shape(inner)
        case tree.Group("(", (rows, columns)) | tree.Product((rows, columns), ("", "×")):
            pass
        case tree.Product((rows, tree.Name("x"), columns), ("", "", "")):
            pass
        case _:
            return None
    first, second = _length(rows), _length(columns)
    return (first, second) if first is not None and second is not None else None


def _length(node: Node) -> str | None:
    """A length as it is compared: a number, a name, or n + 1 in brackets."""
    while isinstance(node, tree.Group) and len(node.items) == 1 and node.bracket == "(":
        node = node.items[0]
    if isinstance(node, tree.Number):
        return node.text if node.text.isdigit() else None
    if isinstance(node, tree.Name | tree.Scripted | tree.Sum):
        return repr(without_place(node))
    return None

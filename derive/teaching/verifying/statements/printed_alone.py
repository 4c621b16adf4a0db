"""Two plain numbers side by side, 0.2749 = 0.27 and 0.41 < 0.4: their digits alone decide."""

from __future__ import annotations

from fractions import Fraction

from derive.teaching.verifying.statements.printed import HALF, Entry, entries
from derive.teaching.verifying.statements.statements import is_printed
from derive.teaching.written import tree
from derive.teaching.written.names import nodes
from derive.teaching.written.tree import Node


def are_one(left: Node, right: Node) -> bool:
    """Whether two printed results can be the same: of two decimals, one is the other, rounded or
    cut to its digits; in matrices, each is. True where there is nothing to compare."""
    if not (is_printed(left) and is_printed(right)):
        return True
    first, second = entries(left), entries(right)
    if first is None or second is None:
        return True
    mine, other = ([one for row in rows for one in row] for rows in (first, second))
    return len(mine) != len(other) or all(map(_are_one, mine, other))


def _are_one(one: Entry, other: Entry) -> bool:
    if not (one.decimals and other.decimals):
        return True  # a whole number, or a fraction: it stands for itself
    fine, coarse = (one, other) if one.decimals >= other.decimals else (other, one)
    unit = Fraction(1, 10**coarse.decimals)
    off = abs(fine.value) - abs(coarse.value)
    if fine.decimals == coarse.decimals:
        return not off and fine.value == coarse.value
    if fine.value * coarse.value < 0:
        return False
    return -HALF * unit <= off < unit


def compared(left: Node, right: Node) -> tuple[Fraction, Fraction] | None:
    """Two printed numbers; None where one of them is worked out, or a matrix."""
    first, second = _number(left), _number(right)
    return None if first is None or second is None else (first, second)


def _number(node: Node) -> Fraction | None:
    rows = entries(node) if is_printed(node) else None
    if rows is None or len(rows) > 1 or len(rows[0]) > 1:
        return None
    (only,) = rows[0]
    divided = any(isinstance(one, tree.Over) for one in nodes(only.node))
    return None if divided else only.value

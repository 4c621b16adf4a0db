"""What is said to be greater, less, or another: < > ≤ ≥ ≠."""

from __future__ import annotations

from operator import ge, gt, le, lt, ne
from typing import Any

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.sides import Judged, Side
from derive.teaching.verifying.statements.printed_alone import compared

COMPARED = {"<": lt, ">": gt, "≤": le, "≥": ge, "≠": ne}
ORDERED = COMPARED.keys()


def ordered(sign: str, left: Side, right: Side) -> Judged:
    """The verdict on a comparison: two printed numbers are compared as they stand there, and so
    are names that have numbers of as many digits; else what digits leave open is not accused."""
    if left.true is None or right.true is None:
        return Judged("no claim")
    shown = Judged("holds as shown" if left.decimals or right.decimals else "holds")
    both = compared(left.one.node, right.one.node)
    if both is not None:
        return shown if COMPARED[sign](*both) else Judged("wrong", why="order")
    if sign == "≠":
        return Judged("wrong", why="order") if _equal(left.true, right.true) else shown
    first, second = (left, right) if sign in ("<", "≤") else (right, left)
    try:
        false = bool(first.true > second.true) or _is_above(first, second)
    except TypeError:
        return Judged("no claim")
    if not false and sign in "<>" and _equal(left.true, right.true):
        false = True
    return Judged("wrong", why="order") if false else shown


def _is_above(first: Side, second: Side) -> bool:
    """Whether a name, or a number, was printed greater than another, to the same digit: their
    intervals are as wide, and may meet."""
    a, b = first.true, second.true
    if Matrix in (type(a), type(b)) or not all(
        one.printed or one.one.is_bare for one in (first, second)
    ):
        return False
    width = float(a.rad())
    return 0 < width == float(b.rad()) and float(a.mid()) > float(b.mid())


def _equal(a: Any, b: Any) -> bool:
    try:
        return bool(a == b)
    except TypeError:
        return False

"""Functions that a sheet writes out: which activation a formula is, or the formula itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from derive.calculus import term as tm
from derive.calculus.activations import ACTIVATIONS
from derive.calculus.term_fields import Balls, Undecided
from derive.calculus.term_shapes import ShapeError
from derive.calculus.terms import value
from derive.teaching.verifying.lines.operands import Operand, agree
from derive.teaching.verifying.stated.spelled import spelled
from derive.teaching.verifying.statements.printed import number
from derive.teaching.written import tree

POINTS = (Fraction(7, 10), Fraction(-13, 10), Fraction(21, 10))
MOST_PARTS = 60


def parts(term: Any) -> Iterator[Any]:
    """A term and every term in it."""
    waiting = [term]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += one
        elif hasattr(one, "__dataclass_fields__"):
            yield one
            waiting += [getattr(one, name) for name in one.__slots__]


def exact(term: Any, numbers: Mapping[str, tree.Number]) -> Any:
    """The term with its decimals as they are typed."""
    if isinstance(term, tuple):
        return tuple(exact(one, numbers) for one in term)
    if isinstance(term, tm.Variable):
        return tm.Constant(numbers[term.key].value) if term.key in numbers else term
    if not hasattr(term, "__dataclass_fields__"):
        return term
    return type(term)(*(exact(getattr(term, name), numbers) for name in term.__slots__))


def only_name(term: Any) -> str | None:
    """The one name that stands in a term, where there is one and the term is short."""
    inner = list(parts(term))
    keys = {one.key for one in inner if isinstance(one, tm.Variable)}
    return keys.pop() if len(keys) == 1 and len(inner) <= MOST_PARTS else None


def activation_of(term: Any, key: str) -> tuple[str, tuple[str, str] | None] | None:
    """The activation that a term in one name is, with its constant if it has one."""
    found = _values(term, key)
    if found is None:
        return None
    for name, values in _values_of_all():
        if all(agree(*pair) for pair in zip(found, values, strict=True)):
            return name, None
    if agree(found[0], number(POINTS[0])) and agree(found[2], number(POINTS[2])):
        below = float(found[1].mid())  # right of 0 the identity: what is it left of 0?
        for name, constant, unit in (("leaky relu", "slope", -1.3), ("elu", "alpha", -UNDER)):
            told = Fraction(below / unit).limit_denominator(1000)
            row = tm.Call(name, (tm.Variable(key),))
            if (
                told not in (0, 1)
                and told > 0
                and abs(float(told) - below / unit) < 1e-12
                and (_is_straight(term, key) == (name == "leaky relu"))
            ):
                return row.function, (constant, str(told))
    return None


UNDER = 1 - math.exp(-1.3)


def _is_straight(term: Any, key: str) -> bool:
    """Whether the function is a multiple of its argument below 0."""
    found = _values(term, key, (Fraction(-1), Fraction(-2)))
    return found is not None and agree(found[0] * 2, found[1])


def _values(term: Any, key: str, points: tuple[Fraction, ...] = POINTS) -> list[Any] | None:
    try:
        found = [value(term, {key: number(point)}, Balls()) for point in points]
    except (ShapeError, Undecided, KeyError, ValueError, ZeroDivisionError, OverflowError,
            RecursionError, AssertionError, TypeError):  # fmt: skip
        return None
    return found if all(hasattr(one, "mid") for one in found) else None


@lru_cache(maxsize=1)
def _values_of_all() -> list[tuple[str, list[Any]]]:
    """Every activation that works entry by entry, at the points where formulas are tried."""
    return [
        (name, [value(tm.Call(name, (tm.Variable("z"),)), {"z": number(point)}, Balls())
                for point in POINTS])
        for name, row in ACTIVATIONS.items()
        if row.entrywise and name != "identity" and not row.constants
    ]  # fmt: skip


# functions of the sheet's own ---------------------------------------------------------------------
def defined(left: tree.Node, right: Operand) -> tuple[str, Callable[[float], float]] | None:
    """f(z) = ...: the formula in z as exercise files have it, and how it is worked out."""
    match left:
        case tree.Product((tree.Name(letter), tree.Group("(", (tree.Name(),))), ("", "")) if (
            len(letter) == 1
        ):
            term = exact(right.term, right.printed)
        case _:
            return None
    key = only_name(term)
    if key is None or isinstance(term, tm.Variable):
        return None
    text = spelled(term, {key: "z"})
    if text is None:
        return None

    def worked_out(z: float) -> float:
        found = value(term, {key: number(Fraction(z))}, Balls())
        return float(found.mid())

    return text, worked_out


def is_square(part: Any) -> bool:
    """Whether this is something squared."""
    return (
        isinstance(part, tm.Power)
        and isinstance(part.exponent, tm.Constant)
        and part.exponent.value == 2
    )


def squares_told(term: Any) -> str:
    """The loss that a square, or half of one, is: (y - t)^2; empty for anything else."""
    halved = False
    match term:
        case tm.Multiply((tm.Constant(value), inner)) if value == Fraction(1, 2):
            halved, term = True, inner
        case tm.Multiply((tm.Divide(tm.Constant(top), tm.Constant(bottom)), inner)) if (
            2 * top == bottom
        ):
            halved, term = True, inner
        case tm.Divide(inner, tm.Constant(value)) if value == 2:
            halved, term = True, inner
    if not is_square(term):
        return ""
    return "half squared error" if halved else "squared error"

"""Balls at a fixed precision, and derivatives by finite differences that know no rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flint import arb, ctx, fmpq

from derive.calculus.term_fields import power

BITS = 420
STEP = arb(2) ** -130
# a central difference errs by about STEP^2: far below this
CLOSE = arb(10) ** -40


class Balls:
    """The field of balls at BITS bits."""

    def __init__(self) -> None:
        ctx.prec = BITS

    def number(self, numerator: int, denominator: int = 1) -> Any:
        return arb(fmpq(numerator, denominator))

    def add(self, terms: Iterable[Any]) -> Any:
        total = arb(0)
        for term in terms:
            total += term
        return total

    def dot(self, left: Sequence[Any], right: Sequence[Any]) -> Any:
        return self.add(a * b for a, b in zip(left, right, strict=True))

    def multiply(self, a: Any, b: Any) -> Any:
        return a * b

    def divide(self, a: Any, b: Any) -> Any:
        return a / b

    def power(self, a: Any, exponent: int) -> Any:
        # flint calls a power of a ball around 0 itself undefined: tanh' where z = 0.3 - 0.4 + 0.1
        return power(a, exponent) if exponent > 0 else a**exponent

    def function(self, name: str, a: Any) -> Any:
        return arb.pi() if name == "pi" else getattr(a, name)()

    def sign(self, a: Any) -> int:
        return 1 if a > 0 else -1 if a < 0 else 0


def difference(f: Callable[[Any], Any]) -> Any:
    """The central difference quotient at 0 of a function that answers a number."""
    return (f(STEP) - f(-STEP)) / (2 * STEP)


def matrix_difference(f: Callable[[Any], list[list[Any]]]) -> list[list[Any]]:
    """The same for a function that answers a matrix, entry by entry."""
    above, below = f(STEP), f(-STEP)
    return [
        [(p - m) / (2 * STEP) for p, m in zip(plus, minus, strict=True)]
        for plus, minus in zip(above, below, strict=True)
    ]


def close(a: Any, b: Any, within: Any = CLOSE) -> bool:
    """Whether two balls agree, relative to their size; to about 40 digits unless said."""
    if not (a.is_finite() and b.is_finite()):
        return False
    return bool(abs(a - b) < within * (1 + abs(a) + abs(b)))


def alike(a: list[list[Any]], b: list[list[Any]], within: Any = CLOSE) -> bool:
    """Whether two matrices have one shape and agree in every entry."""
    return len(a) == len(b) and all(
        len(p) == len(q) and all(close(x, y, within) for x, y in zip(p, q, strict=True))
        for p, q in zip(a, b, strict=True)
    )

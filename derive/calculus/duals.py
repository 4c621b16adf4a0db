"""Doubles that carry a tangent: an evaluation of gradients that uses none of the derived formulas.

Each number is (value, tangent); the tangent follows from the derivative of each elementary
operation, in the forward direction. Every sheet's numbers are held against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import cos, erf, exp, log, nan, pi, sin, sqrt, tanh
from typing import Any

from flint import arb

Dual = tuple[Any, Any]

Elementary = dict[str, Callable[[Any], tuple[Any, Any]]]

OF_DOUBLES: Elementary = {
    "exp": lambda x: (exp(x), exp(x)),
    "log": lambda x: (log(x), 1 / x),
    "tanh": lambda x: (tanh(x), 1 - tanh(x) ** 2),
    "erf": lambda x: (erf(x), 2 / sqrt(pi) * exp(-x * x)),
    "sin": lambda x: (sin(x), cos(x)),
    "cos": lambda x: (cos(x), -sin(x)),
    "sqrt": lambda x: (sqrt(x), 0.5 / sqrt(x)),
}
OF_BALLS: Elementary = {
    "exp": lambda x: (x.exp(), x.exp()),
    "log": lambda x: (x.log(), 1 / x),
    "tanh": lambda x: (x.tanh(), 1 - x.tanh() ** 2),
    "erf": lambda x: (x.erf(), 2 / arb.pi().sqrt() * (-x * x).exp()),
    "sin": lambda x: (x.sin(), x.cos()),
    "cos": lambda x: (x.cos(), -x.sin()),
    "sqrt": lambda x: (x.sqrt(), 1 / (2 * x.sqrt())),
}


class Duals:
    """The field of doubles (or balls) with one tangent."""

    def __init__(self, elementary: Elementary = OF_DOUBLES, one: Any = 1.0) -> None:
        self.elementary, self.one = elementary, one

    def number(self, numerator: int, denominator: int = 1) -> Dual:
        return (self.one * numerator / denominator, self.one * 0)

    def add(self, terms: Iterable[Dual]) -> Dual:
        value = tangent = self.one * 0
        for v, t in terms:
            value += v
            tangent += t
        return value, tangent

    def dot(self, left: Sequence[Dual], right: Sequence[Dual]) -> Dual:
        value = tangent = self.one * 0
        for (a, da), (b, db) in zip(left, right, strict=True):
            value += a * b
            tangent += da * b + a * db
        return value, tangent

    def multiply(self, a: Dual, b: Dual) -> Dual:
        return a[0] * b[0], a[1] * b[0] + a[0] * b[1]

    def divide(self, a: Dual, b: Dual) -> Dual:
        if b[0] == 0:
            return nan, nan
        value = a[0] / b[0]
        return value, (a[1] - value * b[1]) / b[0]

    def power(self, a: Dual, exponent: int) -> Dual:
        if a[0] == 0 and exponent < 1:
            return (self.one, self.one * 0) if not exponent else (nan, nan)
        return a[0] ** exponent, exponent * a[0] ** (exponent - 1) * a[1]

    def function(self, name: str, a: Dual) -> Dual:
        if name == "pi":
            return (pi if self.elementary is OF_DOUBLES else arb.pi()), self.one * 0
        try:
            value, slope = self.elementary[name](a[0])
        except (OverflowError, ValueError, ZeroDivisionError):
            return nan, nan
        return value, slope * a[1]

    def sign(self, a: Dual) -> int:
        return int(a[0] > 0) - int(a[0] < 0)

"""Plain doubles: the quick second opinion on every number of a sheet."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from operator import mul

from derive.calculus.exact import DivisionByZero

_FUNCTIONS: dict[str, Callable[[float], float]] = {
    name: getattr(math, name) for name in ("exp", "log", "tanh", "erf", "sin", "cos", "sqrt")
}


class Doubles:
    """The field of doubles; see `numeric` for what a field answers."""

    def number(self, numerator: int, denominator: int = 1) -> float:
        return numerator / denominator

    def add(self, terms: Iterable[float]) -> float:
        return sum(terms)

    def dot(self, left: Sequence[float], right: Sequence[float]) -> float:
        return float(sum(map(mul, left, right)))

    def multiply(self, a: float, b: float) -> float:
        return a * b

    def divide(self, a: float, b: float) -> float:
        if not b:
            raise DivisionByZero
        return a / b

    def power(self, a: float, exponent: int) -> float:
        return float(a**exponent)

    def function(self, name: str, a: float) -> float:
        return math.pi if name == "pi" else _FUNCTIONS[name](a)

    def sign(self, a: float) -> int:
        return (a > 0) - (a < 0)

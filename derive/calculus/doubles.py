"""Plain doubles: the quick second opinion on every number of a sheet."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from operator import mul

FUNCTIONS: dict[str, Callable[[float], float]] = {
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
        return a / b if b else math.nan

    def power(self, a: float, exponent: int) -> float:
        try:
            return float(a**exponent)
        except (OverflowError, ZeroDivisionError):
            return math.nan

    def function(self, name: str, a: float) -> float:
        """nan where a double cannot hold the value: it is then worked out otherwise."""
        try:
            return math.pi if name == "pi" else FUNCTIONS[name](a)
        except (OverflowError, ValueError):
            return math.nan

    def sign(self, a: float) -> int:
        return (a > 0) - (a < 0)

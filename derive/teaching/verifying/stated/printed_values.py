"""The decimals of a sheet, to be looked up by their values; and usual activations in doubles."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable

from derive.teaching.verifying.stated.functions import LOSS_LETTERS
from derive.teaching.verifying.statements.printed import decimals_of
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written

MOST_FOLLOWED = 200
ANY, FINE = 1.0, 2e-3  # how far off what tells a function may be


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


ENTRYWISE: dict[str, Callable[[float], float]] = {
    "identity": lambda z: z,
    "sigmoid": _sigmoid,
    "tanh": math.tanh,
    "relu": lambda z: max(0.0, z),
    "leaky relu": lambda z: z if z > 0 else 0.01 * z,
    "elu": lambda z: z if z > 0 else math.expm1(z),
    "softplus": lambda z: max(z, 0.0) + math.log1p(math.exp(-abs(z))),
    "silu": lambda z: z * _sigmoid(z),
    "gelu": lambda z: z / 2 * (1 + math.erf(z / math.sqrt(2))),
}


class Printed:
    """The decimals of a sheet, to be looked up by their values."""

    def __init__(self, chains: Iterable[Statement]) -> None:
        found: set[tuple[float, float]] = set()
        self.losses: list[tuple[float, float]] = []  # what a loss is said to come to
        for one in chains:
            last, name = one.operands[-1], written(one.operands[0])
            if isinstance(last, tree.Number) and name is not None and name.letter in LOSS_LETTERS:
                self.losses.append((float(last.value), 1.5 * 10.0 ** -decimals_of(last)))
            for operand in one.operands:
                for node in nodes(operand):
                    if isinstance(node, tree.Number):
                        decimals = decimals_of(node)
                        slack = 1.5 * 10.0**-decimals if decimals > 1 else 1e-9
                        found.add((float(node.value), slack))
        self.values = sorted(found)
        self.zero = (0.0, 1e-9) not in found and any(value == 0.0 for value, _ in found)
        self._followed: dict[str, bool] = {}

    def follows(self, name: str) -> bool:
        """Whether a number and what this function makes of it are both printed, to three digits."""
        known = self._followed.get(name)
        if known is None:
            apply = ENTRYWISE.get(name)
            fine = [value for value, slack in self.values if slack < FINE][:MOST_FOLLOWED]
            known = self._followed[name] = apply is not None and any(
                abs(out) > 0.01 and abs(abs(out) - abs(value)) > 0.01 and self.holds(out, FINE)
                for value in fine for out in (apply(value), apply(-value))
            )  # fmt: skip
        return known

    def holds_loss(self, number: float, coarsest: float) -> bool:
        """Whether a loss of this size is printed; among all numbers, where none is called one."""
        if not self.losses:
            return coarsest == ANY and self.holds(number)
        return any(abs(value - number) <= slack for value, slack in self.losses)

    def holds(self, number: float, coarsest: float = ANY) -> bool:
        """Whether a number of this size is printed, to its digits."""
        size = abs(number)
        at = bisect_left(self.values, (size - 0.015, 0.0))
        while at < len(self.values) and self.values[at][0] <= size + 0.015:
            value, slack = self.values[at]
            if abs(value - size) <= slack <= coarsest:
                return True
            at += 1
        return False

"""A network of drawn numbers, for formulas of letters alone."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from derive.teaching.verifying.stated.data import Rows
from derive.teaching.verifying.stated.layers import Vector
from derive.teaching.verifying.stated.network import Structure

NAME = "a network in letters"
SEED = 7
RATE = "0.371"
EXAMPLES = 3  # of a batch
TARGETS = ("0.3", "0.9", "0.2", "0.7")
WIDTHS = (2, 4, 5, 6, 7, 8)  # none of them the number of examples


def drawn(
    functions: tuple[str, ...], outputs: int, biases: bool, turned: bool, examples: int
) -> Structure:
    """Layers of different widths; `turned` is W^T x, each column of W being a unit."""
    chance = Random(SEED)

    def numbers(count: int) -> Vector:
        return tuple(f"{chance.choice(('', '-'))}0.{chance.randrange(101, 997)}"
                     for _ in range(count))  # fmt: skip

    def matrix(units: int, width: int) -> Rows:
        rows, columns = (width, units) if turned else (units, width)
        return tuple(numbers(columns) for _ in range(rows))

    others = [one for one in WIDTHS if one != outputs]
    widths = (*others[len(functions) - 1 :: -1], outputs)
    W = tuple(matrix(units, width) for width, units in pairwise(widths))
    b = tuple(numbers(units) if biases else None for units in widths[1:])
    pairs = tuple((numbers(widths[0]), _target(functions[-1], outputs, at))
                  for at in range(examples))  # fmt: skip
    return Structure(W, b, pairs, rate=RATE, product="W^T x" if turned else "W x")


def _target(function: str, outputs: int, example: int) -> Vector:
    """What is wanted of an example: a class where the outputs are shares, else anything."""
    if function == "softmax":
        return tuple("1" if unit == example % outputs else "0" for unit in range(outputs))
    return tuple(TARGETS[(example + unit) % len(TARGETS)] for unit in range(outputs))

"""A network of four layers, drawn by chance, in which formulas of any layer are tried."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

from derive.calculus.activations import ACTIVATIONS
from derive.errors import DeriveError
from derive.teaching.exercise import Exercise, from_tables
from derive.teaching.verifying.stated.functions import Named

UNITS = (3, 2, 4, 3, 2)  # of the input and the layers
SINGLE = (1, 1, 1, 1, 1)
NAME = "a network of four layers"
LAST = ("identity", "softmax")  # of an output, not of any layer


def four_layers(
    said: Named, biases: bool, logs: bool, single: bool
) -> Iterator[tuple[Exercise, bool]]:
    """The network, with W x, with W^T x, and with x W for vectors that lie; with the loss that goes
    with what the sheet writes, `logs` or squares. A chain of `single` units has one of each."""
    names = [one for one in said.activations if one in ACTIVATIONS and one not in LAST]
    activation = names[0] if names else "sigmoid"
    last, loss = activation, "half squared error"
    if logs and "softmax" in said.activations:
        last, loss = "softmax", "cross-entropy"
    elif logs:
        last, loss = "sigmoid", "binary cross-entropy"
    ways = (("W x", False), ("W^T x", False), ("W^T x", True))
    for product, lying in ways[:1] if single else ways:
        try:
            units = SINGLE if single else UNITS
            tables = _tables(units, activation, last, loss, product, biases)
            yield from_tables(tables, NAME), lying
        except DeriveError:
            return


def _tables(
    all_units: tuple[int, ...], activation: str, last: str, loss: str, product: str, biases: bool
) -> dict[str, Any]:
    chance = Random(7)

    def drawn(count: int) -> list[str]:
        return [f"0.{chance.randrange(101, 997)}" for _ in range(count)]

    functions = [activation] * (len(all_units) - 2) + [last]
    layers = [{"units": units, "activation": function, "bias": biases}
              for units, function in zip(all_units[1:], functions, strict=True)]  # fmt: skip
    numbers: dict[str, Any] = {"learning_rate": "0.1", "W": {}}
    for at, (width, units) in enumerate(pairwise(all_units), start=1):
        rows, columns = (units, width) if product == "W x" else (width, units)
        numbers["W"][str(at)] = [drawn(columns) for _ in range(rows)]
    if biases:
        numbers["b"] = {str(at): drawn(units) for at, units in enumerate(all_units[1:], start=1)}
    return {
        "title": NAME,
        "network": {"inputs": all_units[0], "loss": loss, "layer": layers,
                    "product": product},
        "numbers": numbers,
        "example": [{"x": drawn(all_units[0]), "t": drawn(all_units[-1])}],
    }  # fmt: skip

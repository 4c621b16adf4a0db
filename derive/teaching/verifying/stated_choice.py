"""Functions that fit a stated network: tried by what they come to, before a sheet is judged."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import product

from derive.teaching.verifying.printed import decimals_of
from derive.teaching.verifying.stated_functions import Named
from derive.teaching.verifying.stated_network import Structure
from derive.teaching.verifying.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes

Floats = list[float]
USUAL_HIDDEN = ("sigmoid", "tanh", "relu")
MOST_TRIED = 300  # combinations of functions, by numbers alone


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
        for one in chains:
            for operand in one.operands:
                for node in nodes(operand):
                    if isinstance(node, tree.Number):
                        decimals = decimals_of(node)
                        slack = 1.5 * 10.0**-decimals if decimals > 1 else 1e-9
                        found.add((float(node.value), slack))
        self.values = sorted(found)

    def holds(self, number: float) -> bool:
        """Whether a number of this size is printed, to its digits."""
        size = abs(number)
        at = bisect_left(self.values, (size - 0.015, 0.0))
        while at < len(self.values) and self.values[at][0] <= size + 0.015:
            value, slack = self.values[at]
            if abs(value - size) <= slack:
                return True
            at += 1
        return False


def combinations(one: Structure, said: Named) -> Iterator[tuple[str, ...]]:
    """The functions that the layers could have, named ones first."""
    entrywise = [name for name in said.activations
                 if name in said.own or (name in ENTRYWISE and name != "identity")]  # fmt: skip
    depth, outputs = len(one.W), one.units[-1]
    hidden = entrywise or list(USUAL_HIDDEN)
    between: Iterable[tuple[str, ...]]
    if depth > 1 and entrywise and len(said.activations) == 1:
        hidden = [*entrywise, *(name for name in USUAL_HIDDEN if name not in entrywise)]
    last = list(dict.fromkeys([*entrywise, "identity", *(() if entrywise else USUAL_HIDDEN)]))
    if outputs > 1:
        last = ["softmax", *last] if "softmax" in said.activations else [*last, "softmax"]
    if "identity" in said.activations:
        hidden = [*hidden, "identity"]
    if len(hidden) > 1 and entrywise and len(hidden) ** (depth - 1) * len(last) <= MOST_TRIED:
        between = product(hidden, repeat=depth - 1)
    else:
        between = ((name,) * (depth - 1) for name in hidden[: None if depth > 1 else 1])
    for before in between:
        for name in last:
            yield (*before, name)


def score(one: Structure, functions: tuple[str, ...], printed: Printed, said: Named) -> float:
    """How many values of the forward pass are printed on the sheet; named functions count more."""
    found = 0.0
    for x, _ in (*one.examples, *one.queries):
        layers = forward(one, functions, x, said)
        if layers is None:
            return -1.0
        for (z, a), name in zip(layers, functions, strict=True):
            weight = 1.0 / len(z)
            found += weight * sum(map(printed.holds, z))
            if name != "identity":
                found += weight * sum(
                    printed.holds(out) for into, out in zip(z, a, strict=True) if into != out
                )
    found /= len(one.examples) + len(one.queries)
    named = set(functions) & set(said.activations)
    return found + 0.3 * len(named) - 0.2 * len(set(functions) - named - {"identity"})


def forward(
    one: Structure, functions: tuple[str, ...], x: tuple[str, ...], said: Named
) -> list[tuple[Floats, Floats]] | None:
    """What goes into each layer and comes out of it; None where that is no number."""
    found, a = [], [float(Fraction(entry)) for entry in x]
    for layer, name in enumerate(functions):
        try:
            z = _into(one, layer, a)
            a = _applied(name, z, said)
        except (OverflowError, ValueError, ZeroDivisionError):
            return None
        found.append((z, a))
    return found


def _into(one: Structure, layer: int, a: Floats) -> Floats:
    W = [[float(Fraction(entry)) for entry in row] for row in one.W[layer]]
    if one.product != "W x":
        W = [list(column) for column in zip(*W, strict=True)]
    if one.fold:
        a = [1.0, *a]
    b = one.b[layer]
    z = [sum(w * v for w, v in zip(row, a, strict=True)) for row in W]
    return z if b is None else [v + float(Fraction(c)) for v, c in zip(z, b, strict=True)]


def _applied(name: str, z: Floats, said: Named) -> Floats:
    if name == "softmax":
        powers = [math.exp(one - max(z)) for one in z]
        return [one / sum(powers) for one in powers]
    if name in said.constants:
        constant = float(Fraction(said.constants[name][1]))
        return [one if one > 0 else constant * (one if name == "leaky relu" else math.expm1(one))
                for one in z]  # fmt: skip
    return [(said.own.get(name) or ENTRYWISE[name])(one) for one in z]


def losses(
    one: Structure, functions: tuple[str, ...], printed: Printed, said: Named
) -> list[str]:
    """The losses that could be meant, the likeliest first."""
    outputs, last = one.units[-1], functions[-1]
    logs = ["cross-entropy", "binary cross-entropy"]
    squares = ["half squared error", "squared error", *(["mean squared error"] * (outputs > 1))]
    if last not in ("sigmoid", "softmax"):
        logs = []
    elif last == "sigmoid":
        logs.reverse()
    if said.logs is not None and logs:
        found = logs
    elif said.squares is not None or not logs:
        found = squares
    else:
        found = [*logs[:1], *squares] if last == "softmax" else [*squares, logs[0]]
    told = {name: _printed_errors(one, functions, name, printed, said) for name in found}
    found = [name for name in found if told[name] == max(told.values())]
    return sorted(found, key=lambda name: name not in said.loss)


def _printed_errors(
    one: Structure, functions: tuple[str, ...], loss: str, printed: Printed, said: Named
) -> int:
    """How many errors of the outputs, dL/dz, are printed."""
    found = 0
    for x, t in one.examples:
        layers = forward(one, functions, x, said)
        if layers is None or t is None:
            continue
        a, targets = layers[-1][1], [float(Fraction(entry)) for entry in t]
        last = functions[-1]
        for out, target in zip(a, targets, strict=True):
            slope = {"sigmoid": out * (1 - out), "tanh": 1 - out * out}.get(last, 1.0)
            error = out - target
            if "entropy" not in loss:
                factor = {"squared error": 2.0, "mean squared error": 2.0 / len(a)}.get(loss, 1.0)
                error *= factor * slope
            found += printed.holds(error)
    return found

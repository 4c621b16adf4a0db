"""Functions that fit a stated network: tried by what they come to, before a sheet is judged."""

from __future__ import annotations

import math
from fractions import Fraction

from derive.calculus.losses import LOSSES
from derive.teaching.verifying.stated.functions import LAST, Named
from derive.teaching.verifying.stated.network import Structure
from derive.teaching.verifying.stated.own_losses import Valued
from derive.teaching.verifying.stated.printed_values import ANY, ENTRYWISE, FINE, Printed
from derive.teaching.verifying.stated.settled import settled

Floats = list[float]
USUAL = ("sigmoid", "tanh", "relu", "identity")
ERRORS = 0.8  # for an output whose error is printed
UNNAMED = 1.2  # against a function, where others are named
STEP = 1e-6  # of a difference
MOST_KEPT = 12  # combinations of functions that are gone on with


def ranked(one: Structure, printed: Printed, said: Named) -> list[tuple[float, tuple[str, ...]]]:
    """The functions that the layers could have, the likeliest first.

    Layer by layer: how many values of it are printed on the sheet; named functions count more.
    """
    examples = [x for x, _ in (*one.examples, *one.queries)]
    known = [name for name in dict.fromkeys((*said.activations, *USUAL))
             if name in said.own or name in ENTRYWISE]  # fmt: skip
    found: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for layer, units in enumerate(one.units):
        last = layer == len(one.W) - 1
        names = [*known, "softmax"] if last and units > 1 else known
        if (name := settled(layer + 1, len(one.W), said)) in names:
            names = [name]
        longer = []
        for told, before in found:
            for name in names:
                score = sum(_printed(one, (*before, name), x, printed, said) for x in examples)
                score = told + score / len(examples) + _likely(name, last, said, printed)
                score += said.by_layer.get(layer + 1) == name
                if last:
                    score += said.by_layer.get(LAST) == name
                    score += said.linear_output and name == "identity"
                    score += ERRORS * _error_printed(one, (*before, name), printed, said)
                longer.append((score, (*before, name)))
        found = sorted(longer, key=lambda tried: -tried[0])[:MOST_KEPT]
    return found


def _likely(name: str, last: bool, said: Named, printed: Printed) -> float:
    """What speaks for a function without its values; a linear output is named for itself alone."""
    if name == "identity" and not last and said.linear_output:
        return -0.3
    if name in said.activations:
        return 0.4 if name == "softmax" else 0.3  # where it is named, it has no other place
    if name == "identity":
        return 0.1 if last else -0.3
    follows = 0.2 if printed.follows(name) else 0.0
    return follows - UNNAMED if said.activations else follows


def _printed(
    one: Structure, functions: tuple[str, ...], x: tuple[str, ...], printed: Printed, said: Named
) -> float:
    """How much of the last of these layers is printed."""
    layers = forward(one, functions, x, said)
    if layers is None:
        return -1.0
    z, a = layers[-1]
    found = float(sum(map(printed.holds, z)))
    if functions[-1] != "identity":
        for into, out in zip(z, a, strict=True):
            if out == 0.0:
                found += 0.4 * printed.zero
            elif into != out:
                found += printed.holds(out)
    return found / len(z)


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


def losses(one: Structure, functions: tuple[str, ...], printed: Printed, said: Named) -> list[str]:
    """The losses that could be meant, the likeliest first."""
    found = possible(one, functions, said)
    told = {name: _printed_errors(one, functions, name, printed, said) for name in found}
    return sorted(found, key=lambda name: (-told[name], name not in said.loss))


def possible(one: Structure, functions: tuple[str, ...], said: Named) -> list[str]:
    """The losses that go with the last function, the usual ones first; of one output only those
    that the sheet writes out, where it does."""
    if one.units[-1] == 1 and said.written:
        return [told.name for told in said.written]
    outputs, last = one.units[-1], functions[-1]
    logs = ["cross-entropy", "binary cross-entropy"]
    squares = ["half squared error", "squared error", *(["mean squared error"] * (outputs > 1))]
    if last not in ("sigmoid", "softmax"):
        logs = []
    elif last == "sigmoid":  # the other term is of one output too
        logs = logs[1:] if outputs == 1 else logs[::-1]
    if said.logs is not None and logs:
        return logs
    if said.squares is not None or not logs:
        return squares
    return [*logs[:1], *squares] if last == "softmax" else [*squares, logs[0]]


def _error_printed(
    one: Structure, functions: tuple[str, ...], printed: Printed, said: Named
) -> float:
    """Which part of the errors and losses is printed, under the loss that most is printed of."""
    known = sum(t is not None for _, t in one.examples) * (one.units[-1] + 1)
    most = max(
        _printed_errors(one, functions, loss, printed, said, FINE)
        for loss in possible(one, functions, said)
    )
    return most / known if known else 0.0


def _printed_errors(
    one: Structure, functions: tuple[str, ...], loss: str, printed: Printed, said: Named,
    coarsest: float = ANY,
) -> int:  # fmt: skip
    """How many errors of the outputs, dL/dz, and losses of single examples are printed."""
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
            if own := _own(loss, said):
                error = slope * (own(out + STEP, target) - own(out - STEP, target)) / (2 * STEP)
            elif "entropy" not in loss:
                factor = {"squared error": 2.0, "mean squared error": 2.0 / len(a)}.get(loss, 1.0)
                error *= factor * slope
            if abs(error - round(error)) > 1e-9 or coarsest == ANY:  # whole ones stand anywhere
                told = (error, error / len(one.examples))
                found += any(printed.holds(number, coarsest) for number in told)
        weight = 2 if printed.losses else 1  # an error may stand in the loss before
        own = _own(loss, said)
        total = _loss(loss, a, targets) if own is None else own(a[0], targets[0])
        found += weight * printed.holds_loss(total, coarsest)
    return found


def _own(name: str, said: Named) -> Valued | None:
    """How a loss that the sheet writes out is worked out, where it is none of the table."""
    if name in LOSSES:
        return None
    return next((one.valued for one in said.written if one.name == name), None)


def _loss(name: str, a: Floats, targets: Floats) -> float:
    try:
        if name == "cross-entropy":
            return -sum(t * math.log(out) for out, t in zip(a, targets, strict=True) if t)
        if name == "binary cross-entropy":
            return -sum(t * math.log(out) + (1 - t) * math.log(1 - out)
                        for out, t in zip(a, targets, strict=True))  # fmt: skip
    except ValueError:
        return math.nan
    total = sum((out - t) ** 2 for out, t in zip(a, targets, strict=True))
    return total * {"half squared error": 0.5, "mean squared error": 1 / len(a)}.get(name, 1.0)

"""Which activations and which loss a sheet names, by formulas or by words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from derive.calculus import term as tm
from derive.calculus.activations import ACTIVATIONS
from derive.calculus.term_fields import Balls, Undecided
from derive.calculus.term_shapes import ShapeError
from derive.calculus.terms import value
from derive.teaching.verifying.bound_names import BoundNames
from derive.teaching.verifying.notation import Notation, Sizes
from derive.teaching.verifying.operands import agree, operand
from derive.teaching.verifying.printed import number
from derive.teaching.verifying.slots import slots_of
from derive.teaching.verifying.statements import Found, Statement
from derive.teaching.written.documents import Document
from derive.teaching.written.letters_of_sheet import usual_letters
from derive.teaching.written.names import written

# what people call them, in the prose of a sheet; capitals do not matter
SPOKEN = {
    "sigmoid": r"sigmoid|logistic (?:function|activation|unit|regression)|logistische? funktion",
    "tanh": r"tanh\b|hyperbolic tangent|tangens hyperbolicus",
    "leaky relu": r"leaky[ -]?(?:relu|rectif)",
    "relu": r"(?<!leaky )(?<!leaky-)(?<!leaky)(?:relu\b|rectified|rectifier)",
    "softmax": r"softmax",
    "identity": r"\bidentity|\blinear (?:output|activation|unit|layer|neuron)|\blineare",
    "softplus": r"softplus",
    "elu": r"\belu\b|exponential linear",
    "silu": r"\bsilu\b|\bswish\b",
    "gelu": r"\bgelu\b",
}
SPOKEN_LOSSES = {
    "binary cross-entropy": r"binary cross[ -]?entropy|\bbce\b|log(?:istic)? loss|bin(?:ä|ae)re kreuzentropie",
    "cross-entropy": r"(?<!binary )(?<!bin.re )(?:cross[ -]?entropy|kreuzentropie|negative log)",
    "mean squared error": r"mean[ -]squared?|\bmse\b|mittlere[rn]? quadrat",
    "half squared error": r"half (?:the |of the )?(?:sum of )?squared?|half[ -]squared",
    "squared error": r"(?<!mean )(?<!half )(?<!half the )(?:squared? error|sum of squares|\bsse\b|quadratische[rn]? fehler)",
}  # fmt: skip
LOSS_LETTERS = frozenset(("L", "E", "J", "C", "ell", "loss", "cost", "error", "Loss", "Cost"))
NO_NETWORK = Sizes(0, (1, 1), (), False)
POINTS = (Fraction(7, 10), Fraction(-13, 10), Fraction(21, 10))


@dataclass(frozen=True)
class Named:
    """Names with the line where each is met first; `logs` and `squares`: what the loss is made of.

    `loss` holds losses named in words.
    """

    activations: dict[str, int]
    loss: dict[str, int]
    logs: int | None = None
    squares: int | None = None


def named(found: list[Found], document: Document) -> Named:
    """What a sheet names."""
    names = BoundNames(Notation(), NO_NETWORK, None, usual_letters())
    activations: dict[str, int] = {}
    logs: int | None = None
    squares: int | None = None
    for one in found:
        if not isinstance(one, Statement):
            continue
        line, _ = document.place(one.signs[0].start)
        first = written(one.operands[0])
        slots = slots_of(first) if first is not None else None
        is_loss = slots is not None and slots.letter in LOSS_LETTERS
        for node in one.operands:
            side = operand(node, names)
            if side.term is None:
                continue
            for name in _functions(side.term):
                activations.setdefault(name, line)
            if is_loss:
                for part in _parts(side.term):
                    if isinstance(part, tm.Call) and part.function == "log":
                        logs = logs or line
                    elif _is_square(part):
                        squares = squares or line
    prose = document.text.lower()
    for name, words in SPOKEN.items():
        if name not in activations and (match := re.search(words, prose)):
            activations[name] = document.place(match.start())[0]
    losses = {
        name: document.place(match.start())[0]
        for name, words in SPOKEN_LOSSES.items()
        if (match := re.search(words, prose))
    }
    return Named(activations, losses, logs, squares)


def _is_square(part: Any) -> bool:
    return (
        isinstance(part, tm.Power)
        and isinstance(part.exponent, tm.Constant)
        and part.exponent.value == 2
    )


def _parts(term: Any) -> Iterator[Any]:
    """A term and every term in it."""
    waiting = [term]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += one
        elif hasattr(one, "__dataclass_fields__"):
            yield one
            waiting += [getattr(one, name) for name in one.__slots__]


def _functions(term: Any) -> Iterator[str]:
    """The activations that are used in a term, by name or written out."""
    for part in _parts(term):
        if isinstance(part, tm.Call) and part.function in ACTIVATIONS:
            if part.function != "identity":
                yield part.function
        elif isinstance(part, tm.Divide) and _is_softmax(part):
            yield "softmax"
        elif isinstance(part, tm.Divide | tm.Add | tm.Choice | tm.Multiply) or (
            isinstance(part, tm.Call) and part.function in ("max", "log")
        ):
            found = _written_out(part)
            if found is not None:
                yield found


def _is_softmax(part: tm.Divide) -> bool:
    """e^{z_i} over a sum of such."""
    below = part.bottom
    if not _is_power(part.top):
        return False
    if isinstance(below, tm.Total):
        return _is_power(below.body)
    return isinstance(below, tm.Add) and all(map(_is_power, below.terms))


def _is_power(term: Any) -> bool:
    return isinstance(term, tm.Call) and term.function == "exp"


def _written_out(part: Any) -> str | None:
    """The activation that a term of one name, or of one number put in, is the definition of."""
    inner = list(_parts(part))
    keys = {one.key for one in inner if isinstance(one, tm.Variable)}
    if len(keys) == 1 and len(inner) < 40:
        (key,) = keys
        return _of_values(part, key)
    # numbers put in: 1 / (1 + e^{-(0.3 + 0.1)})
    if isinstance(part, tm.Divide) and part.top == tm.Constant(Fraction(1)):
        below = part.bottom
        if (
            isinstance(below, tm.Add)
            and len(below.terms) == 2
            and below.terms[0] == tm.Constant(Fraction(1))
            and _is_power(below.terms[1])
        ):
            return "sigmoid"
    if isinstance(part, tm.Call) and part.function == "max":
        if len(part.arguments) == 2 and tm.Constant(Fraction(0)) in part.arguments:
            return "relu"
    return None


def _of_values(part: Any, key: str) -> str | None:
    try:
        found = [value(part, {key: number(point)}, Balls()) for point in POINTS]
    except (ShapeError, Undecided, KeyError, ValueError, ZeroDivisionError, OverflowError,
            RecursionError, AssertionError, TypeError):  # fmt: skip
        return None
    for name, values in _values_of_all():
        if all(agree(*pair) for pair in zip(found, values, strict=True)):
            return name
    return None


@lru_cache(maxsize=1)
def _values_of_all() -> list[tuple[str, list[Any]]]:
    """Every activation that works entry by entry, at the points where formulas are tried."""
    return [
        (name, [value(tm.Call(name, (tm.Variable("z"),)), {"z": number(point)}, Balls())
                for point in POINTS])
        for name, row in ACTIVATIONS.items()
        if row.entrywise and name != "identity" and not row.constants
    ]  # fmt: skip

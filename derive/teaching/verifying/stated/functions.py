"""Which activations and which loss a sheet names, by formulas or by words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from derive.calculus import term as tm
from derive.calculus.activations import ACTIVATIONS
from derive.teaching.verifying.lines.operands import operand
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.notation import Notation, Sizes
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.stated.formulas import (
    activation_of,
    defined,
    exact,
    is_square,
    only_name,
    parts,
    squares_told,
)
from derive.teaching.verifying.stated.layers_said import (
    layer_letters,
    layer_of,
    numbered_layer,
    taken_over,
)
from derive.teaching.verifying.stated.own_losses import OwnLoss
from derive.teaching.verifying.stated.pieces import in_pieces
from derive.teaching.verifying.statements.statements import Statement
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
    "identity": r"\b(?:identity)|\b(?:linear) (?:output|activation|unit|layer|neuron)|"
    r"\b(?:lineare)|\b(?:saída|salida|sortie|uscita) lin(?:ear|eal|éaire|eare)\b",
    "softplus": r"softplus",
    "elu": r"\b(?:elu)\b|exponential linear",
    "silu": r"\b(?:silu)\b|\b(?:swish)\b",
    "gelu": r"\b(?:gelu)\b",
}
LINEAR_OUTPUT = re.compile(
    r"(?<!non-)(?<!non )(?<!nicht-)\b(?:linear (?:output|read-?out)|"
    r"output (?:(?:layer|unit|neuron)s? )?(?:(?:is|are) )?linear)|"
    r"\b(?:saída|salida|sortie|uscita) lin(?:ear|eal|éaire|eare)\b|"
    r"\b(?:lineare[mnrs]? (?:ausgabe|ausgang))|\b(?:ausgabe|ausgang)\w* (?:(?:ist|sind) )?linear\b"
)
SLOPE = re.compile(r"\b(?:slope|steigung|leak)\b[^.\n\d]{0,40}?(0(?:\.|,|\{,\})\d+)")
# f(z) = 0.1 z otherwise, without mathematical marks
BELOW = re.compile(
    r"= ?(0?[.,]\d+) ?[·*]? ?([a-z])\b[\s,]{1,2}(?:otherwise|else|sonst|ansonsten|"
    r"(?:for|if|when|für|falls|wenn) \2 ?(?:<|≤))"
)
SPOKEN_LOSSES = {
    "binary cross-entropy": r"binary cross[ -]?entropy|\b(?:bce)\b|log(?:istic)? loss|"
    r"bin(?:ä|ae)re kreuzentropie",
    "cross-entropy": r"(?<!binary )(?<!bin.re )(?:cross[ -]?entropy|kreuzentropie|negative log)",
    "mean squared error": r"mean[ -]squared?|\b(?:mse)\b|mittlere[rn]? quadrat",
    "half squared error": r"half (?:the |of the )?(?:sum of )?squared?|half[ -]squared",
    "squared error": r"(?<!mean )(?<!half )(?<!half the )(?:squared? error|sum of squares|"
    r"\b(?:sse)\b|quadratische[rn]? fehler)",
}  # fmt: skip
LOSS_LETTERS = frozenset(("L", "E", "J", "C", "ell", "loss", "cost", "error", "Loss", "Cost"))
OUTPUTS = frozenset(("hat y", "hat Y", "output", "p"))
LAST = -1
NO_NETWORK = Sizes(0, (1, 1), (), False)
ONE = tm.Constant(Fraction(1))


@dataclass(frozen=True)
class Named:
    """Names with the line where each is met first; `logs` and `squares`: what the loss is made of.

    `loss` holds losses named in words, `constants` those of activations ("slope", "1/10"), `own`
    functions that the sheet defines, by their formulas. `by_layer` are functions by the number of
    a layer, where a^{(2)} = f(...) says so, LAST where ŷ = f(...) does; `linear_output` is what
    words say of the last layer. `settled` are the layers of which the sheet says it outright, and
    `everywhere` is what it says of all of them.
    `written` are losses that are written out for one output, `in_words` is a squared one that words
    name, where no formula defines it.
    `mixed` says that names which differ in a number alone have different functions: units, or
    layers.
    """

    activations: dict[str, int]
    loss: dict[str, int]
    logs: int | None = None
    squares: int | None = None
    constants: dict[str, tuple[str, str]] = field(default_factory=dict)
    own: dict[str, Callable[[float], float]] = field(default_factory=dict)
    by_layer: dict[int, str] = field(default_factory=dict)
    linear_output: bool = False
    mixed: bool = False
    written: tuple[OwnLoss, ...] = ()
    in_words: str = ""
    settled: dict[int, str] = field(default_factory=dict)
    everywhere: str = ""


def named(chains: list[Statement], document: Document) -> Named:
    """What a sheet names."""
    names = BoundNames(Notation(), NO_NETWORK, None, usual_letters())
    activations: dict[str, int] = {}
    logs: int | None = None
    squares: int | None = None
    constants: dict[str, tuple[str, str]] = {}
    own: dict[str, Callable[[float], float]] = {}
    by_layer: dict[int, str] = {}
    by_unit: dict[str, set[str]] = {}
    losses: dict[str, int] = {}
    layered = layer_letters(chains)
    for one in (*chains, *in_pieces(chains)):
        line, _ = document.place(one.signs[0].start)
        first = written(one.operands[0])
        slots = slots_of(first) if first is not None else None
        layer = taken_over(one)
        if layer is not None:
            activations.setdefault("identity", line)
            by_layer.setdefault(layer, "identity")
        is_loss = slots is not None and slots.letter in LOSS_LETTERS
        for node in one.operands:
            side = operand(node, names)
            if side.term is None:
                continue
            term = exact(side.term, side.printed)
            used = list(_functions(term, constants))
            for name in used:
                activations.setdefault(name, line)
            numbered = numbered_layer(slots, layered)
            if slots and not numbered and len(slots.lowered) == len(set(used)) == 1:
                by_unit.setdefault(slots.letter, set()).update(used)
            if len(set(used)) == 1 and node is not one.operands[0]:
                if layer := layer_of(slots, node) or numbered:
                    by_layer.setdefault(layer, used[0])
                elif slots is not None and slots.letter in OUTPUTS and not slots.raised:
                    by_layer.setdefault(LAST, used[0])
            if is_loss:
                losses.setdefault(squares_told(term), line)
                for part in parts(term):
                    if isinstance(part, tm.Call) and part.function == "log":
                        logs = logs or line
                    elif is_square(part):
                        squares = squares or line
        formula = None if is_loss else defined(one.operands[0], operand(one.operands[-1], names))
        if formula is not None:
            there = [name for name, at in activations.items() if at == line]
            if not there or all(name in constants for name in there):
                for name in there:  # g(z) = ..., leaky: by its own letter
                    del activations[name], constants[name]
                activations[formula[0]], own[formula[0]] = line, formula[1]
    prose = document.text.lower()
    for name, words in SPOKEN.items():
        if name not in activations and (match := re.search(words, prose)):
            activations[name] = document.place(match.start())[0]
    leaky = "leaky relu" in activations
    slope = (SLOPE.search(prose) or BELOW.search(prose)) if leaky else None
    if slope is not None:
        constants.setdefault("leaky relu", ("slope", re.sub(r"\{?,\}?", ".", slope[1])))
    losses.pop("", None)
    for name, words in SPOKEN_LOSSES.items():
        if match := re.search(words, prose):
            losses.setdefault(name, document.place(match.start())[0])
    linear = LINEAR_OUTPUT.search(prose) is not None
    mixed = any(len(one) > 1 for one in by_unit.values())
    return Named(activations, losses, logs, squares, constants, own, by_layer, linear, mixed)


def _functions(term: Any, constants: dict[str, tuple[str, str]]) -> Iterator[str]:
    """The activations that are used in a term, by name or written out."""
    found = (function_of(part, constants) for part in parts(term))
    return (name for name in found if name is not None)


def function_of(part: Any, constants: dict[str, tuple[str, str]]) -> str | None:
    """The activation that a term is as a whole."""
    if isinstance(part, tm.Call) and part.function in ACTIVATIONS:
        return part.function if part.function != "identity" else None
    if isinstance(part, tm.Divide) and _is_softmax(part):
        return "softmax"
    if isinstance(part, tm.Divide | tm.Add | tm.Choice | tm.Multiply) or (
        isinstance(part, tm.Call) and part.function in ("max", "log")
    ):
        return _written_out(part, constants)
    return None


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


def _written_out(part: Any, constants: dict[str, tuple[str, str]]) -> str | None:
    """The activation that a term of one name, or of numbers put in, is the definition of."""
    key = only_name(part)
    if key is not None:
        found = activation_of(part, key)
        if found is not None and found[1] is not None:
            constants.setdefault(found[0], found[1])
        return found[0] if found is not None else None
    # numbers put in: 1 / (1 + e^{-(0.3 + 0.1)})
    if isinstance(part, tm.Divide) and part.top == ONE and isinstance(part.bottom, tm.Add):
        terms = part.bottom.terms
        if len(terms) == 2 and terms[0] == ONE and _is_power(terms[1]):
            return "sigmoid"
    is_max = isinstance(part, tm.Call) and part.function == "max" and len(part.arguments) == 2
    return "relu" if is_max and tm.Constant(Fraction(0)) in part.arguments else None

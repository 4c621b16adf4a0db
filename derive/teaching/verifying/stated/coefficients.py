"""Weights and biases that stand as numbers in a formula of letters: h_1 = ReLU(0.8 x_1 - 0.5), or
in one with the numbers of these put in, 0.8 · 0.3 - 0.5 where x_1 is 0.3."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.stated.data import INPUTS, WEIGHTS, Stated
from derive.teaching.verifying.stated.printed_units import PrintedUnits, single_number
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.documents import Document
from derive.teaching.written.names import written
from derive.teaching.written.tree import Node

MOST_LAYERS = 3


@dataclass(frozen=True)
class Unit:
    """A name, and the numbers by which names of one letter, counted from 1, are multiplied."""

    name: Slots
    of: str
    weights: tuple[Fraction, ...]
    bias: Fraction | None
    line: int


def coefficients(chains: list[Statement], document: Document, told: list[Stated]) -> list[Stated]:
    """The parameters of units whose formulas are told so, where no letters are given values."""
    if any(one.slots.letter in WEIGHTS for one in told):
        return []
    found: dict[Slots, Unit] = {}
    known = PrintedUnits()
    for one in chains:
        unit = _unit(one, document) or _unit_of_numbers(one, document, known)
        if unit is not None:
            found.setdefault(unit.name, unit)
        known.note(one)
    layers: list[list[Unit]] = []
    letter = next((one.of for one in found.values() if one.of in INPUTS), "")
    while letter and len(layers) < MOST_LAYERS:
        layer = [one for one in found.values() if one.of == letter]
        if not layer or len({one.name.letter for one in layer}) > 1:
            break
        layers.append(layer)
        after = _name_after(layer[0].name.letter, chains) or known.functions.get(
            layer[0].name.letter, ""
        )
        letter = next(
            (
                one
                for one in (layer[0].name.letter, after)
                if any(unit.of == one for unit in found.values()) and one != letter
            ),
            "",
        )
    return [part for at, layer in enumerate(layers, 1) for part in _stated(layer, at)]


def _unit(one: Statement, document: Document) -> Unit | None:
    name = _slots(one.operands[0])
    if name is None or len(one.operands) < 2 or one.signs[0].sign not in ("=", "≈"):
        return None
    node = one.operands[1]
    match node:
        case tree.Product((_, tree.Group("(", (inner,))), (_, "")) if isinstance(inner, tree.Sum):
            node = inner  # the function of it
    if not isinstance(node, tree.Sum):
        return None
    weights: dict[int, Fraction] = {}
    bias, letters = None, set()
    for term, sign in zip(node.terms, node.signs, strict=True):
        turn = -1 if sign == "-" else 1
        number = single_number(term)
        if number is not None:
            if bias is not None:
                return None
            bias = turn * number
            continue
        found = _weighted(term)
        if found is None or found[1] in weights:
            return None
        letters.add(found[0])
        weights[found[1]] = turn * found[2]
    if len(letters) != 1 or [*weights] != [*range(1, len(weights) + 1)] or len(weights) < 2:
        return None
    line, _ = document.place(one.signs[0].start)
    return Unit(name, letters.pop(), tuple(weights.values()), bias, line)


def _unit_of_numbers(one: Statement, document: Document, known: PrintedUnits) -> Unit | None:
    """A unit whose sum is of numbers alone, those of one letter each times a weight."""
    name = _slots(one.operands[0])
    if name is None or len(one.operands) < 3 or not isinstance(one.operands[1], tree.Sum):
        return None
    pairs: list[tuple[Fraction, Fraction]] = []
    bias: Fraction | None = None
    for term, sign in zip(one.operands[1].terms, one.operands[1].signs, strict=True):
        turn = -1 if sign == "-" else 1
        number = single_number(term)
        factors = term.factors if isinstance(term, tree.Product) else ()
        numbers = [value for factor in factors if (value := single_number(factor)) is not None]
        if number is not None and bias is None:
            bias = turn * number
        elif len(numbers) == len(factors) == 2:
            pairs.append((turn * numbers[0], numbers[1]))
        else:
            return None
    line, _ = document.place(one.signs[0].start)
    for at in (1, 0):
        letter = known.letter_of([abs(pair[at]) if at == 0 else pair[at] for pair in pairs])
        if letter and len(pairs) > 1:
            weights = [first if at == 1 else second * (-1 if first < 0 else 1)
                       for first, second in pairs]  # fmt: skip
            return Unit(name, letter, tuple(weights), bias, line)
    return None


def _weighted(term: Node) -> tuple[str, int, Fraction] | None:
    """0.8 x_1: the letter, its number, and what it is multiplied by."""
    factors = term.factors if isinstance(term, tree.Product) else (term,)
    slots = _slots(factors[-1])
    match slots.lowered if slots is not None and len(factors) <= 2 else ():
        case (int(at),):
            number = single_number(factors[0]) if len(factors) == 2 else Fraction(1)
            return None if number is None or slots is None else (slots.letter, at, number)
    return None


def _slots(node: Node) -> Slots | None:
    name = written(node)
    return slots_of(name) if name is not None else None


def _name_after(letter: str, chains: list[Statement]) -> str:
    """The letter of what comes out of z: h, where h_1 = f(z_1)."""
    for one in chains:
        first = _slots(one.operands[0])
        match one.operands[1]:
            case tree.Product((_, tree.Group("(", (inner,))), (_, "")):
                found = _slots(inner)
                if first is not None and found is not None and found.letter == letter:
                    return first.letter
    return ""


def _stated(layer: list[Unit], at: int) -> Iterator[Stated]:
    for unit, one in enumerate(layer, start=1):
        for source, weight in enumerate(one.weights, start=1):
            yield Stated(_parameter("W", at, (unit, source)), ((str(weight),),), one.line)
        if one.bias is not None:
            yield Stated(_parameter("b", at, (unit,)), ((str(one.bias),),), one.line)


def _parameter(letter: str, layer: int, lowered: tuple[int, ...]) -> Slots:
    return Slots(letter, (("[", layer),), (), lowered, False)

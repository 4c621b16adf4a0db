"""Weights and biases that stand as numbers in a formula of letters: h_1 = ReLU(0.8 x_1 - 0.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.stated.data import INPUTS, WEIGHTS, Stated
from derive.teaching.verifying.statements.printed import entries
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
    for one in chains:
        unit = _unit(one, document)
        if unit is not None:
            found.setdefault(unit.name, unit)
    layers: list[list[Unit]] = []
    letter = next((one.of for one in found.values() if one.of in INPUTS), "")
    while letter and len(layers) < MOST_LAYERS:
        layer = [one for one in found.values() if one.of == letter]
        if not layer or len({one.name.letter for one in layer}) > 1:
            break
        layers.append(layer)
        after = _name_after(layer[0].name.letter, chains)
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
        number = _number(term)
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


def _weighted(term: Node) -> tuple[str, int, Fraction] | None:
    """0.8 x_1: the letter, its number, and what it is multiplied by."""
    factors = term.factors if isinstance(term, tree.Product) else (term,)
    slots = _slots(factors[-1])
    match slots.lowered if slots is not None and len(factors) <= 2 else ():
        case (int(at),):
            number = _number(factors[0]) if len(factors) == 2 else Fraction(1)
            return None if number is None or slots is None else (slots.letter, at, number)
    return None


def _number(node: Node) -> Fraction | None:
    rows = entries(node)
    return rows[0][0].value if rows is not None and len(rows) == len(rows[0]) == 1 else None


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

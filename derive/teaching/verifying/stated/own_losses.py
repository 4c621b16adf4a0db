"""Losses that a sheet writes out for one output: L(r) with r = y - t, in cases, |y - t|, ..."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from derive.calculus import term as tm
from derive.calculus.losses import LOSSES
from derive.calculus.term_fields import Balls, Undecided
from derive.calculus.term_shapes import ShapeError
from derive.calculus.terms import value
from derive.calculus.world_functions import loss_terms
from derive.teaching.verifying.lines.operands import Operand, agree, operand
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.notation import Notation, Sizes
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.stated.data import OUTCOMES, TARGETS, Stated
from derive.teaching.verifying.stated.formulas import exact, parts
from derive.teaching.verifying.stated.spelled import spelled
from derive.teaching.verifying.statements.printed import number
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.letters_of_sheet import usual_letters
from derive.teaching.written.names import written
from derive.teaching.written.network_names import LOSSES as LETTERS

NO_NETWORK = Sizes(0, (1, 1), (), False)
OUTPUT, TARGET = "output", "target"  # those of a residual that nothing defines
MOST_STEPS = 4
POINTS = [(Fraction(3, 10), Fraction(1)), (Fraction(4, 5), Fraction(0)),
          (Fraction(9, 20), Fraction(1, 4))]  # fmt: skip
FAR = [(Fraction(4), Fraction(1)), (Fraction(-3), Fraction(1, 2))]  # no logarithms there
FAILS = (ShapeError, Undecided, KeyError, ValueError, ZeroDivisionError, OverflowError,
         RecursionError, AssertionError, TypeError)  # fmt: skip
Valued = Callable[[float, float], float]


@dataclass(frozen=True)
class OwnLoss:
    """A loss by its name in the table of losses, or by its formula in a and t; how it is worked
    out, and its line. The name is empty where exercise files cannot hold it."""

    name: str
    valued: Valued
    line: int


def own_losses(
    chains: list[Statement], told: list[Stated], line_of: Callable[[int], int]
) -> list[OwnLoss]:
    """Every loss that is written out in an output and a target, in order, each once."""
    names = BoundNames(Notation(), NO_NETWORK, None, usual_letters())
    said = [(one, [operand(node, names) for node in one.operands]) for one in chains]
    meant = _Meant(said, told)
    found: dict[str, OwnLoss] = {}
    for one, sides in said:
        if not is_loss(one.operands[0]):
            continue
        for side in sides[1:]:
            if side.term is None or not side.symbolic:
                continue
            term = meant.put_in(exact(side.term, side.printed))
            loss = _loss(meant.of_residual(term), meant.targets | {TARGET})
            if loss is not None:
                line = line_of(one.signs[0].start)
                found.setdefault(loss[0], OwnLoss(*loss, line))
                break
    return list(found.values())


def is_loss(node: tree.Node) -> bool:
    """Whether a node is the letter of a loss, or that of what is in brackets behind it."""
    match node:
        case tree.Product((first, tree.Group("(")), ("", "")):
            node = first
    name = written(node)
    slots = slots_of(name) if name is not None else None
    return slots is not None and slots.letter in LETTERS and not slots.lowered


class _Meant:
    """What names stand for: numbers that are given, and formulas of other names."""

    def __init__(self, said: list[tuple[Statement, list[Operand]]], told: list[Stated]) -> None:
        self.slots = {key: slots for _, sides in said for side in sides
                      for key, slots in side.names.own_names.items()}  # fmt: skip
        keys = {slots: key for key, slots in self.slots.items()}
        given = [one for one in told if one.is_number and one.slots in keys]
        letter = next((one for one in TARGETS if any(one == told.slots.letter for told in given)),
                      "")  # fmt: skip
        self.targets = {keys[one.slots] for one in given if one.slots.letter == letter}
        self.numbers: dict[str, Any] = {}
        for one in given:
            if keys[one.slots] not in self.targets:
                self.numbers.setdefault(keys[one.slots], tm.Constant(Fraction(one.rows[0][0])))
        self.formulas: dict[str, Any] = {}
        for _, sides in said:
            name, term = sides[0].own_name, sides[1].term
            if name is not None and term is not None and sides[1].symbolic:
                self.formulas.setdefault(keys[name], exact(term, sides[1].printed))
        self.bare = {slots: key for slots, key in keys.items() if not slots.raised}

    def put_in(self, term: Any) -> Any:
        """The term with what its names stand for, until a target stands in it."""
        term = self._with(self._powers(term), self.numbers)
        for _ in range(MOST_STEPS):
            if keys_of(term) & self.targets:
                break
            term = self._powers(self._with(term, self.formulas))
        return self._with(term, self.numbers)

    def of_residual(self, term: Any) -> Any:
        """The term in an output and a target, where it is made of one name of neither, and has no
        sign of its own: r is what the output has too much, or too little."""
        keys = keys_of(term)
        slots = self.slots.get(next(iter(keys))) if len(keys) == 1 else None
        if slots is None or keys & self.targets or slots.letter in OUTCOMES | {"y", "hat y", "p"}:
            return term
        if not all(_is_even(term, key, at) for key in keys for at, _ in POINTS + FAR):
            return term
        difference = tm.Add((tm.Variable(OUTPUT), tm.Variable(TARGET)), (1, -1))
        return mapped_names(term, lambda _: difference)

    def _with(self, term: Any, meaning: Mapping[str, Any]) -> Any:
        return mapped_names(term, lambda one: meaning.get(one.key, one))

    def _powers(self, term: Any) -> Any:
        """r^2 as a power, where it is read as a name with a raised number and r is a name too."""
        return mapped_names(term, self._power)

    def _power(self, one: tm.Variable) -> Any:
        slots = self.slots.get(one.key)
        match slots.raised if slots is not None else ():
            case (int(count),):
                assert slots is not None
                base = self.bare.get(replace(slots, raised=()))
                if base is not None:
                    return tm.Power(tm.Variable(base), tm.Constant(Fraction(count)))
        return one


def _is_even(term: Any, key: str, at: Fraction) -> bool:
    """Whether a term in one name is the same left and right of 0."""
    try:
        return agree(*(value(term, {key: number(one)}, Balls()) for one in (at, -at)))
    except FAILS:
        return False


def keys_of(term: Any) -> set[str]:
    """The names in a term."""
    return {one.key for one in parts(term) if isinstance(one, tm.Variable)}


def mapped_names(term: Any, change: Callable[[tm.Variable], Any]) -> Any:
    """The term with every name changed."""
    if isinstance(term, tuple):
        return tuple(mapped_names(one, change) for one in term)
    if isinstance(term, tm.Variable):
        return change(term)
    if not hasattr(term, "__dataclass_fields__"):
        return term
    return type(term)(*(mapped_names(getattr(term, name), change) for name in term.__slots__))


def _loss(term: Any, targets: set[str]) -> tuple[str, Valued] | None:
    """The name of a loss of one output and how it is worked out; None for what is none."""
    keys = keys_of(term)
    if len(keys) != 2 or len(keys & targets) != 1:
        return None
    (target,), (output,) = keys & targets, keys - targets

    def valued(a: float, t: float) -> float:
        put_in = {output: number(Fraction(a)), target: number(Fraction(t))}
        return float(value(term, put_in, Balls()).mid())

    for name in LOSSES:
        points = POINTS if name.endswith("entropy") else POINTS + FAR
        if all(_is_alike(term, name, {output: a, target: t}, (a, t)) for a, t in points):
            return name, valued
    return spelled(term, {output: "a", target: "t"}) or "", valued


def _is_alike(
    term: Any, name: str, at: dict[str, Fraction], pair: tuple[Fraction, Fraction]
) -> bool:
    """Whether a term is what a loss of the table is at a point."""
    factor, formula = loss_terms(name)
    try:
        here = value(term, {key: number(one) for key, one in at.items()}, Balls())
        there = value(formula, dict(zip("at", map(number, pair), strict=True)), Balls())
        return agree(here, value(factor, {"n": number(Fraction(1))}, Balls()) * there)
    except FAILS:
        return False

"""The gradient of a scalar term by a name, as a term: what comes from outside pulled inwards.

Each rule takes the derivative of the scalar by a part and gives that by what the part is made of,
shaped alike. What no rule knows has no formula here; every formula is held against the tangents
by whoever shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from derive.calculus import term as tm
from derive.calculus.activations import ACTIVATIONS
from derive.calculus.term import Term
from derive.calculus.term_fields import Balls, Undecided
from derive.calculus.term_products import (
    ONE,
    ZERO,
    apart,
    chained,
    difference,
    over,
    summed,
    times,
    turned_term,
    with_signs,
)
from derive.calculus.term_shapes import Matrix, ShapeError
from derive.calculus.term_value import Values, parts
from derive.calculus.terms import value


class NoFormula(Exception):
    """A part that no rule is there for."""


@dataclass(frozen=True)
class Outside:
    """The derivative by a part; `alike` is one number for all its entries."""

    term: Term
    alike: bool = False


def gradient(body: Term, by: str, values: Values) -> Term | None:
    """The derivative as a term, shapes as they are at a point; None where a rule is missing."""
    try:
        found = list(_Pulled(by, values).inwards(body, Outside(ONE, True)))
    except (NoFormula, Undecided, ShapeError):
        return None
    if not found:
        return ZERO
    whole: Term = with_signs(found[0] if len(found) == 1 else summed(found))
    return whole


class _Pulled:
    def __init__(self, by: str, values: Values) -> None:
        self.by, self.values = by, values

    def inwards(self, part: Term, outside: Outside) -> Iterator[Term]:
        """The summands of the derivative by the name, through one part."""
        if not any(isinstance(one, tm.Variable) and one.key == self.by for one in parts(part)):
            return
        match part:
            case tm.Variable():
                if outside.alike and self.is_matrix(part):
                    raise NoFormula  # a matrix of ones has no name
                yield outside.term
            case tm.Add(terms, signs):
                for one, sign in zip(terms, signs, strict=True):
                    if self.is_matrix(one) != self.is_matrix(part):
                        raise NoFormula
                    scaled = (
                        outside.term if sign > 0 else times(tm.Constant(-ONE.value), outside.term)
                    )
                    yield from self.inwards(one, Outside(scaled, outside.alike))
            case tm.Multiply(factors, signs):
                for place, one in enumerate(factors):
                    yield from self.inwards(one, self.by_factor(factors, signs, place, outside))
            case tm.Divide(top, bottom) if not self.is_matrix(bottom):
                inner = times(over(ONE, bottom), outside.term)
                yield from self.inwards(top, Outside(inner, outside.alike))
                if not self.is_matrix(top):
                    square = tm.Power(bottom, tm.Constant(Fraction(2)))
                    inner = times(tm.Constant(-ONE.value), outside.term, over(top, square))
                    yield from self.inwards(bottom, Outside(inner, outside.alike))
                elif self.holds(bottom):
                    raise NoFormula
            case tm.Power(base, tm.Constant(exponent)):
                less = exponent - 1
                power = base if less == 1 else tm.Power(base, tm.Constant(less))
                slope = times(tm.Constant(exponent), power)
                yield from self.inwards(base, self.entrywise(outside, slope, base))
            case tm.Turned(inner):
                turned = outside.term if outside.alike else turned_term(outside.term)
                yield from self.inwards(inner, Outside(turned, outside.alike))
            case tm.Call("total", (inner,)):
                yield from self.inwards(inner, Outside(outside.term, self.is_matrix(inner)))
            case tm.Call("log", (tm.Call("softmax", (inner,)) as shares,)) if not outside.alike:
                number, rest = apart(outside.term)
                lost = times(number, shares, tm.Call("total", (rest,)))
                yield from self.inwards(inner, Outside(summed([outside.term, lost], (1, -1))))
            case tm.Call("max" | "min" as function, (left, right)) if not self.is_matrix(part):
                for one, other in ((left, right), (right, left)):
                    step = tm.Call("step", (difference(one, other, function == "max"),))
                    yield from self.inwards(one, Outside(times(outside.term, step)))
            case tm.Call(function, (inner,)):
                yield from self.inwards(
                    inner, self.entrywise(outside, _slope(function, inner), inner)
                )
            case _:
                raise NoFormula

    def is_matrix(self, term: Term) -> bool:
        return type(value(term, self.values, Balls())) is Matrix

    def holds(self, term: Term) -> bool:
        return any(isinstance(one, tm.Variable) and one.key == self.by for one in parts(term))

    def entrywise(self, outside: Outside, slope: Term, at: Term) -> Outside:
        """Through a function that is applied entry by entry."""
        if not self.is_matrix(at):
            return Outside(times(outside.term, slope), outside.alike)
        if outside.alike:
            return Outside(times(outside.term, slope), False)
        return Outside(tm.Multiply((outside.term, slope), ("", "∘")))

    def by_factor(
        self, factors: tuple[Term, ...], signs: tuple[str, ...], place: int, outside: Outside
    ) -> Outside:
        """Through a product, to one factor of it."""
        others = [one for at, one in enumerate(factors) if at != place]
        numbers = [one for one in others if not self.is_matrix(one)]
        matrices = [at for at, one in enumerate(factors) if self.is_matrix(one)]
        mine = factors[place]
        if not self.holds(mine):
            return outside
        if not matrices:
            return Outside(times(outside.term, *others), outside.alike)
        if place not in matrices:
            if len(matrices) > 1 or not outside.alike:
                raise NoFormula
            total = tm.Call("total", (factors[matrices[0]],))
            return Outside(times(outside.term, *numbers, total))
        if len(matrices) == 1:
            return Outside(times(*numbers, outside.term), outside.alike)
        if len(matrices) > 2:
            return self.in_chain(factors, signs, matrices, place, numbers, outside)
        first, second = (factors[at] for at in matrices)
        a, b = (value(one, self.values, Balls()) for one in (first, second))
        sign = signs[matrices[1]]
        other = second if place == matrices[0] else first
        if sign == "∘" or (a.shape == b.shape and (sign == "*" or a.shape[1] != b.shape[0])):
            if sign == "·":
                return Outside(times(*numbers, outside.term, other))
            if outside.alike:
                return Outside(times(*numbers, outside.term, other), False)
            return Outside(times(*numbers, tm.Multiply((outside.term, other), ("", "∘"))))
        number = a.shape[0] == b.shape[1] == 1
        if outside.alike and not number:
            raise NoFormula
        turned = turned_term(other)
        if number:
            return Outside(times(*numbers, outside.term, turned))
        pair = (outside.term, turned) if place == matrices[0] else (turned, outside.term)
        return Outside(times(*numbers, tm.Multiply(pair, ("", "·"))))

    def in_chain(
        self,
        factors: tuple[Term, ...],
        signs: tuple[str, ...],
        matrices: list[int],
        place: int,
        numbers: list[Term],
        outside: Outside,
    ) -> Outside:
        """Through a product of several matrices: those before it turned, those behind it turned."""
        shapes = [value(factors[at], self.values, Balls()).shape for at in matrices]
        fits = all(a[1] == b[0] for a, b in pairwise(shapes))
        number = shapes[0][0] == shapes[-1][1] == 1
        if not fits or any(signs[at] in ("∘", "*") for at in matrices[1:]):
            raise NoFormula
        if outside.alike and not number:
            raise NoFormula
        before = [factors[at] for at in matrices if at < place]
        behind = [factors[at] for at in matrices if at > place]
        sides = [turned_term(chained(one)) for one in (before, behind) if one]
        if number:
            return Outside(times(*numbers, outside.term, *sides))
        sides.insert(1 if before else 0, outside.term)
        return Outside(times(*numbers, tm.Multiply(tuple(sides), ("", *["·"] * (len(sides) - 1)))))


def _slope(function: str, at: Term) -> Term:
    if function == "exp":
        return tm.Call("exp", (at,))
    if function == "log":
        return over(ONE, at)
    if function == "abs":
        return tm.Call("sign", (at,))
    if function in ACTIVATIONS and function != "softmax":
        return tm.Slope(function, at)
    raise NoFormula

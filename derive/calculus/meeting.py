"""Two formulas at one point: whether their balls are apart, with as many bits as it takes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb

from derive.calculus import term as tm
from derive.calculus.domain import Domain, Point, Seen
from derive.calculus.term import Term
from derive.calculus.term_fields import BITS, Balls, Undecided
from derive.calculus.term_shapes import Matrix, shape_of
from derive.calculus.terms import value

MORE_BITS = (BITS, 640, 2560)
MOST_TRUTHS = 40  # that are kept at a point
CLOSE = arb(2) ** -80
FAR = 10**9  # exponents up to here, so that formulas can be told apart far out


@dataclass(frozen=True)
class Met:
    """What was seen at one point: the signs asked for by both, and whether the two agree.

    `alike` is None where the truth has no value, or none that can be told apart.
    """

    point: Point
    signs: tuple[tuple[int, ...], tuple[int, ...]]
    alike: bool | None
    claimed: Any = None
    found: Any = None
    margins: tuple[Any, ...] = ()  # the numbers whose signs were asked for, in the same order


def meet(
    claim: Term, truth: Term, domain: Domain, point: Point, precisions: tuple[int, ...] = MORE_BITS
) -> Met:
    """Both at one point, with as many bits as it takes to tell them apart or not."""
    nothing = Met(point, ((), ()), None)
    for bits in precisions:
        field = Balls(bits, FAR)
        seen = domain.at(point, bits)
        try:
            if seen.values is None:
                seen.values = domain.values(point, field)
            values = seen.values
            if domain.where and not all(_holds(one, values, field) for one in domain.where):
                return nothing
            field.asked, field.margins = [], []
            claimed = value(claim, values, field)
            mine, beside = tuple(field.asked), tuple(field.margins)
            # what is right comes second: it may cost much, and a claim without a value needs none
            found, asked, margins = _valued(truth, seen, field)
            if not _finite(found):
                return nothing
        except Undecided:
            return nothing
        signs = asked, mine
        if _finite(claimed):
            alike = values_alike(claimed, found)
            if alike is not None:
                return Met(point, signs, alike, claimed, found, (*margins, *beside))
        elif bits > BITS:
            return Met(point, signs, False, None, found)
    return nothing


def counts(domain: Domain, point: Point) -> bool:
    """Whether the conditions of the domain hold at a point."""
    field = Balls()
    try:
        values = domain.values(point, field)
        return all(_holds(one, values, field) for one in domain.where)
    except Undecided:
        return True


def _valued(truth: Term, seen: Seen, field: Balls) -> tuple[Any, tuple[int, ...], tuple[Any, ...]]:
    """What is right at a point, and the signs that were asked for; kept for the next claim."""
    assert seen.values is not None
    kept = seen.truths.get(id(truth))
    if kept is None or kept[0] is not truth:
        field.asked, field.margins = [], []
        found = value(truth, seen.values, field)
        kept = truth, found, tuple(field.asked), tuple(field.margins)
        if len(seen.truths) < MOST_TRUTHS:
            seen.truths[id(truth)] = kept
    return kept[1:]


def _holds(condition: tm.Compare, values: Any, field: Any) -> bool:
    chosen = tm.Choice((((condition,), tm.Constant(Fraction(1))), ((), tm.Constant(Fraction(0)))))
    return bool(value(chosen, values, field) == 1)


def _finite(found: Any) -> bool:
    entries = found.entries() if type(found) is Matrix else (found,)
    return all(entry.is_finite() for entry in entries)


def values_alike(claim: Any, truth: Any) -> bool | None:
    """Whether two values agree; None where their balls are too wide to tell."""
    if shape_of(claim) != shape_of(truth):
        return False
    left = claim.entries() if type(claim) is Matrix else (claim,)
    right = truth.entries() if type(truth) is Matrix else (truth,)
    alike: bool | None = True
    for a, b in zip(left, right, strict=True):
        difference = a - b
        if not difference.contains(0):
            return False
        if not difference.rad() <= CLOSE * (1 + abs(b)):
            alike = None
    return alike

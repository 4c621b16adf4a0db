"""Where formulas change from one piece to another: points close to both sides of every border."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from derive.calculus import term as tm
from derive.calculus.domain import Domain, between
from derive.calculus.meeting import Met, meet
from derive.calculus.term import Term
from derive.calculus.terms import parts

MOST_HALVINGS = 30
NEAR = Fraction(1, 10**7)  # to a border
BESIDE = Fraction(13, 100)


def near_thresholds(claim: Term, truth: Term, domain: Domain) -> tuple[Fraction, ...]:
    """A point within each piece that conditions with plain numbers cut out."""
    cuts = sorted(_thresholds(claim, truth))
    if not cuts or domain.along is None:
        return ()
    inner = [(a + b) / 2 for a, b in pairwise(cuts)]
    return (cuts[0] - BESIDE, *inner, cuts[-1] + BESIDE)


def _thresholds(claim: Term, truth: Term) -> set[Fraction]:
    """The plain numbers that conditions compare with."""
    return {
        number
        for one in parts((claim, truth))
        if type(one) is tm.Compare
        for side in (one.left, one.right)
        if (number := _literal(side)) is not None
    }


def _literal(side: Term) -> Fraction | None:
    match side:
        case tm.Constant(number):
            return number
        case tm.Add((tm.Constant(number),), (sign,)):
            return sign * number
    return None


def borders(claim: Term, truth: Term, domain: Domain, met: list[Met]) -> Iterator[Met]:
    """Points close to both sides of every border between two pieces that were met."""
    along = domain.along
    if along is None:
        return
    cuts = sorted({Fraction(0), *_thresholds(claim, truth)})
    ordered = sorted(met, key=lambda one: one.point[along])
    for left, right in pairwise(ordered):
        here = left
        for cut in cuts:
            if left.point[along] < cut < right.point[along]:
                below = meet(claim, truth, domain, {**left.point, along: cut - NEAR})
                above = meet(claim, truth, domain, {**right.point, along: cut + NEAR})
                if below.alike is not None and above.alike is not None:
                    yield below
                    yield above
                    yield from _closing_in(claim, truth, domain, here, below, MOST_HALVINGS)
                    here = above
        yield from _closing_in(claim, truth, domain, here, right, MOST_HALVINGS)


def _closing_in(
    claim: Term, truth: Term, domain: Domain, left: Met, right: Met, halvings: int
) -> Iterator[Met]:
    while left.signs != right.signs and halvings:
        halvings -= 1
        for share in (Fraction(1, 2), Fraction(3, 7), Fraction(5, 9)):
            # the middle may be the border itself, where no sign can be told
            middle = meet(claim, truth, domain, between(left.point, right.point, share))
            if middle.alike is not None:
                break
        else:
            return
        yield middle
        if middle.signs == left.signs:
            left = middle
        elif middle.signs == right.signs:
            right = middle
        else:
            yield from _closing_in(claim, truth, domain, left, middle, halvings)
            left = middle

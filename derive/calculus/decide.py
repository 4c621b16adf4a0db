"""Is one formula equal to another, for every value of its names?

First balls at points of the domain: where the two balls are apart, the formulas differ, and the
point is the proof. Pieces (of max, abs, conditions) are searched for, so that each is tried on
both its sides. Then the normal form, piece by piece. What has neither is tried at many more points
and called sampled. Nothing is accepted for lack of an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any

from flint import arb

from derive.calculus import term as tm
from derive.calculus.domain import Domain, Point, between
from derive.calculus.normal_form import proved_equal
from derive.calculus.term import Term
from derive.calculus.term_fields import BITS, Balls, Undecided
from derive.calculus.term_shapes import Matrix, shape_of
from derive.calculus.terms import parts, substituted, value
from derive.errors import DeriveError

MORE_BITS = (BITS, 640, 2560)
CLOSE = arb(2) ** -80
FIRST = 5  # points before a proof is tried
ENOUGH = 24  # points where there is no proof, of numbers; of matrices fewer: all entries count
ENOUGH_MATRICES = 6
MOST_TRIES = 400
MOST_HALVINGS = 30
NEAR = Fraction(1, 10**7)  # to a border
BESIDE = Fraction(13, 100)


@dataclass(frozen=True)
class Decision:
    """`method` is "proved" or "sampled"; a rejection is proved by its point.

    `claimed` and `found` are the values there; `claimed` is None where the claim has no value at
    all, though the truth has one.
    """

    holds: bool
    method: str
    point: Point | None = None
    claimed: Any = None
    found: Any = None


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


def decide(claim: Term, truth: Term, domain: Domain) -> Decision:
    """Whether the claim is the truth, everywhere in the domain where the truth has a value.

    Raises DeriveError where no point is found at which that can be told, and ShapeError where
    shapes do not fit.
    """
    met: list[Met] = []
    supply = _usable(claim, truth, domain)
    for one in islice(supply, FIRST):
        if one.alike is False:
            return _rejected(one)
        met.append(one)
    if not met:
        raise DeriveError("no point was found where the formula has a value")
    if any(any(one.signs) for one in met):
        for one in _borders(claim, truth, domain, met):
            if one.alike is False:
                return _rejected(one)
            met.append(one)
    pieces = {one.signs for one in met}
    if all(_proved(claim, truth, domain, signs) for signs in sorted(pieces)):
        return Decision(True, "proved")
    for one in islice(supply, ENOUGH if domain.along else ENOUGH_MATRICES):
        if one.alike is False:
            return _rejected(one)
        met.append(one)
    return Decision(True, "sampled")


def _rejected(one: Met) -> Decision:
    return Decision(False, "proved", one.point, one.claimed, one.found)


def _usable(claim: Term, truth: Term, domain: Domain) -> Iterator[Met]:
    """Points at which the two can be compared, a bounded number of tries each."""
    tried = 0
    for point in domain.points(_near_thresholds(claim, truth, domain)):
        tried += 1
        if tried > MOST_TRIES:
            return
        one = meet(claim, truth, domain, point)
        if one.alike is not None:
            tried = 0 if tried < MOST_TRIES // 2 else tried
            yield one


def meet(claim: Term, truth: Term, domain: Domain, point: Point) -> Met:
    """Both at one point, with as many bits as it takes to tell them apart or not."""
    nothing = Met(point, ((), ()), None)
    for bits in MORE_BITS:
        field = Balls(bits)
        values = domain.values(point, field)
        try:
            if not all(_holds(one, values, field) for one in domain.where):
                return nothing
            field.asked = []
            found = value(truth, values, field)
            asked, field.asked = tuple(field.asked), []
            if not _finite(found):
                return nothing
            claimed = value(claim, values, field)
        except Undecided:
            return nothing
        signs = asked, tuple(field.asked)
        if _finite(claimed):
            alike = _alike(claimed, found)
            if alike is not None:
                return Met(point, signs, alike, claimed, found)
        elif bits > BITS:
            return Met(point, signs, False, None, found)
    return nothing


def _holds(condition: tm.Compare, values: Any, field: Any) -> bool:
    chosen = tm.Choice((((condition,), tm.Constant(Fraction(1))), ((), tm.Constant(Fraction(0)))))
    return bool(value(chosen, values, field) == 1)


def _finite(found: Any) -> bool:
    entries = found.entries() if type(found) is Matrix else (found,)
    return all(entry.is_finite() for entry in entries)


def _alike(claim: Any, truth: Any) -> bool | None:
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


def _near_thresholds(claim: Term, truth: Term, domain: Domain) -> tuple[Fraction, ...]:
    """A point within each piece that conditions with plain numbers cut out."""
    cuts = sorted(_thresholds(claim, truth))
    if not cuts or domain.along is None:
        return ()
    inner = [(a + b) / 2 for a, b in zip(cuts, cuts[1:], strict=False)]
    return (cuts[0] - BESIDE, *inner, cuts[-1] + BESIDE)


def _thresholds(claim: Term, truth: Term) -> set[Fraction]:
    """The plain numbers that conditions compare with."""
    return {
        number
        for one in (*parts(claim), *parts(truth))
        if isinstance(one, tm.Compare)
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


def _borders(claim: Term, truth: Term, domain: Domain, met: list[Met]) -> Iterator[Met]:
    """Points close to both sides of every border between two pieces that were met."""
    along = domain.along
    if along is None:
        return
    cuts = sorted({Fraction(0), *_thresholds(claim, truth)})
    ordered = sorted(met, key=lambda one: one.point[along])
    for left, right in zip(ordered, ordered[1:], strict=False):
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


def _proved(claim: Term, truth: Term, domain: Domain, signs: Any) -> bool:
    """Whether the normal forms agree on the piece of these signs."""
    if (signs[0] or signs[1]) and domain.where:
        return False
    return any(
        _same_form(substituted(claim, dict(one)), substituted(truth, dict(one)), domain, signs)
        for one in domain.readings
    )


def _same_form(claim: Term, truth: Term, domain: Domain, signs: Any) -> bool:
    used = {
        one.key for term in (claim, truth) for one in parts(term) if isinstance(one, tm.Variable)
    }

    def both(field: Any) -> Any:
        values = domain.names(field, used)
        found = value(truth, values, field)
        return value(claim, values, field), found

    sizes = {one.key: max(1, one.rows * one.columns) for one in domain.proof or domain.unknowns}
    unknowns = sum(sizes.get(key, 0) for key in used)
    try:
        return proved_equal(both, [*signs[0], *signs[1]], unknowns)
    except KeyError:  # a name that this way of writing leaves without a value
        return False

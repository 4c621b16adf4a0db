"""The pieces into which signs cut a line: exact where the borders are roots of polynomials.

A piece is a stretch on which two formulas ask for the same signs, of conditions, max, min and
abs. The numbers whose signs they ask for are rational functions of the name there, mostly; their
roots are then all its borders, so that each piece can be tried, and nothing lies between two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

from flint import ctx, fmpq_poly

from derive.calculus import term as tm
from derive.calculus.domain import STEPS, Domain, Point
from derive.calculus.meeting import Met, counts, meet
from derive.calculus.normal_form import NormalForms
from derive.calculus.same_form import proved_equal
from derive.calculus.term import Term
from derive.calculus.term_fields import BITS, Undecided
from derive.calculus.term_shapes import ShapeError
from derive.calculus.terms import parts, value

MOST_PIECES = 120
MOST_DEGREE = 12
CLOSEST = Fraction(1, 2**100)  # of two borders that are not rational
NEAR = Fraction(1, 10**7)  # to a border
BESIDE = tuple(map(Fraction, ("0.13", "1.31", "7.46", "103.7")))
INSIDE = (Fraction(1, 2), Fraction(3, 7), Fraction(5, 9), Fraction(1, 97))

Cut = Fraction | None  # None where the line goes on


@dataclass
class Line:
    """What was seen along a line: a point of each piece, and whether all are proved."""

    met: list[Met] = field(default_factory=list)
    cuts: list[Fraction] = field(default_factory=list)
    proved: bool = True


def along_line(claim: Term, truth: Term, domain: Domain, start: Point) -> Line:
    """Both formulas on every piece of the line through a point; ends where they differ."""
    line = Line()
    here = _where(domain, start)
    line.proved = here is not None
    line.cuts = sorted(set(here or ()))
    waiting = _between(None, line.cuts, None)
    while waiting:
        low, high = waiting.pop()
        met = _met_inside(claim, truth, domain, start, low, high)
        if met is None:  # no point here, or none that counts
            line.proved = line.proved and _left_out(domain, start, low, high)
            continue
        line.met.append(met)
        if met.alike is False:
            return line
        same, found = _on_piece(claim, truth, domain, met)
        if found is None:
            line.proved = False
            continue
        cuts = sorted(
            {one for one in found if (low is None or low < one) and (high is None or one < high)}
        )
        if not cuts:
            line.proved = line.proved and same
            continue
        line.cuts += cuts
        line.proved = line.proved and _apart(line.cuts)
        if len(line.cuts) > MOST_PIECES:
            line.proved = False
            return line
        waiting += _between(low, cuts, high)
    return line


def beside_cuts(claim: Term, truth: Term, domain: Domain, line: Line) -> Iterator[Met]:
    """Points close to both sides of every border of a line."""
    along = domain.along
    if not line.met or along is None:
        return
    cuts = sorted(set(line.cuts))
    for place, cut in enumerate(cuts):
        near = NEAR
        for other in cuts[max(0, place - 1) : place + 2]:
            if other != cut:
                near = min(near, abs(other - cut) / 3)
        for at in (cut - near, cut + near):
            one = meet(claim, truth, domain, {**line.met[0].point, along: at})
            if one.alike is not None:
                yield one


def _between(low: Cut, cuts: list[Fraction], high: Cut) -> list[tuple[Cut, Cut]]:
    ends = [low, *cuts, high]
    return list(pairwise(ends))


def _inside(low: Cut, high: Cut) -> list[Fraction]:
    """Some numbers between two cuts."""
    if low is not None and high is not None:
        return [low + (high - low) * share for share in INSIDE]
    if high is not None:
        return [high - one for one in BESIDE]
    if low is not None:
        return [low + one for one in BESIDE]
    return list(STEPS)


def _met_inside(
    claim: Term, truth: Term, domain: Domain, start: Point, low: Cut, high: Cut
) -> Met | None:
    assert domain.along is not None
    for at in _inside(low, high):
        one = meet(claim, truth, domain, {**start, domain.along: at})
        if one.alike is not None:
            return one
    return None


def _left_out(domain: Domain, start: Point, low: Cut, high: Cut) -> bool:
    """Whether the conditions of the domain leave out all between two cuts."""
    assert domain.along is not None
    at = _inside(low, high)[0]
    return bool(domain.where) and not counts(domain, {**start, domain.along: at})


def _on_piece(
    claim: Term, truth: Term, domain: Domain, met: Met
) -> tuple[bool, list[Fraction] | None]:
    """Whether the normal forms agree on the piece of a point, and the roots of what is signed.

    None for the roots where the normal form does not tell all of them.
    """
    signs = [*met.signs[0], *met.signs[1]]
    used = {one.key for one in parts((claim, truth)) if type(one) is tm.Variable}

    def both(field: Any) -> Any:
        values = domain.names(field, used)
        found = value(truth, values, field)
        return value(claim, values, field), found

    same, found = _compared(both, signs, len(used), domain.along)
    if found is not None or len(domain.unknowns) == 1:
        return same, found

    def here(field: Any) -> Any:
        values = domain.on_line(met.point, field)
        found = value(truth, values, field)
        return value(claim, values, field), found

    # the borders of this line alone prove nothing of others
    _, found = _compared(here, signs, len(used), domain.along)
    return False, found


def _compared(
    both: Callable[[Any], Any], signs: list[int], unknowns: int, along: str | None
) -> tuple[bool, list[Fraction] | None]:
    seen: list[NormalForms] = []
    try:
        same = proved_equal(both, signs, unknowns, seen)
    except (KeyError, Undecided, ShapeError):
        return False, None
    if not seen:
        return False, None
    place = seen[-1].atoms.get(("name", along), -1)
    roots: list[Fraction] = []
    for margin in seen[-1].margins:
        for polynomial in (margin.above, margin.below):
            found = _roots(polynomial, place)
            if found is None:
                return False, None
            roots += found
    return same, roots


def _roots(polynomial: Any, place: int) -> list[Fraction] | None:
    """The real roots in one atom; None where others stand in the polynomial."""
    coefficients: dict[int, Any] = {}
    for exponents, coefficient in polynomial.to_dict().items():
        degree = int(exponents[place]) if place >= 0 else 0
        if sum(map(int, exponents)) != degree or degree > MOST_DEGREE:
            return None
        coefficients[degree] = coefficient
    if not coefficients or max(coefficients) == 0:
        return []
    whole = fmpq_poly([coefficients.get(n, 0) for n in range(max(coefficients) + 1)])
    found = []
    # factors that differ have no root in common
    factors = [whole.numer()] if whole.degree() == 1 else [f for f, _ in whole.numer().factor()[1]]
    for factor in factors:
        if factor.degree() == 1:
            found.append(Fraction(int(-factor[0]), int(factor[1])))
            continue
        ctx.prec = BITS
        for root, _ in factor.complex_roots():
            if root.imag == 0:
                top, power = root.real.mid().man_exp()
                found.append(Fraction(int(top)) * Fraction(2) ** int(power))
    return found


def _where(domain: Domain, start: Point) -> list[Fraction] | None:
    """Where the conditions of the domain begin and end to hold; None where that is not told."""
    found: list[Fraction] = []
    for one in domain.where:

        def difference(field: Any, one: tm.Compare = one) -> Any:
            values = domain.on_line(start, field)
            margin = value(one.left, values, field) - value(one.right, values, field)
            field.margins.append(margin)
            return margin, margin

        try:
            _, roots = _compared(difference, [], len(domain.unknowns), domain.along)
        except (TypeError, AttributeError):
            return None
        if roots is None:
            return None
        found += roots
    return found


def _apart(cuts: list[Fraction]) -> bool:
    """Whether no two borders are so close that one may hide the other."""
    ordered = sorted(cuts)
    return all(
        a == b or b - a > CLOSEST or max(a.denominator, b.denominator) < 2**BITS
        for a, b in pairwise(ordered)
    )

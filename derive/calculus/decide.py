"""Is one formula equal to another, for every value of its names?

First balls at points of the domain: where the two balls are apart, the formulas differ, and the
point is the proof. Pieces (of max, abs, conditions) are searched for, so that each is tried on
both its sides. Then the normal form, piece by piece. What has neither is tried at many more points,
and where SymPy does not prove it then, called sampled. Nothing is accepted for lack of an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from derive.calculus import term as tm
from derive.calculus.borders import borders, near_thresholds
from derive.calculus.domain import Domain, Point
from derive.calculus.line_pieces import Line, along_line, beside_cuts
from derive.calculus.meeting import MORE_BITS, Met, meet
from derive.calculus.other_sides import other_sides
from derive.calculus.same_form import proved_equal
from derive.calculus.term import Term
from derive.calculus.term_fields import Balls, Undecided
from derive.calculus.terms import parts, substituted, value
from derive.errors import DeriveError

ENOUGH_FOR_A_PROOF = 2  # points before a proof is tried, where there is one piece
FIRST = 5  # where there are several
ENOUGH = 24  # points where there is no proof, of numbers; of matrices fewer: all entries count
ENOUGH_MATRICES = 6
MOST_TRIES = 400
FEW_TRIES = 30
MOST_STEPS = 100_000  # of all tries without a value, by the nodes of the formulas


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


def decide(claim: Term, truth: Term, domain: Domain) -> Decision:
    """Whether the claim is the truth, everywhere in the domain where the truth has a value.

    Raises DeriveError where no point is found at which that can be told, and ShapeError where
    shapes do not fit.
    """
    met: list[Met] = []
    supply = _usable(claim, truth, domain)
    for one in supply:
        if one.alike is False:
            return _rejected(one)
        met.append(one)
        whole = not any(one.signs)  # no sign was asked for: there is one piece only
        if len(met) == (ENOUGH_FOR_A_PROOF if whole or domain.along else FIRST):
            break
    if not met:
        raise DeriveError("no point was found where the formula has a value")
    if any(any(one.signs) for one in met):
        # every piece is tried, and nothing is proved before every piece is
        line = Line(proved=False)
        if domain.along is not None:
            line = along_line(claim, truth, domain, met[0].point)
        if not line.proved:
            met += islice(supply, FIRST - len(met))
            line.met += _by_pieces(claim, truth, domain, line, met)
        for one in (*met, *line.met):
            if one.alike is False:
                return _rejected(one)
        if line.proved:
            return Decision(True, "proved")
        met += line.met
    elif _proved(claim, truth, domain, met[0]):
        return Decision(True, "proved")
    enough = ENOUGH if domain.along else ENOUGH_MATRICES
    for one in islice(supply, enough):
        if one.alike is False:
            return _rejected(one)
        met.append(one)
    if len({repr(one.point) for one in met}) < enough and domain.unknowns:
        raise DeriveError("too few points were found where the formulas can be told apart")
    # what differs by less than any ball so far is not accepted for that
    closely = meet(claim, truth, domain, met[0].point, MORE_BITS[-1:])
    if closely.alike is False:
        return _rejected(closely)
    if domain.along == "z" and not domain.where and not any(any(one.signs) for one in met):
        from derive.calculus.last_resort import proved_by_sympy

        if proved_by_sympy(claim, truth):
            return Decision(True, "proved")
    return Decision(True, "sampled")


def _by_pieces(
    claim: Term, truth: Term, domain: Domain, line: Line, met: list[Met]
) -> Iterator[Met]:
    """Points beside known borders, and beyond those that are not, until one differs."""
    for one in chain(
        beside_cuts(claim, truth, domain, line),
        borders(claim, truth, domain, met),
        other_sides(claim, truth, domain, [*met, *line.met]),
    ):
        yield one
        if one.alike is False:
            return


def _rejected(one: Met) -> Decision:
    return Decision(False, "proved", one.point, one.claimed, one.found)


def _usable(claim: Term, truth: Term, domain: Domain) -> Iterator[Met]:
    """Points at which the two can be compared, a bounded number of tries each."""
    tried = 0
    for point in domain.points(near_thresholds(claim, truth, domain)):
        tried += 1
        if tried > MOST_TRIES or (tried > FEW_TRIES and tried * _size(claim, truth) > MOST_STEPS):
            return
        one = meet(claim, truth, domain, point)
        if one.alike is not None:
            tried = 0 if tried < MOST_TRIES // 2 else tried
            yield one


def _size(claim: Term, truth: Term) -> int:
    return len(parts((claim, truth)))


def _proved(claim: Term, truth: Term, domain: Domain, met: Met) -> bool:
    """Whether the normal forms agree, where no sign is asked for."""
    for reading in domain.readings:
        mapping = dict(reading)
        if not mapping:
            found = _same_form(claim, truth, domain, [])
        else:
            left, right = (substituted(one, mapping) for one in (claim, truth))
            signs = _asked(left, right, domain, met.point)
            # with signs it would be the proof of one piece
            found = signs == [] and _same_form(left, right, domain, [])
        if found:
            return True
    return False


def _asked(claim: Term, truth: Term, domain: Domain, point: Point) -> list[int] | None:
    """The signs that the two ask for at a point once names are put in, which ask for more."""
    field = Balls()
    try:
        values = domain.values(point, field)
        field.asked = []
        for one in (truth, claim):
            value(one, values, field)
    except Undecided:
        return None
    return field.asked


def _same_form(claim: Term, truth: Term, domain: Domain, signs: list[int]) -> bool:
    used = {one.key for one in parts((claim, truth)) if type(one) is tm.Variable}

    def both(field: Any) -> Any:
        values = domain.names(field, used)
        found = value(truth, values, field)
        return value(claim, values, field), found

    sizes = {one.key: max(1, one.rows * one.columns) for one in domain.proof or domain.unknowns}
    unknowns = sum(sizes.get(key, 0) for key in used)
    try:
        return proved_equal(both, signs, unknowns)
    except KeyError:  # a name that this way of writing leaves without a value
        return False

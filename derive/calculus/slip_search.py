"""Which slip makes a formula wrong: the first that, undone, makes it right, or that makes it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from derive.calculus.decide import decide
from derive.calculus.domain import Domain
from derive.calculus.meeting import meet
from derive.calculus.slips import SLIPS
from derive.calculus.term import Term
from derive.calculus.term_shapes import ShapeError
from derive.calculus.term_value import parts
from derive.errors import DeriveError

POINTS = 3
MOST_TRIED = 400  # of each slip
MOST_STEPS = 40_000  # of each slip, by the nodes of the formulas


def agrees(claim: Term, truth: Term, domain: Domain) -> bool:
    """Whether two terms agree at a few points, on every piece if there are several.

    This names a slip, it accepts nothing.
    """
    met = 0
    pieces = False
    for point in islice(domain.points(), 4 * POINTS):
        try:
            one = meet(claim, truth, domain, point)
        except (ShapeError, KeyError):
            return False
        if one.alike is False:
            return False
        met += one.alike is True
        pieces = pieces or any(one.signs)
        if met == POINTS:
            break
    if not met or not pieces:
        return met > 0
    try:
        return decide(claim, truth, domain).holds
    except (DeriveError, ShapeError):
        return False


def slip_of(
    claim: Term, truth: Term, domain: Domain, made: Iterable[tuple[str, Term, Domain]] = ()
) -> str | None:
    """The name of the slip that turned the truth into the claim; None where none did.

    `made` are slipped forms of the truth that were worked out elsewhere, by name, with where to
    try them.
    """
    most = min(MOST_TRIED, MOST_STEPS // len(parts((claim, truth))))
    told = {}
    for name, slipped, where in made:
        if name not in told and agrees(claim, slipped, where):
            told[name] = True
    for name, row in SLIPS.items():
        if name in told:
            return name
        if any(agrees(one, truth, domain) for one in islice(row.undone(claim), most)):
            return name
    return None

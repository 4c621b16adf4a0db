"""The sides of a formula against the truth, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from derive.calculus import term as tm
from derive.calculus.decide import Decision, decide
from derive.calculus.decide_entries import decide_entries, free_indices
from derive.calculus.domain import Domain, Point
from derive.calculus.term import Term
from derive.calculus.term_fields import Balls
from derive.calculus.term_shapes import ShapeError, shape_of
from derive.calculus.terms import value
from derive.errors import DeriveError
from derive.teaching.check_answer import Answer, counterexample
from derive.teaching.check_reading import meant, one_chain
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.tree import Chain


@dataclass(frozen=True)
class Truth:
    """What is right: the term, where it is tried, and how it is told.

    `letters` say what its names are called; `expected` and `slip` are worked out when asked for.
    `named` says that the left side, which names it, was taken off already; `point` completes a
    point by what follows from it.
    """

    term: Term
    domain: Domain
    letters: dict[str, str]
    expected: Callable[[], str] = str
    slip: Callable[[Term], str | None] = lambda claim: None
    named: bool = False
    point: Callable[[Point], Point] = dict


def against(formula: str, meaning: Meaning, truth: Truth, chain: Chain | None = None) -> Answer:
    """Whether each side of a formula is the truth, or the entry of it that the first one names.

    Raises DeriveError for what means nothing, and where nothing is claimed.
    """
    chain = chain or one_chain(formula)
    domain, right = truth.domain, truth.term
    condition = chain.condition
    if condition is not None:
        where = meant(formula, lambda: meaning.conditions(condition))
        domain = replace(domain, where=where)
    claims = [
        (operand.start, meant(formula, lambda: meaning.term(operand)))  # noqa: B023
        for operand in chain.operands
        if operand is not None
    ]
    first = claims[0][1]
    if isinstance(first, tm.Entry) and first.matrix == right:
        right = first
    elif (
        meaning.indexed
        and not isinstance(right, tm.Entry)
        and free_indices(*(claim for _, claim in claims), *domain.where)
    ):
        raise DeriveError("an index that nothing binds: say on the left which entry is meant")
    method, told = "proved", truth.named
    for start, claim in claims:
        if claim == right:
            continue
        told = True
        try:
            decision = _decided(claim, right, domain, meaning.indexed)
        except ShapeError as found:
            reason = f"shapes do not fit: {found}"
            nowhere = meant(formula, lambda: _somewhere(right, domain))
            return _wrong(formula, truth, claim, start, nowhere, reason)
        if not decision.holds:
            return _wrong(formula, truth, claim, start, decision, "")
        if decision.method != "proved":
            method = decision.method
    if not told:
        raise DeriveError("the formula only names the derivative: write what it is equal to")
    return Answer(formula, True, method, _expected=truth.expected)


def _decided(claim: Term, right: Term, domain: Domain, indexed: bool) -> Decision:
    return decide_entries(claim, right, domain) if indexed else decide(claim, right, domain)


def _somewhere(right: Term, domain: Domain) -> Decision:
    """A rejection of what has no value anywhere: at the first point, what is right there."""
    point = next(domain.points())
    field = Balls()
    values = domain.values(point, field)
    found = None if free_indices(right) else value(right, values, field)
    return Decision(False, "proved", point, None, found)


def _wrong(
    formula: str, truth: Truth, claim: Term, start: int, decision: Decision, reason: str
) -> Answer:
    if not reason and decision.claimed is not None:
        mine, right = shape_of(decision.claimed), shape_of(decision.found)
        if mine != right:
            reason = "its shape is {} x {}, and {} x {} is right".format(*mine, *right)
    return Answer(
        formula,
        False,
        "proved",
        counterexample(decision, truth.letters, truth.point),
        reason,
        start,
        truth.expected,
        lambda: truth.slip(claim),
    )

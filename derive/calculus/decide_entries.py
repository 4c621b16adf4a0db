"""The decision for formulas with free indices: each of them in turn is every number it can be."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, product
from typing import Any

from derive.calculus import term as tm
from derive.calculus.decide import Decision, decide
from derive.calculus.domain import Domain
from derive.calculus.term import Term
from derive.calculus.term_fields import Balls
from derive.calculus.term_indexed import reach
from derive.calculus.term_shapes import ShapeError
from derive.calculus.terms import parts
from derive.errors import DeriveError

MOST_CHOICES = 64


def free_indices(*terms: Term) -> tuple[str, ...]:
    """The indices that no sum binds, by name."""
    bound = {one.index for term in terms for one in parts(term) if isinstance(one, tm.Total)}
    found = {
        one.key
        for term in terms
        for one in parts(term)
        if isinstance(one, tm.Variable) and one.key.startswith("#")
    }
    return tuple(sorted(found - bound))


def decide_entries(claim: Term, truth: Term, domain: Domain) -> Decision:
    """`decide`, for every choice of the free indices that the conditions allow."""
    free = free_indices(claim, truth)
    if not free:
        return decide(claim, truth, domain)
    point = next(domain.points())
    field = Balls()
    values = domain.values(point, field)
    sizes = []
    for index in free:
        size = reach(index, (claim, truth), values, field)
        if size is None:
            raise ShapeError(f"nothing says how far the index {index[1:]} goes")
        sizes.append(range(1, size + 1))
    decision = None
    indexed = tuple(one for one in domain.where if _about_indices(one))
    others = tuple(one for one in domain.where if not _about_indices(one))
    for choice in islice(product(*sizes), MOST_CHOICES):
        chosen = dict(zip(free, choice, strict=True))
        if not all(_met(one, chosen) for one in indexed):
            continue
        here = replace(domain, where=others, fixed=(*domain.fixed, *chosen.items()))
        found = decide(claim, truth, here)
        if not found.holds:
            return found
        if decision is None or found.method == "sampled":
            decision = found
    if decision is None:
        raise DeriveError("no index meets the condition")
    return decision


def _about_indices(condition: tm.Compare) -> bool:
    return all(
        isinstance(side, tm.Variable) and side.key.startswith("#")
        for side in (condition.left, condition.right)
    )


def _met(condition: tm.Compare, chosen: dict[str, Any]) -> bool:
    same = chosen[condition.left.key] == chosen[condition.right.key]  # type: ignore[union-attr]
    return bool(same is (condition.sign == "="))

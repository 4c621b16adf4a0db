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
    """The indices that no sum binds where they stand, by name."""
    return tuple(sorted({key for term in terms for key in _free(term)}))


def _free(term: Any) -> set[str]:
    """The indices of a term that no sum in it binds."""
    every = parts(term)
    found = {one.key for one in every if type(one) is tm.Variable and one.key[:1] == "#"}
    sums = [one for one in every if type(one) is tm.Total]
    if not found & {one.index for one in sums}:
        return found
    # an index may be bound here and free there
    inner = term if type(term) is tuple else [getattr(term, name) for name in term.__slots__]
    free = {key for one in inner for key in _free(one)}
    return free - {term.index} if type(term) is tm.Total else free


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
        size = reach(index, (truth, claim), values, field)
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

"""The decision for formulas with free indices: each of them in turn is every number it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice, product
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from derive.calculus import term as tm
from derive.calculus.decide import Decision, decide
from derive.calculus.domain import Domain
from derive.calculus.term import Term
from derive.calculus.term_fields import Balls
from derive.calculus.term_indexed import reach
from derive.calculus.term_shapes import ShapeError
from derive.calculus.terms import index_value, parts
from derive.errors import DeriveError

MOST_CHOICES = 64


def free_indices(*terms: Term | tm.Compare) -> tuple[str, ...]:
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
    free = free_indices(claim, truth, *domain.where)
    if not free:
        return decide(claim, truth, domain)
    point = next(domain.points())
    field = Balls()
    values = domain.values(point, field)
    found = [reach(index, (truth, claim), values, field) for index in free]
    told = [size for size in found if size is not None]
    here = free_indices(claim, truth)
    for index, size in zip(free, found, strict=True):
        if size is None and (index in here or not told):
            raise ShapeError(f"nothing says how far the index {index[1:]} goes")
    # an index that only a condition speaks of goes as far as those that it is compared with
    sizes = [range(1, (max(told) if size is None else size) + 1) for size in found]
    decision = None
    others = tuple(one for one in domain.where if not _about_indices(one))
    for chosen in islice(choices(free, sizes, domain.where), MOST_CHOICES):
        fixed = (*domain.fixed, *chosen.items())
        one = decide(claim, truth, replace(domain, where=others, fixed=fixed))
        if not one.holds:
            return one
        if decision is None or one.method == "sampled":
            decision = one
    if decision is None:
        raise DeriveError("no index meets the condition")
    return decision


def choices(
    free: tuple[str, ...], sizes: list[range], conditions: tuple[tm.Compare, ...]
) -> Iterator[dict[str, int]]:
    """Every choice of the indices that meets the conditions; those of quantities say nothing."""
    told = [one for one in conditions if _about_indices(one)]
    for choice in product(*sizes):
        chosen = dict(zip(free, choice, strict=True))
        if all(_met(one, chosen) for one in told):
            yield chosen


def _about_indices(condition: tm.Compare) -> bool:
    """Whether both sides are whole numbers: indices, numbers, sums of these."""
    every = parts((condition.left, condition.right))
    return any(type(one) is tm.Variable for one in every) and all(
        type(one) in (tm.Constant, tm.Add) or (type(one) is tm.Variable and one.key.startswith("#"))
        for one in every
    )


def _met(condition: tm.Compare, chosen: dict[str, Any]) -> bool:
    left, right = (index_value(one, chosen) for one in (condition.left, condition.right))
    return COMPARED[condition.sign](left, right)


COMPARED: dict[str, Callable[[int, int], bool]] = {
    "=": eq, "≠": ne, "<": lt, ">": gt, "≤": le, "≥": ge,
}  # fmt: skip

"""Two terms about one network, judged at the points of its sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, product
from typing import Any

from derive.calculus import term as tm
from derive.calculus.decide_entries import decide_entries, free_indices
from derive.calculus.domain import Domain, Unknown
from derive.calculus.meeting import values_alike
from derive.calculus.term import Term
from derive.calculus.term_fields import Field, Undecided
from derive.calculus.term_indexed import reach
from derive.calculus.term_shapes import Matrix, ShapeError, shape_of
from derive.calculus.terms import parts, value
from derive.errors import DeriveError
from derive.teaching.check_answer import CounterExample
from derive.teaching.verifying.symbolic.context import SheetContext
from derive.teaching.written.sheet_quantities import Reading

MOST_CHOICES = 64  # of the indices that nothing binds
_APART = re.compile(r"differ|distinct|≠|\\(?:ne)|!=|verschieden|ungleich|unequal|not equal")
_ALIKE = re.compile(r"(?<![\w\\])[i-n]\s*(?:&\s*)?={1,2}\s*[i-n](?!\w)")

LACKS = "the network has no"


@dataclass(frozen=True)
class Fault:
    """What is told of a claim that does not hold: the slip, the right name, the right formula."""

    slip: str | None = None
    mislabelled_as: str | None = None
    expected: str = ""


@dataclass(frozen=True)
class FormulaAnswer:
    """`holds` is True or False, None where a side is not understood: then `unread` says why.

    `method` is "proved" or "sampled"; a rejection is proved by the values in `counterexample`, or
    by shapes that do not fit (`reason`). What is said of a fault is worked out when asked for.
    """

    holds: bool | None
    method: str = ""
    unread: str = ""
    place: int | None = None
    reason: str = ""
    counterexample: CounterExample | None = None
    terms: tuple[Term, ...] = field(default=(), repr=False)
    reading: Reading | None = field(default=None, repr=False)
    _fault: Callable[[], Fault] = field(default=Fault, repr=False, compare=False)

    @cached_property
    def fault(self) -> Fault:
        """Slip, right name and right formula of a claim that is false."""
        return self._fault() if self.holds is False else Fault()

    @property
    def slip(self) -> str | None:
        """The name of the slip, see `derive.calculus.slips`; None where none fits."""
        return self.fault.slip

    @property
    def mislabelled_as(self) -> str | None:
        """What the left side should be called, where the right side is right for that."""
        return self.fault.mislabelled_as

    @property
    def expected(self) -> str:
        """The right formula as plain text; empty where none is known."""
        return self.fault.expected


def judged(
    terms: tuple[Term, Term],
    where: tuple[tm.Compare, ...],
    reading: Reading,
    context: SheetContext,
    examples: frozenset[str],
    prose: str,
    place: int,
) -> FormulaAnswer:
    left, right = terms
    used = {one.key for one in parts(terms) if type(one) is tm.Variable}
    used |= {one.by for one in parts(terms) if type(one) is tm.Rate}
    if used <= {"z"}:
        return _in_z(terms, where, reading, place)
    met = 0
    for seed in context.points.seeds:
        world = context.points.world(seed, reading.batch, examples)
        try:
            for chosen in choices(terms, where, world, world.field, prose):
                here = world | chosen if chosen else world
                found = value(left, here, world.field)
                claimed = value(right, here, world.field)
                alike = values_alike(claimed, found) if _finite(found) else None
                met += alike is True
                if alike is False:
                    told = CounterExample({}, claimed, found)
                    return FormulaAnswer(False, "proved", "", place, _shapes(claimed, found), told,
                                         terms, reading)  # fmt: skip
        except ShapeError as error:
            reason = f"shapes do not fit: {error}"
            return FormulaAnswer(False, "proved", "", place, reason, None, terms, reading)
        except Undecided:
            continue
        except KeyError as error:
            role, layer, *_ = f"{error.args[0]}||".split("|")
            return FormulaAnswer(None, unread=f"{LACKS} {role} {layer}".rstrip(), place=place)
    if met and context.wider is not None and _runs(terms):
        wide = judged(terms, where, reading, context.wider, examples, prose, place)
        if wide.holds is False and not wide.reason:
            return wide
    if not met:
        return FormulaAnswer(None, unread="it has no value where it was tried", place=place)
    return FormulaAnswer(True, "sampled", terms=terms, reading=reading)


def _runs(terms: tuple[Term, Term]) -> bool:
    """Whether an index runs that no number of units bounds."""
    return any(type(one) is tm.Variable and one.key.startswith("#") for one in parts(terms))


def _in_z(
    terms: tuple[Term, Term], where: tuple[tm.Compare, ...], reading: Reading, place: int
) -> FormulaAnswer:
    """Formulas in one number: every piece is tried, and proved where that can be."""
    left, right = terms
    domain = Domain((Unknown("z"),), along="z", where=where)
    try:
        found = decide_entries(right, left, domain)
    except ShapeError as error:
        return FormulaAnswer(False, "proved", "", place, f"shapes do not fit: {error}", None, terms,
                             reading)  # fmt: skip
    except DeriveError as error:
        return FormulaAnswer(None, unread=str(error), place=place)
    if found.holds:
        return FormulaAnswer(True, found.method, terms=terms, reading=reading)
    told = CounterExample(dict(found.point or {}), found.claimed, found.found)
    return FormulaAnswer(False, "proved", "", place, "", told, terms, reading)


def choices(
    terms: tuple[Term, Term],
    where: tuple[tm.Compare, ...],
    values: dict[str, Any],
    numbers: Field,
    prose: str,
) -> Iterator[dict[str, Any]]:
    """Every choice of the indices that nothing binds, as far as the conditions allow."""
    free = free_indices(*terms)
    if not free:
        yield {}
        return
    sizes = []
    for index in free:
        size = reach(index, terms, values, numbers)
        if size is None:
            raise ShapeError(f"nothing says how far the index {index[1:]} goes")
        sizes.append(range(1, size + 1))
    said = indices_said(prose) if len(free) > 1 else ""
    for choice in islice(product(*sizes), MOST_CHOICES):
        chosen = dict(zip(free, choice, strict=True))
        if (said == "apart" and len(set(choice)) < len(choice)) or (
            said == "alike" and len(set(choice)) > 1
        ):
            continue
        if all(allowed(one, chosen) for one in where):
            yield chosen


def indices_said(prose: str) -> str:
    r"""What the words before a formula say of its indices: "apart", "alike", or nothing.

    >>> indices_said("For $i = j$ nothing is left. If $i \\neq j$ we find")
    'apart'
    """
    last = {
        kind: max((one.start() for one in pattern.finditer(prose)), default=-1)
        for kind, pattern in (("apart", _APART), ("alike", _ALIKE))
    }
    found = [kind for kind, at in last.items() if at >= 0]
    if len(found) < 2:
        return found[0] if found else ""
    first, second = sorted(found, key=last.__getitem__)
    between = prose[last[first] : last[second]]
    return second if re.search(r"[.:;\n]", between) else ""  # i = j and i ≠ j in one sentence


def allowed(condition: tm.Compare, chosen: dict[str, Any]) -> bool:
    left, right = (
        chosen.get(side.key) if isinstance(side, tm.Variable) else None
        for side in (condition.left, condition.right)
    )
    if left is None or right is None:
        return True
    return bool((left == right) is (condition.sign == "="))


def _finite(found: Any) -> bool:
    entries = found.entries() if type(found) is Matrix else (found,)
    return all(one.is_finite() for one in entries)


def _shapes(claimed: Any, found: Any) -> str:
    mine, right = shape_of(claimed), shape_of(found)
    if mine == right:
        return ""
    return "its shape is {} x {}, and {} x {} is right".format(*mine, *right)

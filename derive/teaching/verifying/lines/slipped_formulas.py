"""The slip in a quantity's formula that gives the numbers which were printed for it.

The formula may be right as it was written, or be missing: each named slip is made in the network's
own, and in those of what goes into it and was not printed, and worked out from the sheet's numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from derive.calculus.expression import Named
from derive.calculus.plan import Quantity
from derive.calculus.slip_expressions import only_own_slopes, with_slope
from derive.calculus.slips import SLIPS
from derive.calculus.term_fields import Undecided
from derive.calculus.term_shapes import Matrix, ShapeError
from derive.teaching.verifying.lines.chain import ChainJudge
from derive.teaching.verifying.lines.in_place import MOST_ON_A_SHEET
from derive.teaching.verifying.lines.operands import Place, agree
from derive.teaching.verifying.lines.printed_world import elsewhere
from derive.teaching.verifying.lines.reckoning import Missing, Reckoning, Rows
from derive.teaching.verifying.lines.sides import Side
from derive.teaching.verifying.lines.world import BATCH
from derive.teaching.verifying.naming.notation import Ref

MOST_FORMS = 24  # of one slip in one formula
DEEPEST = 2  # steps back to what goes into a quantity
CLEAR = 4  # times as far from the right value as the digits leave open
Changes = tuple[dict[Any, Quantity], dict[Any, Rows]]


def slip_of_formula(judge: ChainJudge, right: Side) -> str | None:
    """The first slip by which the printed numbers come out, as far as their digits tell."""
    ref, place = judge.sides[0].one.ref, judge.place
    if ref is None or place is None or right.true is None:
        return None
    true = _value(elsewhere(place), ref)
    if true is None or agree(true, right.true):
        return None
    for name, (changed, given) in _slipped(place, ref):
        judge.sheet.tried += 2
        if judge.sheet.tried > MOST_ON_A_SHEET:
            return None
        found = _value(elsewhere(place, changed, given), ref)
        if found is not None and agree(found, right.true) and _are_apart(found, true, right.true):
            return name
    return None


def _value(place: Place, ref: Ref) -> Any:
    try:
        return place.value(ref, True)[0]
    except (Missing, KeyError, ShapeError, Undecided, ValueError, TypeError, IndexError,
            ZeroDivisionError, AssertionError, RecursionError):  # fmt: skip
        return None


def _are_apart(found: Any, true: Any, printed: Any) -> bool:
    """Whether two values differ clearly by what the printed digits leave open."""
    entries = [one.entries() if type(one) is Matrix else [one] for one in (found, true, printed)]
    if not len(entries[0]) == len(entries[1]) == len(entries[2]):
        return True
    return any(
        abs(float(one.mid()) - float(other.mid())) > CLEAR * float(said.rad() + one.rad())
        for one, other, said in zip(*entries, strict=True)
    )


def _slipped(place: Place, ref: Ref) -> Iterator[tuple[str, Changes]]:
    """Every slip in a quantity's formula, then in those of what goes into it; by their names."""
    world, reckoning = place.world, place.world.sheet
    first = _quantity(place, ref)
    if first is None:
        return
    around = list(_with_sources(reckoning, first, DEEPEST))
    for one in around:
        for name, row in SLIPS.items():
            forms = [*islice(row.expressions(one.formula), MOST_FORMS)]
            forms += _of_network(place, name, one)
            for formula in forms:
                if formula != one.formula:
                    yield name, ({one.name: replace(one, formula=formula)}, {})
    if world.before is not None:  # parameters as they were before the last step
        for layer in range(1, world.graph.depth + 1):
            for kind in ("W", "b"):
                try:
                    name, rows = world.name(f"{kind}.{layer}", BATCH), None
                    rows, _ = world.before.value(f"{kind}.{layer}", place.example, True)
                except Missing:
                    continue
                yield "other_weights", ({}, {name: rows})


def _quantity(place: Place, ref: Ref) -> Quantity | None:
    for example in (place.example_of(ref), place.example):
        found = place.world.plan.get((ref.key, example))
        if found is not None:
            return found
    return None


def _with_sources(reckoning: Reckoning, one: Quantity, steps: int) -> Iterator[Quantity]:
    """A quantity, and what goes into it that the sheet has not printed."""
    yield one
    if not steps:
        return
    waiting, seen = list(one.formula.args), set()
    while waiting:
        part = waiting.pop(0)
        if part in seen:
            continue
        seen.add(part)
        source = reckoning.formulas.get(part)
        if source is None:
            waiting += part.args
        elif part not in reckoning.printed:
            yield from _with_sources(reckoning, source, steps - 1)


def _of_network(place: Place, name: str, one: Quantity) -> list[Any]:
    """Forms of a slip that the network has to tell: of its slopes, where a loss cancels them."""
    kind, _, layer = one.key.rpartition(".")
    if kind != "delta" or name not in ("slope_extra", "diagonal"):
        return []
    graph = place.world.graph
    a = Named(
        "activation", int(layer), one.example, *graph.quantity("activation", int(layer)).shape
    )
    local = place.world.plan.get((f"slope.{layer}", one.example))
    if name == "slope_extra":
        return [*with_slope(one.formula, a if local is None else local.name)]
    by_output = place.world.plan.get((f"grad.a.{layer}", one.example))
    if by_output is None or local is not None:
        return []
    return [*only_own_slopes(by_output.formula, a)]

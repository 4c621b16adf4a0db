"""A worked sheet with one planted, named slip: what is wrong is known, all after it follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import msgspec

from derive.calculus.plan import BATCH_LOSS, Quantity
from derive.calculus.quick import Doubtful, Quick
from derive.calculus.tape.run import run
from derive.calculus.tape.slipped import Slipped, SlippedTape, slipped_tape
from derive.calculus.tape.steps import copy
from derive.calculus.tape.tape import Segment
from derive.calculus.tape.values import TapeValues
from derive.errors import DeriveError
from derive.teaching.calculation import Calculation, given_cells
from derive.teaching.facts import facts
from derive.teaching.generating.permutation import permuted
from derive.teaching.generating.recipe import Recipe
from derive.teaching.generating.variant import Variant
from derive.teaching.prepared import Ready, prepared
from derive.teaching.solve import Solution
from derive.writing.tell.mistakes import MISTAKE

# quantities whose line stands on every sheet, as they are called in [mistake]
PLACES = ("z", "a", "loss", "delta", "grad.W", "grad.b", "new.W", "new.b")
# where a slip is one that people make
USUAL = {"bias": ("z",), "transpose": ("z", "delta", "grad.W")}


@dataclass(frozen=True, eq=False)
class Planted:
    """A sheet with a mistake beside the right one; `right` says what and where it is."""

    wrong: Solution
    right: Solution
    slip: str
    at: str

    def contents(self, name: str) -> dict[str, str | bytes]:
        """The key of the right sheet, with the mistake in it."""
        key = self.right.key | {"mistake": {"slip": self.slip, "at": self.at}}
        text = msgspec.json.format(msgspec.json.encode(key), indent=1).decode()
        return {f"{name}.json": text + "\n"}


def planted(recipe: Recipe, made: Variant, right: Solution) -> Planted:
    """The solved variant with one of the recipe's slips in it, chosen by its seed.

    Raises DeriveError where no slip of the recipe can be seen on the sheet.
    """
    ready = prepared(right.shape)[0]
    if len(right.shape.parts) > 1 or len(ready.starts) > 1:
        told = "needs an exercise of one part and one step"
        raise DeriveError(told, file=recipe.name, key="variants.slips")
    laid = _slips(ready, recipe.slips)
    key = str(made.code).encode()
    names = sorted({one.slip for one in laid.slips})
    first = permuted(0, len(names), key)
    for turn in range(len(names)):
        own = [one for one in laid.slips if one.slip == names[(first + turn) % len(names)]]
        for place in range(len(own)):
            one = own[permuted(place, len(own), key)]
            try:
                found = _calculated(right, ready, laid, one)
            except (Doubtful, ArithmeticError, DeriveError):
                continue
            if found is not None:
                return _told(right, found, one)
    told = ", ".join(recipe.slips)
    raise DeriveError(f"variant {made.number}: none of these slips shows: {told}", file=recipe.name)


@lru_cache(maxsize=64)
def _slips(ready: Ready, names: tuple[str, ...]) -> SlippedTape:
    alone = len(ready.part.examples) == 1

    def wanted(slip: str, at: Quantity, changed: Quantity) -> bool:
        if alone and at.name == BATCH_LOSS:  # it has no line beside that of the one example
            return False
        known = at.key.startswith(USUAL.get(slip, PLACES)) and "[" not in at.key
        return slip in names and changed is at and known and not at.optional

    found = slipped_tape(ready.plan, wanted)
    if not found.slips:
        raise DeriveError("none of these can be made in this exercise", key="variants.slips")
    return found


def _calculated(
    right: Solution, ready: Ready, laid: SlippedTape, slip: Slipped
) -> Calculation | None:
    """All numbers with the slip and what follows from it; None where it does not show."""
    field = Quick()
    cells, start = given_cells(right.calculation.typed, ready, field)
    cells += [None] * (laid.size - len(cells))
    for place, p, q in laid.constants:
        cells[place] = field.number(p, q)
    segments = [
        (_with_slip(one, slip) if one.one is slip.at else one, decide, carried)
        for one, decide, carried in ready.segments
    ]
    entries = run(segments, cells, field)
    name = start.run.id
    at = next(one for one in ready.tape.segments if one.one is slip.at)
    own = slice(at.start, at.start + len(at.entries))
    if entries.shown[own] == right.calculation.entries[name].shown[own]:
        return None
    values: dict[str, Any] = {name: TapeValues(ready.tape, cells)}
    known = facts(right.exercise, right.shape, values, field)
    return Calculation(field, values, {name: entries}, right.calculation.typed, known)


def _with_slip(segment: Segment, slip: Slipped) -> Segment:
    """The steps of the slip in the place of the right ones, for the same places."""
    ((_, wrong),) = slip.changed
    moves = [
        pair for rows in zip(segment.places, wrong, strict=True) for pair in zip(*rows, strict=True)
    ]

    return replace(segment, steps=(*slip.steps, *(copy(to, at) for to, at in moves)))


def _told(right: Solution, found: Calculation, slip: Slipped) -> Planted:
    words = right.style.words
    where = next(one for one in reversed(PLACES) if slip.at.key.startswith(one))
    layer = slip.at.key.rpartition(".")[2]
    told = {
        (MISTAKE, "where"): words["mistake"][where.replace(".", "_")].replace("{l}", layer),
        (MISTAKE, "slip"): words["slip"][slip.slip],
    }
    known = right.calculation
    return Planted(
        wrong=replace(right, calculation=found),
        right=replace(right, calculation=replace(known, facts=known.facts | told)),
        slip=slip.slip,
        at=slip.at.key,
    )

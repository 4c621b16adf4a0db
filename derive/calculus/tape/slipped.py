"""A plan with slips: what each slip in one of its formulas makes of that quantity and those after.

The slipped formulas are made into steps once for a plan; other numbers only run them again. What a
slip changes goes on: a delta without its slope spoils the gradients that are made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from derive.calculus.expression import Rate
from derive.calculus.plan import Quantity
from derive.calculus.slips import SLIPS
from derive.calculus.tape.build import NAMES, Builder
from derive.calculus.tape.steps import Step
from derive.calculus.tape.tape import Places
from derive.calculus.tape.unrolled import Doubled

MOST_FORMS = 12  # of one slip in one formula


@dataclass(frozen=True, eq=False)
class Slipped:
    """One slip in the formula of `at`: its steps, and where the quantities that it changed are."""

    slip: str
    at: Quantity
    steps: tuple[Step, ...]
    changed: tuple[tuple[Quantity, Places], ...]

    @cached_property
    def doubles(self) -> tuple[Doubled, ...]:
        """What its steps do with doubles."""
        return tuple(step.double for step in self.steps)


@dataclass(frozen=True, eq=False)
class SlippedTape:
    """The slips of a plan; places below those of the plan's own tape are the plan's own."""

    size: int
    constants: tuple[tuple[int, int, int], ...]
    slips: tuple[Slipped, ...]


def slipped_tape(
    plan: Sequence[Quantity], wanted: Callable[[str, Quantity, Quantity], bool]
) -> SlippedTape:
    """The slips of every formula of a plan.

    `wanted` says of a slip's name, the quantity in which it is made and a quantity that it changes
    whether that is asked for.
    """
    builder = Builder()
    to = builder.to
    for one in plan:
        to.known[one.name] = to.fresh(builder.matrix(one.formula))
    base, uses = dict(to.known), [_names(one.formula) for one in plan]
    found: list[Slipped] = []
    for at, one in enumerate(plan):
        for slip, formula in _formulas(one):
            if not wanted(slip, one, one) or not _names(formula) <= base.keys():
                continue
            to.known, to.steps = dict(base), []
            changed = _changed(builder, plan, uses, at, formula, slip, wanted)
            if changed:
                found.append(Slipped(slip, one, tuple(to.steps), changed))
    constants = tuple((place, p, q) for (p, q), place in to.constants.items())
    return SlippedTape(to.size, constants, tuple(found))


def _changed(
    builder: Builder,
    plan: Sequence[Quantity],
    uses: list[set[Any]],
    at: int,
    formula: Any,
    slip: str,
    wanted: Callable[[str, Quantity, Quantity], bool],
) -> tuple[tuple[Quantity, Places], ...]:
    """The quantity at a place of the plan by a slipped formula, and those that follow from it."""
    to, one = builder.to, plan[at]
    right = to.known[one.name]
    try:
        places = builder.matrix(formula)
    except (ValueError, IndexError):  # a transposed vector where a column is read: it has no value
        return ()
    if (len(places), len(places[0])) != (len(right), len(right[0])) or places == right:
        return ()
    to.known[one.name] = places
    changed = [(one, places)]
    names = {one.name}
    for later in range(at + 1, len(plan)):
        other = plan[later]
        if uses[later] & names and wanted(slip, one, other):
            to.known[other.name] = builder.matrix(other.formula)
            names.add(other.name)
            changed.append((other, to.known[other.name]))
    return tuple(changed)


def _formulas(one: Quantity) -> list[tuple[str, Any]]:
    """Every formula that one slip makes of a quantity's, each once, by the slip's name."""
    found: dict[Any, str] = {}
    for name, row in SLIPS.items():
        for formula in islice(row.expressions(one.formula), MOST_FORMS):
            if formula != one.formula:
                found.setdefault(formula, name)
    return [(name, formula) for formula, name in found.items()]


def _names(formula: Any) -> set[Any]:
    """The names that a formula takes as known."""
    found: set[Any] = set()
    waiting = [formula]
    while waiting:
        e = waiting.pop()
        if isinstance(e, (*NAMES, Rate)):
            found.add(e)
        else:
            waiting += getattr(e, "args", ())
    return found

"""What quantities come to by the digits that a sheet printed, and with one formula changed.

Elsewhere a printed number stands for all that rounds to it; by its digits it stands for itself, as
it does for whoever works a line out of the numbers above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from typing import Any

from derive.calculus.plan import Quantity
from derive.teaching.verifying.lines.known_values import centred
from derive.teaching.verifying.lines.operands import Operand, Place, Sheet, valued
from derive.teaching.verifying.lines.reckoning import NO_ROOTS, Reckoning, Rows
from derive.teaching.verifying.statements.printed import Rounding


def by_printed(one: Operand, place: Place | None, sheet: Sheet) -> Any:
    """The value of an operand by the digits of all that was printed; None where it has none."""
    own = {slots: (centred(value), roots) for slots, (value, roots) in sheet.own.items()}
    here = elsewhere(place, digits=True) if place is not None else None
    found = valued(one, here, Sheet(Rounding(plain=True), own=own), True)
    return found[0] if found is not None else None


def elsewhere(
    place: Place,
    changed: Mapping[Any, Quantity] | None = None,
    given: Mapping[Any, Rows] | None = None,
    digits: bool = False,
) -> Place:
    """The same place in a world that is like this one, but for some of its formulas.

    The `changed` ones take the place of those of the network, whatever was printed for them, and
    `given` values that of parameters. With `digits`, printed numbers stand for themselves.
    """
    world, changed = place.world, changed or {}
    old = world.sheet
    new = Reckoning({**old.formulas, **changed}, None, {})
    new.before, new.left = old.before, old.left
    for name, rows in old.items():
        if name not in old.formulas:
            listed = digits and type(rows) is list
            new[name] = [list(map(centred, row)) for row in rows] if listed else rows
    for name, entries in old.printed.items():
        if name not in changed:
            new.printed[name] = {at: (centred(one) if digits else one, NO_ROOTS)
                                 for at, (one, _) in entries.items()}  # fmt: skip
    new.update(given or {})
    other = copy(world)
    other.sheet = new
    return replace(place, world=other)

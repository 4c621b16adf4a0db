"""Formulas of single units that hold on the branch of a kinked function where these units are.

k_2 = u_2 / 4 is true of a unit below 0, whatever the other numbers; it is tried with numbers near
those of the sheet, so that nothing changes sign and nothing is equal by accident.
"""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from derive.calculus.expression import Rate
from derive.teaching.verifying.lines.operands import Operand, Place, Sheet, agree, shape_of, valued
from derive.teaching.verifying.lines.world import World
from derive.teaching.verifying.statements.printed import number
from derive.teaching.verifying.symbolic.drawn_worlds import INPUTS, TARGETS, with_given

SEEDS = 2
KINKED = (" if ", "relu", "elu", "abs", "max")
FAR = Fraction(1, 997)  # of a number: how far it is moved


def on_their_branch(left: Operand, right: Operand, place: Place, sheet: Sheet) -> bool:
    """Whether two formulas of single units in a network with kinks are equal near its numbers."""
    network = place.world.graph.network
    if not any(kink in one.activation for one in network.layers for kink in KINKED):
        return False
    names = (left.names, right.names)
    refs = [ref for one in names for ref in one.refs.values()]
    if any(one.own_names for one in names) or left.printed or right.printed or not refs:
        return False
    if not all(ref.entry or ref.key in ("rate", "loss") for ref in refs):
        return False
    if not _agree(left, right, place, sheet):
        return False
    for seed in range(SEEDS):
        near = Place(moved(place.world, seed), place.example, place.single)
        if not _agree(left, right, near, Sheet(sheet.rounding)):
            return False
    return True


def of_equal_units(left: Operand, right: Operand, place: Place, sheet: Sheet) -> bool:
    """Whether two formulas with a letter for all units of a layer are equal near its numbers,
    what is the same number staying so."""
    refs = {*left.names.refs.values(), *right.names.refs.values()}
    single = left.names.notation.single
    alike = {ref for slots, ref in single.items() if ref.entry == (0, 0) and not slots.lowered}
    if not refs & alike or left.printed or right.printed:
        return False
    if left.names.own_names or right.names.own_names or not _agree(left, right, place, sheet):
        return False
    near = Place(moved(place.world, 0, True), place.example, place.single)
    return _agree(left, right, near, Sheet(sheet.rounding))


def _agree(left: Operand, right: Operand, place: Place, sheet: Sheet) -> bool:
    first, second = valued(left, place, sheet, False), valued(right, place, sheet, False)
    if first is None or second is None or shape_of(first[0]) != shape_of(second[0]):
        return False
    return agree(first[0], second[0])


def moved(world: World, seed: int, together: bool = False) -> World:
    """The same run with every number that is given moved a little, each by another share.

    Moved together, equal numbers stay equal, and data as they are.
    """
    chance = random.Random(seed)
    shares: dict[str, Any] = {}

    def near(value: Any) -> Any:
        share = number(1 + FAR * Fraction(chance.randrange(101, 997), 1009))
        return value * (shares.setdefault(str(value), share) if together else share)

    given = {
        name: near(rows) if isinstance(name, Rate) else [[near(one) for one in row] for row in rows]
        for name, rows in world.given.items()
    }
    there = World(world.shape, world.part, world.run, given, None)
    return with_given(there, world, INPUTS | TARGETS) if together else there

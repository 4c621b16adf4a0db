"""The network of an exercise with numbers drawn anew: nothing is equal by accident."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import lru_cache
from typing import Any

from derive.calculus.expression import Rate
from derive.teaching.verifying.lines.operands import Operand
from derive.teaching.verifying.lines.world import World
from derive.teaching.verifying.statements.printed import number
from derive.teaching.verifying.symbolic.losses_written import LOSSES
from derive.writing.runs import given_names, sides
from derive.writing.shape import PartShape, Shape

SEED = 20


@lru_cache(maxsize=64)
def drawn(shape: Shape, part: PartShape, seed: int, equal: frozenset[int]) -> World:
    """A run of the part on numbers of no meaning; targets that sum to 1 still do.

    Layers in `equal` have one bias for all of their units.
    """
    chance = random.Random(SEED + seed)
    given: dict[Any, Any] = {}
    for name in given_names(shape):
        rows, columns = sides(name)
        numbers = [
            [Fraction(chance.choice((-1, 1)) * chance.randrange(101, 997), 1009)
             for _ in range(columns)] for _ in range(rows)
        ]  # fmt: skip
        if getattr(name, "role", "") == "target":
            total = sum(abs(one) for row in numbers for one in row)
            scale = total if shape.unit_targets else 1
            numbers = [[abs(one) / scale for one in row] for row in numbers]
        if getattr(name, "role", "") == "bias" and name.layer in equal:
            numbers = [numbers[0]] * rows
        if isinstance(name, Rate):
            given[name] = number(abs(numbers[0][0]))
        else:
            given[name] = [[number(one) for one in row] for row in numbers]
    return World(shape, part, part.runs[0], given, None)


TARGETS = frozenset(("target",))
PARAMETERS = frozenset(("weights", "bias"))


def targets_may_stay(left: Operand, right: Operand) -> bool:
    """Whether numbers may stand for targets: L = -ln p_2, or ∂L/∂z_1 = p_1 - 1."""
    if left.ref is None:
        return False
    key = left.ref.key
    derived = key.removeprefix("minus.").partition(".")[0] in ("delta", "grad")
    given = any(ref.key == "t" for ref in right.names.refs.values())
    return key in LOSSES or (derived and not given)


def with_given(world: World, given: World, roles: frozenset[str]) -> World:
    """The world with those of the numbers that are given which have one of these roles."""
    kept = {name: rows for name, rows in given.given.items() if _role(name) in roles}
    return World(world.shape, world.part, world.part.runs[0], {**world.given, **kept}, None)


def _role(name: Any) -> str:
    found: str = getattr(getattr(name, "quantity", name), "role", "")
    return found

"""The network of an exercise with numbers drawn anew: nothing is equal by accident."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import lru_cache
from typing import Any

from derive.calculus.expression import Rate
from derive.teaching.verifying.lines.operands import Operand, agree
from derive.teaching.verifying.lines.reckoning import Rows
from derive.teaching.verifying.lines.world import World
from derive.teaching.verifying.statements.printed import number
from derive.teaching.verifying.symbolic.losses_written import LOSSES
from derive.writing.runs import given_names, sides
from derive.writing.shape import PartShape, Shape

SEED = 20


def drawn(world: World, seed: int, equal: frozenset[int]) -> World:
    """The same run on numbers of no meaning; targets that sum to 1 still do, and inputs that are
    the targets still are.

    Layers in `equal` have one bias for all of their units. A learning rate of 1 stays, as it need
    not be written.
    """
    one = world.given.get(Rate()) == number(Fraction(1))
    return _drawn(world.shape, world.part, seed, equal, aims_at_inputs(world), one)


@lru_cache(maxsize=64)
def aims_at_inputs(world: World) -> bool:
    """Whether the targets of every example are its inputs, as an autoencoder has them."""
    inputs, targets = _of_role(world.given, "activation"), _of_role(world.given, "target")
    examples = [world.shape.example(n) for n in world.part.examples]
    return all(
        at in inputs and at in targets and _alike(inputs[at], targets[at]) for at in examples
    )


def _of_role(given: dict[Any, Any], role: str) -> dict[int, Any]:
    """What is given in a role, by example."""
    return {name.example: rows for name, rows in given.items() if _role(name) == role}


def _alike(one: Rows, other: Rows) -> bool:
    pairs = [pair for rows in zip(one, other, strict=False) for pair in zip(*rows, strict=True)]
    return len(one) == len(other) > 1 and all(agree(*pair) for pair in pairs)


@lru_cache(maxsize=64)
def _drawn(
    shape: Shape, part: PartShape, seed: int, equal: frozenset[int], rebuilt: bool, full_steps: bool
) -> World:
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
            given[name] = number(Fraction(1) if full_steps else abs(numbers[0][0]))
        else:
            given[name] = [[number(one) for one in row] for row in numbers]
    if rebuilt:
        targets = _of_role(given, "target")
        given = {name: targets[name.example] if _role(name) == "activation" else rows
                 for name, rows in given.items()}  # fmt: skip
    return World(shape, part, part.runs[0], given, None)


TARGETS = frozenset(("target",))
INPUTS = frozenset(("activation",))
PARAMETERS = frozenset(("weights", "bias"))


def targets_may_stay(left: Operand, right: Operand) -> bool:
    """Whether numbers may stand for targets: L = -ln p_2, or ∂L/∂z_1 = p_1 - 1; or the targets in
    one formula are put in for the next, as in a sum of y_k ln p_k that is ln p_2."""
    if left.ref is None:
        return _aims(left) and not _aims(right)
    key = left.ref.key
    derived = key.removeprefix("minus.").partition(".")[0] in ("delta", "grad")
    return key in LOSSES or (derived and not _aims(right))


def _aims(side: Operand) -> bool:
    """Whether targets stand in a formula."""
    return any(ref.key == "t" for ref in side.names.refs.values())


def with_given(world: World, given: World, roles: frozenset[str]) -> World:
    """The world with those of the numbers that are given which have one of these roles."""
    kept = {name: rows for name, rows in given.given.items() if _role(name) in roles}
    return World(world.shape, world.part, world.part.runs[0], {**world.given, **kept}, None)


def _role(name: Any) -> str:
    found: str = getattr(getattr(name, "quantity", name), "role", "")
    return found

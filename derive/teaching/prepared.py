"""What a shape calculates, made ready once: plans, tapes and places; the same for all numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from derive.calculus.digits import Policy
from derive.calculus.plan import Quantity, renewed
from derive.calculus.quick_digits import Decider, decider
from derive.calculus.tape.build import tape
from derive.calculus.tape.check import Directions, check_tape, directions
from derive.calculus.tape.run import Stretch, stretches
from derive.calculus.tape.tape import Segment, Tape
from derive.writing.holes import Slot
from derive.writing.runs import left_by, parameters_of, placed, run_plan, table
from derive.writing.shape import GIVEN, PartShape, Run, Shape

# from which place of which list to which place of a tape
Moves = tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class Start:
    """Where a run's inputs come from: the given numbers, and what an earlier run left."""

    run: Run
    given: Moves
    before: str
    left: Moves


@dataclass(frozen=True, eq=False)
class Ready:
    """A part made ready: each of its segments beside the decider of its digits."""

    part: PartShape
    starts: tuple[Start, ...]
    plan: tuple[Quantity, ...]
    policy: Callable[[Quantity], Policy]
    tape: Tape
    segments: tuple[tuple[Segment, Decider, bool], ...]
    stretches: tuple[Stretch, ...]
    rules: tuple[Policy, ...]
    directions: Directions | None


@lru_cache(maxsize=256)
def prepared(shape: Shape) -> tuple[Ready, ...]:
    """Every part of a shape, in order."""
    policy = _policies(shape)
    made: dict[str, Ready] = {}
    for part in shape.parts:
        plan = run_plan(shape, part)
        laid = tape(plan)
        check_tape(laid)
        rules = tuple(policy(segment.one) for segment in laid.segments)
        carried = shape.carry == "shown"
        segments = tuple(
            (segment, _decider(rule), carried)
            for segment, rule in zip(laid.segments, rules, strict=True)
        )
        made[part.id] = Ready(
            part=part,
            starts=tuple(_start(shape, part, run, laid, made) for run in part.runs),
            plan=plan,
            policy=policy,
            tape=laid,
            segments=segments,
            stretches=stretches(segments),
            rules=rules,
            directions=_directions(shape, part, laid),
        )
    return tuple(made.values())


_decider = lru_cache(maxsize=64)(decider)


def _start(shape: Shape, part: PartShape, run: Run, laid: Tape, made: dict[str, Ready]) -> Start:
    given, before = table(shape), left_by(shape, part, run)
    earlier: Any = {}
    if before is not None:
        earlier = laid.places if before.part == part.id else made[before.part].tape.places
    from_given: list[tuple[int, int]] = []
    left: list[tuple[int, int]] = []
    parameters = parameters_of(shape.graph)
    for name, places in laid.inputs:
        for i, row in enumerate(places):
            for j, place in enumerate(row):
                if before is not None and name in parameters:
                    left.append((place, earlier[renewed(name)][i][j]))
                else:
                    from_given.append((place, placed(given, Slot(GIVEN, name, i, j))))
    return Start(run, tuple(from_given), before.id if before else "", tuple(left))


def _directions(shape: Shape, part: PartShape, laid: Tape) -> Directions | None:
    if shape.carry == "shown" or not part.wants("backward", "derivative", "update"):
        return None
    return directions(laid, shape.graph, tuple(shape.example(n) for n in part.examples))


def _policies(shape: Shape) -> Callable[[Quantity], Policy]:
    """How each quantity is shown: the sheet's digits, or those that the file asks for it."""
    usual = Policy(shape.digits, shape.kind, shape.mode, shape.carry)
    last = f"a.{shape.network.depth}"
    special = {
        key.replace("output", last): Policy(n, shape.kind, shape.mode, shape.carry)
        for key, n in shape.per
    }
    return lambda one: special.get(one.key, usual)

"""Where the numbers of a part stand while its conditions are looked at: plan, places, answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import floor, inf, log10
from typing import Any

from derive.calculus.digits import Policy
from derive.calculus.plan import Quantity, again_plan
from derive.calculus.tape.build import tape
from derive.calculus.tape.short_sums import Cells
from derive.calculus.tape.slipped import SlippedTape, slipped_tape
from derive.calculus.tape.tape import Segment, Tape
from derive.calculus.tape.unrolled import Doubled
from derive.teaching.exercise import Exercise
from derive.teaching.generating.as_printed import printing
from derive.teaching.generating.wrong_answers import DOUBLES, extended
from derive.teaching.prepared import Ready
from derive.writing.shape import PartShape, Shape

# the beginnings of the keys that are answers, by what is asked
ANSWERS = {
    "forward": ("z.", "a."),
    "loss": ("loss",),
    "backward": ("delta.", "grad.W.", "grad.b."),
    "derivative": (),
    "update": ("grad.W.", "grad.b.", "new.W.", "new.b."),
    "forward again": ("new.z.", "new.a.", "new.loss"),
    "classify": ("a.",),
}
# multiples of the right answer: another number wherever that is not 0
MULTIPLES = ("double", "half", "mean")
GRADIENTS = ("grad.", "delta.")


@dataclass(frozen=True, eq=False)
class Answer:
    """An asked quantity: its places on the tape, and the unit of its last shown digit."""

    one: Quantity
    places: tuple[int, ...]
    policy: Policy

    @property
    def fixed(self) -> float:
        """What the last digit shown is worth, where that is the same for all values, else 0."""
        return 0.0 if self.policy.kind == "significant" else float(10.0**-self.policy.digits)

    def unit(self, value: float) -> float:
        """How much the last digit shown of a value is worth."""
        size = abs(value)
        if self.fixed or not 0 < size < inf:
            return self.fixed
        return float(10.0 ** (floor(log10(size)) + 1 - self.policy.digits))


@dataclass(frozen=True, eq=False)
class Layout:
    """A part made ready for its conditions; the new loss is in its plan even if not asked for."""

    exercise: Exercise
    shape: Shape
    ready: Ready

    @property
    def part(self) -> PartShape:
        return self.ready.part

    @cached_property
    def plan(self) -> tuple[Quantity, ...]:
        """What the part calculates, and the loss after the update."""
        part, shape = self.part, self.shape
        if not part.wants("update") or part.wants("forward again"):
            return self.ready.plan
        known = all(shape.has_target("example", n) for n in part.examples)
        whole = {one.key for one in self.ready.plan} >= {f"new.W.{shape.network.depth}"}
        examples = tuple(shape.example(n) for n in part.examples)
        more = again_plan(shape.graph, examples, True) if known and whole and examples else ()
        return (*self.ready.plan, *more)

    @cached_property
    def tape(self) -> Tape:
        """The plan's tape; places of what the part calculates are those of its own tape."""
        return tape(self.plan)

    @property
    def carried(self) -> bool:
        """Whether what is printed goes on."""
        return self.shape.carry == "shown"

    def printed(self, segment: Segment) -> tuple[Doubled, ...]:
        """The step that rounds a quantity to what is printed, where that goes on."""
        if not self.carried:
            return ()
        return (printing(segment.entries, self.ready.policy(segment.one)),)

    @cached_property
    def template(self) -> Cells:
        """A list for one draw: constants in their places, and room for the slips behind."""
        cells: Cells = self.tape.cells(DOUBLES)
        extended(cells, self.slips)
        return cells

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """What is asked for, in the order of the plan; single weights stand for their matrices."""
        part = self.part
        starts = tuple(start for ask in part.ask for start in ANSWERS.get(ask, ()))
        if part.weights:
            starts = tuple(one for one in starts if not one.startswith(("grad.W", "grad.b", "new")))
        singles = {f"{kind}.{one.text}" for one in part.weights for kind in ("grad", "new")}
        found = []
        for one in self.ready.plan:
            single = one.key in singles
            whole = one.key.startswith(starts) and not one.key.startswith("new.joined")
            if single or (whole and "with one" not in one.key):
                places = tuple(place for row in self.tape.places[one.name] for place in row)
                found.append(Answer(one, places, self.ready.policy(one)))
        return tuple(found)

    @cached_property
    def slips(self) -> SlippedTape:
        """The slips that asked answers must tell from what is right."""
        asked = {one.one.name for one in self.answers}

        def wanted(slip: str, at: Quantity, changed: Quantity) -> bool:
            if slip in MULTIPLES:
                return False
            if changed is at:
                return at.name in asked or at.key.startswith(GRADIENTS)
            if at.key == f"grad.a.{changed.key.removeprefix('delta.')}":
                return True  # nobody is asked for the gradient by a, it is seen in the delta
            # a gradient's slip is looked for where it is asked: in the delta, or in one weight
            single = changed.name in asked and "[" in changed.key
            through = changed.key.startswith(GRADIENTS)
            return at.key.startswith(GRADIENTS) and (single or (through and bool(singles)))

        singles = [one for one in self.answers if "[" in one.one.key]
        return slipped_tape(self.plan, wanted)

    def found(
        self, test: Callable[[Quantity], bool]
    ) -> list[tuple[int, Quantity, tuple[int, ...]]]:
        """The quantities of the plan that pass a test: where in the plan, and their places."""
        return [
            (at, segment.one, segment.entries)
            for at, segment in enumerate(self.tape.segments)
            if test(segment.one)
        ]

    @cached_property
    def last(self) -> int:
        """The place in the plan of the last thing calculated."""
        return len(self.plan) - 1

    def index(self, name: Any) -> int:
        """The place of a quantity in the plan; -1 for what is given."""
        return next((at for at, one in enumerate(self.plan) if one.name == name), -1)


def role(one: Quantity) -> str:
    """The role of a quantity's name, "" for what has none."""
    return str(getattr(one.name, "role", ""))

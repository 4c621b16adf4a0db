"""One variant ready for marking: what is right in its boxes, what slips come to, what follows.

An answer that is not right follows where it comes, within a little more than the rounding, to what
the student's own answers before it give. Else it is held against the known slips: those of
formulas, carried on through the exercise, then those of writing down a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from derive.calculus.slips import SLIPS
from derive.teaching.exporting.answers import Answer, answers, meets, number_of, numbers
from derive.teaching.exporting.asked import Asked, Box, asked
from derive.teaching.exporting.carried import DOUBLES
from derive.teaching.exporting.slips import slips
from derive.teaching.generating.wrong_answers import WrongAnswer
from derive.teaching.marking.verdict import FOLLOWS, MISSING, RIGHT, SLIP, WRONG, Verdict
from derive.teaching.prepared import prepared
from derive.teaching.solve import Solution

# how many roundings apart somebody's own numbers and what they give may be
FOLLOWING = 3.0


@dataclass(frozen=True, eq=False)
class Marker:
    """A solved variant; `mark` answers a verdict for each of its boxes, in their order."""

    solution: Solution

    @cached_property
    def names(self) -> list[str]:
        """The names of the boxes, which are the columns of an answers file."""
        return [box.name for _, _, box in self._boxes]

    @cached_property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """Of every box the answers to choose from; none where a number is asked."""
        return {box.name: one.choices for one, _, box in self._boxes}

    def mark(self, given: list[str]) -> list[Verdict]:
        """What becomes of the texts that a student gave, one a box, "" for none."""
        found: list[Verdict | None] = [
            Verdict(MISSING) if not text else Verdict(RIGHT) if self._right(at, text) else None
            for at, text in enumerate(given)
        ]
        if None in found:
            follows = self._following(given)
            for at, verdict in enumerate(found):
                if verdict is None:
                    found[at] = Verdict(FOLLOWS) if at in follows else self._slip(at, given[at])
        return [one for one in found if one is not None]

    @cached_property
    def _boxes(self) -> list[tuple[Asked, int, Box]]:
        return [
            (one, place, box)
            for one in asked(self.solution.shape)
            for place, box in enumerate(one.boxes)
        ]

    @cached_property
    def _answers(self) -> list[Answer]:
        return answers(self.solution)

    @cached_property
    def _ranges(self) -> list[list[tuple[float, float]]]:
        return [numbers(answer) for answer in self._answers]

    def _right(self, at: int, text: str) -> bool:
        if self._answers[at].accepted[0][1] is None:
            return self._answers[at].takes(text)
        number = number_of(text)
        return number is not None and any(meets(number, *one) for one in self._ranges[at])

    # what follows --------------------------------------------------------------------------------
    def _following(self, given: list[str]) -> set[int]:
        """The boxes that come to what the student's own numbers before them give."""
        places = self._places
        own: dict[str, dict[int, tuple[int, float]]] = {}
        for at, text in enumerate(given):
            number = number_of(text)
            if at in places and number is not None:
                run, entry = places[at]
                own.setdefault(run, {})[entry] = (at, number)
        found: set[int] = set()
        lists: dict[str, list[Any]] = {}
        shape = self.solution.shape
        for ready in prepared(shape):
            for start in ready.starts:
                cells = ready.tape.cells(DOUBLES)
                for place, at in start.given:
                    cells[place] = self._given[at]
                for place, at in start.left:
                    cells[place] = lists[start.before][at]
                lists[start.run.id] = cells
                mine = own.get(start.run.id, {})
                for segment in ready.tape.segments:
                    for double in segment.doubles:
                        double(cells)
                    for entry, place in enumerate(segment.entries, start=segment.start):
                        if entry in mine:
                            box, number = mine[entry]
                            if self._comes_to(box, cells[place], number):
                                found.add(box)
                            cells[place] = number
        return found

    def _comes_to(self, box: int, value: float, number: float) -> bool:
        """Whether a number is what somebody's own ones come to, which is another than the right
        one; the further the two ways of rounding lead apart, the more rounding may explain."""
        ranges = self._ranges[box]
        widest = max((within for _, within in ranges), default=0.0)
        if not abs(value - number) <= FOLLOWING * widest:
            return False
        return not any(meets(value, *one) for one in ranges)

    @cached_property
    def _places(self) -> dict[int, tuple[str, int]]:
        """Run and entry of every box that is calculated."""
        return {
            at: (one.run.id, box.entry)
            for at, (one, _, box) in enumerate(self._boxes)
            if box.rule is not None
        }

    @cached_property
    def _given(self) -> list[float]:
        return [float(one.value) for one in self.solution.exercise.typed]

    # slips ---------------------------------------------------------------------------------------
    def _slip(self, at: int, text: str) -> Verdict:
        number = number_of(text)
        if number is None or not self._ranges[at]:
            return Verdict(WRONG)
        within = max(self._ranges[at][0][1], 1e-12 * abs(number))
        for wrong, value in self._wrong[at]:
            if abs(number - value) <= within * (1 + 1e-9):
                return Verdict(SLIP, wrong.slip, wrong.at)
        for name, value in self._miswritten(at):
            if number == value:
                return Verdict(SLIP, name, self._boxes[at][0].key)
        return Verdict(WRONG)

    def _miswritten(self, at: int) -> list[tuple[str, float]]:
        """What slips of writing down a number, or one beside it, make of the printed answer."""
        if at not in self._written:
            printed, others = self._answers[at].text, self._beside(at)
            found: list[tuple[str, float]] = []
            for name, row in SLIPS.items():
                texts = [*row.numbers(printed), *(one[0] for one in row.results(others))]
                values = (number_of(text) for text in texts)
                found += [(name, value) for value in values if value is not None]
            self._written[at] = found
        return self._written[at]

    @cached_property
    def _written(self) -> dict[int, list[tuple[str, float]]]:
        return {}

    def _beside(self, at: int) -> tuple[str, ...]:
        """The printed answers of a quantity, that of this box first."""
        one, place, _ = self._boxes[at]
        first = at - place
        texts = [answer.text for answer in self._answers[first : first + len(one.boxes)]]
        return (texts[place], *texts[:place], *texts[place + 1 :])

    @cached_property
    def _wrong(self) -> list[list[tuple[WrongAnswer, float]]]:
        return slips(self.solution)

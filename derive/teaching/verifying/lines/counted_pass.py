"""The step that a heading counts: below "Iteration 2", units have the new weights."""

from __future__ import annotations

from dataclasses import dataclass

from derive.teaching.verifying.lines.operands import Operand
from derive.teaching.verifying.lines.place import Place
from derive.teaching.verifying.stated.passes import step_said
from derive.teaching.verifying.statements.statements import is_printed


@dataclass
class CountedPass:
    """The number of the step that the words named last; 0 before any."""

    number: int = 0

    def read(self, prose: str) -> bool:
        """Takes in words, and says whether they count a step further."""
        before, self.number = self.number, step_said(prose) or self.number
        return 0 < before < self.number

    def kept(self, operands: list[Operand], places: list[Place | None]) -> list[Place | None]:
        """Without earlier steps, for a line that puts numbers in for a unit."""
        ref = operands[0].ref
        if self.number < 2 or ref is None or not ref.key.startswith(("z.", "a.")):
            return places
        if len(operands) < 3 or is_printed(operands[1].node):
            return places
        kept = [one for one in places if one is None or one.world.run.step >= self.number]
        return kept if any(one is not None for one in kept) else places

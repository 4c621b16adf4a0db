"""The step that a heading counts: below "Iteration 2", units have the new weights."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.teaching.verifying.lines.operands import Operand, Sheet
from derive.teaching.verifying.lines.place import Place
from derive.teaching.verifying.lines.renewals import after_step
from derive.teaching.verifying.stated.passes import step_said
from derive.teaching.verifying.statements.statements import is_printed

EXAMPLE = "(?:sample|example|point|pattern|case|data|beispiel|punkt|muster|fall)"
_UNIT = "(?:unit|neuron|node|knoten|einheit)"
_ELSEWHERE = re.compile(
    r"(?i)\b(?:second|third|next|other|another|zweite[nrs]?|dritte[nrs]?|nächste[nrs]?|andere[nrs]?)"
    rf"\s+(?:\w+\s+)?{EXAMPLE}|\b(?:{EXAMPLE}|{_UNIT})\s*\#?(?:[2-9]|1\d)\b"
    r"|\b(?:update|updated|updates|aktualisiert\w*)\b|\b(?:now|jetzt|nun)\W*$"
)

_AGAIN = re.compile(
    r"(?i)\b(?:with|using|for|from|mit)\s+(?:the|these|all|den|diesen|allen)?\s*"
    r"(?:new|updated|neuen|aktualisierten)\s+(?:weights?|parameters?|values?|gewichten?|werten?"
    r"|parametern?)\b|\b(?:con\s+(?:los\s+)?(?:nuevos\s+pesos|pesos\s+nuevos)"
    r"|avec\s+les\s+nouveaux\s+poids)\b|\b(?:after|nach)\s+(?:the|this|one|dem|diesem|einem)\s+(?:\w+\s+)?"
    r"(?:update|step|schritt)\b"
)

_ITERATION = re.compile(
    r"(?i)\b(?:iterations?|it(?:é|e)ration|iteraci(?:ó|o)n|epochs?|epoche|époque|época|durchlauf"
    r"|durchgang|runde|round)\b"
)


@dataclass
class CountedPass:
    """The number of the step that the words named last; 0 before any."""

    number: int = 0

    def read(self, prose: str, sheet: Sheet) -> None:
        """Takes in words: they count a step, go on elsewhere, or with what is new."""
        before, self.number = self.number, step_said(prose) or self.number
        sheet.step += 0 < before < self.number
        goes_on = 0 < before < self.number and _ITERATION.search(prose)
        if goes_on or _ELSEWHERE.search(prose) or _AGAIN.search(prose):
            after_step(sheet)

    def kept(self, operands: list[Operand], places: list[Place | None]) -> list[Place | None]:
        """Without earlier steps, for a line that puts numbers in for a unit."""
        ref = operands[0].ref
        if self.number < 2 or ref is None or not ref.key.startswith(("z.", "a.")):
            return places
        if len(operands) < 3 or is_printed(operands[1].node):
            return places
        kept = [one for one in places if one is None or one.world.run.step >= self.number]
        return kept if any(one is not None for one in kept) else places

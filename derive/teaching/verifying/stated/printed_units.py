"""The numbers that a sheet prints for units of a letter, x_1 = 0.3 and x_2 = 0.5, as it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.tree import Node


@dataclass
class PrintedUnits:
    """The first numbers of units, by letter and index; and which name a function of them gets."""

    numbers: dict[str, dict[int, Fraction]] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)

    def note(self, one: Statement) -> None:
        """Takes in a chain; of a name only what it was first."""
        name = written(one.operands[0])
        slots = slots_of(name) if name is not None else None
        value = single_number(one.operands[-1])
        match slots.lowered if slots is not None else ():
            case (int(at),) if slots is not None and value is not None and not slots.marks:
                self.numbers.setdefault(slots.letter, {}).setdefault(at, value)
                self._note_function(slots.letter, one.operands[1])

    def _note_function(self, letter: str, node: Node) -> None:
        """y_1 = f(0.32), where 0.32 is s_1: y comes out of s."""
        match node:
            case tree.Product((_, tree.Group("(", (inner,))), (_, "")):
                value = single_number(inner)
                for other, known in self.numbers.items():
                    if other != letter and value is not None and value in known.values():
                        self.functions.setdefault(other, letter)

    def letter_of(self, values: Sequence[Fraction]) -> str:
        """The letter of which these are all numbers so far, from the first unit on."""
        for letter, known in self.numbers.items():
            if [known.get(at) for at in range(1, len(known) + 1)] == list(values):
                return letter
        return ""


def single_number(node: Node) -> Fraction | None:
    """The number that an operand is printed as."""
    rows = entries(node)
    return rows[0][0].value if rows is not None and len(rows) == len(rows[0]) == 1 else None

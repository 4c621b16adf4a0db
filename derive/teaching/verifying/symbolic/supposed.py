"""Formulas that a sheet has wrong: what is worked out by them later is no new mistake."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.operands import Operand, Place, Sheet, agree, valued
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.naming.notation import Ref
from derive.teaching.verifying.running.readings import General
from derive.teaching.verifying.symbolic.definitions import Definitions
from derive.teaching.verifying.symbolic.wrong_formulas import Symbolic, WrongFormulas


@dataclass
class Supposed:
    """The last wrong formula of each quantity, with the claim that it is wrong by."""

    defined: Definitions | None = None
    formulas: dict[tuple[str, int], tuple[Ref, Operand, int]] = field(default_factory=dict)
    general: list[tuple[General, int]] = field(default_factory=list)  # of all units of a layer
    unnamed: WrongFormulas = field(init=False)

    def __post_init__(self) -> None:
        self.unnamed = WrongFormulas(self.defined)

    def note(self, operands: list[Operand], verdicts: list[Judged], base: int) -> None:
        """Keeps the formula that a chain ends in, where a sign before it is wrong by itself."""
        self.general += [(read, base + at) for at, one in enumerate(verdicts)
                         if one.verdict == "wrong" for read in one.general]  # fmt: skip
        self.unnamed.note(operands, verdicts, base)
        ref, last = operands[0].ref, len(verdicts)
        while last and (not operands[last].symbolic or operands[last].printed):
            last -= 1
        if ref is None or not last:
            return
        faults = [at for at, one in enumerate(verdicts[:last]) if one.verdict == "wrong"]
        if faults:
            self.formulas[ref.key, ref.example] = ref, operands[last], base + faults[-1]
        elif verdicts[last - 1].verdict in ("holds", "holds as shown"):
            self.formulas.pop((ref.key, ref.example), None)

    def behind(
        self, one: Operand, found: Any, place: Place | None, sheet: Sheet,
        formula: Operand | None = None,
    ) -> int | None:  # fmt: skip
        """The claim at fault where a value of a quantity is what its wrong formula gives, or that
        of a formula with one in it."""
        if place is None:
            root = self.unnamed.at_number(one, found, sheet)
            if root is None and formula is not None:
                root = self.unnamed.in_formula(formula, found, sheet)
            return root
        ref = one.ref
        known = None if ref is None else self.formulas.get((ref.key, ref.example))
        if ref is not None:
            for general, root in reversed(self.general):
                if general.gives(ref, found, place):
                    return root
        if known is None or ref is None:
            return None
        of, formula, root = known
        told = valued(formula, place, sheet, True)
        if told is None or of.turned != ref.turned:
            return None
        value = told[0]
        if ref.entry != of.entry:
            row, column = (*ref.entry, 0, 0)[:2]
            rows = value.rows if type(value) is Matrix else ()
            if of.entry or row >= len(rows) or column >= len(rows[row]):
                return None
            value = rows[row][column]
        return root if agree(value, found) else None

    def again(
        self, ref: Ref | None, left: Operand, formula: Operand, place: Place | None,
        symbolic: Symbolic,
    ) -> int | None:  # fmt: skip
        """The claim at fault where the same wrong formula stands there once more."""
        if place is None:
            return self.unnamed.again(left, formula, symbolic)
        known = None if ref is None else self.formulas.get((ref.key, ref.example))
        same = known is not None and known[0] == ref
        if known is not None and same and symbolic(known[1], "=", formula).verdict == "holds":
            return known[2]
        return self.unnamed.stands_in(left, formula, symbolic)

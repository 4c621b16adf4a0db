"""One learning rate: alpha beside eta is that of an ELU, lambda that of a weight decay.

An epsilon with another value is that of a difference quotient.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.notation import Notation
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written.names import written

CLEAR = frozenset(("eta", "alpha"))


def with_one_rate(notation: Notation, told: dict[str, list[Evidence]]) -> Notation:
    """Without the letters of rates that have another value or none, where one has the right one;
    those that are often something else, as the epsilon of a difference, in any case."""
    rates = {letter: any(key == "rate" for one in told.get(letter, ()) for key, *_ in one.fits)
             for letter, one in notation.letters.items() if one.role == "rate"}  # fmt: skip
    known = any(rates.values())
    kept = {letter: one for letter, one in notation.letters.items() if rates.get(letter, True)
            or not (known or (told.get(letter) and letter not in CLEAR))}  # fmt: skip
    return replace(notation, letters=kept)


def without_other_rates(
    notation: Notation, chains: Iterable[Statement], rate: Fraction | None
) -> Notation:
    """Without letters of rates that are given another value: the sheet says the rate in words."""
    first: dict[str, Fraction] = {}
    for one in chains:
        name, rows = written(one.operands[0]), entries(one.operands[-1])
        slots = slots_of(name) if name is not None else None
        if slots is not None and rows is not None and len(one.operands) == 2:
            first.setdefault(slots.letter, rows[0][0].value)
    kept = {letter: one for letter, one in notation.letters.items()
            if one.role != "rate" or first.get(letter, rate) == rate}  # fmt: skip
    return replace(notation, letters=kept)

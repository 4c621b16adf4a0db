"""One learning rate: alpha beside eta is that of an ELU, lambda that of a weight decay."""

from __future__ import annotations

from dataclasses import replace

from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.notation import Notation


def with_one_rate(notation: Notation, told: dict[str, list[Evidence]]) -> Notation:
    """Without letters of rates that have another value, where one has the right one."""
    rates = {letter: any(key == "rate" for one in told.get(letter, ()) for key, *_ in one.fits)
             for letter, one in notation.letters.items() if one.role == "rate"}  # fmt: skip
    if not any(rates.values()):
        return notation
    kept = {letter: one for letter, one in notation.letters.items() if rates.get(letter, True)
            or not told.get(letter)}  # fmt: skip
    return replace(notation, letters=kept)

"""One learning rate: alpha beside eta is that of an ELU, lambda that of a weight decay.

An epsilon with another value is that of a difference quotient.
"""

from __future__ import annotations

from dataclasses import replace

from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.notation import Notation

SMALL = frozenset(("epsilon", "varepsilon"))


def with_one_rate(notation: Notation, told: dict[str, list[Evidence]]) -> Notation:
    """Without letters of rates that have another value, where one has the right one."""
    rates = {letter: any(key == "rate" for one in told.get(letter, ()) for key, *_ in one.fits)
             for letter, one in notation.letters.items() if one.role == "rate"}  # fmt: skip
    if not any(rates.values()):
        others = {letter for letter in rates if letter in SMALL and told.get(letter)}
        return replace(notation, letters={letter: one for letter, one in notation.letters.items()
                                          if letter not in others})  # fmt: skip
    kept = {letter: one for letter, one in notation.letters.items() if rates.get(letter, True)
            or not told.get(letter)}  # fmt: skip
    return replace(notation, letters=kept)

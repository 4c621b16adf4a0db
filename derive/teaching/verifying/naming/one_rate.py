"""One learning rate: alpha beside eta is that of an ELU, lambda that of a weight decay."""

from __future__ import annotations

from dataclasses import replace

from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.notation import Notation

CLEAR = frozenset(("eta", "alpha"))


def with_one_rate(notation: Notation, told: dict[str, list[Evidence]]) -> Notation:
    """Without letters of rates that have another value, where one has the right one; those that are
    often something else, as the epsilon of a difference, in any case."""
    rates = {letter: any(key == "rate" for one in told.get(letter, ()) for key, *_ in one.fits)
             for letter, one in notation.letters.items() if one.role == "rate"}  # fmt: skip
    known = any(rates.values())
    kept = {letter: one for letter, one in notation.letters.items() if rates.get(letter, True)
            or not told.get(letter) or not (known or letter not in CLEAR)}  # fmt: skip
    return replace(notation, letters=kept)

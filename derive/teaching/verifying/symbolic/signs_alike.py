"""Deltas of one letter have one sign: where most of its formulas come to deltas of units, and one
comes to a delta with the other sign, a sign was lost in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from derive.teaching.verifying.naming.notation import Ref, Slots

MINUS = "minus."
SIGNED = ("delta.", "grad.a.")


def with_one_sign(bound: Mapping[Slots, Ref]) -> dict[Slots, Ref]:
    """The names, each of the sign that most names of its letter have."""
    told = Counter((slots.letter, ref.key.startswith(MINUS)) for slots, ref in bound.items()
                   if ref.key.removeprefix(MINUS).startswith(SIGNED))  # fmt: skip
    found = dict(bound)
    for slots, ref in bound.items():
        key = ref.key.removeprefix(MINUS)
        minus = ref.key.startswith(MINUS)
        if key.startswith(SIGNED) and told[slots.letter, not minus] > told[slots.letter, minus]:
            found[slots] = replace(ref, key=key if minus else f"{MINUS}{key}")
    return found

"""Inputs that a sentence tells: "Input (a, b) = (1, 0)", or "the input is (0.5, -1)"."""

from __future__ import annotations

from derive.teaching.verifying.naming.named_inputs import TOLD, told_once
from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.stated.data import INPUTS, Stated
from derive.teaching.written.documents import Document


def with_inputs_told(document: Document, told: list[Stated]) -> list[Stated]:
    """The data with the inputs that one sentence tells, where letters do not tell all of them."""
    said, place = told_once(document.text), TOLD.search(document.text)
    if said is None or place is None:
        return told
    names, numbers = said
    known = [one for one in told if one.slots.letter in INPUTS]
    if known and not (names and len(known) < len(numbers) and all(one.is_number for one in known)):
        return told
    line, _ = document.place(place.start())
    vector = Stated(Slots("x", (), (), (), False), (numbers,), line)
    return [*(one for one in told if one not in known), vector]

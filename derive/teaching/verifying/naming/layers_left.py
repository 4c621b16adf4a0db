"""Layers of letters that no number tells: those that other letters of their role leave."""

from __future__ import annotations

from dataclasses import replace

from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.notation import Notation


def apart(notation: Notation, told: dict[str, list[Evidence]], depth: int) -> Notation:
    """Letters of no evidence take the layers that other letters of their role leave: W, then V."""
    letters = dict(notation.letters)
    for letter, meaning in notation.letters.items():
        if told.get(letter) or not isinstance(meaning.layer, int):
            continue
        taken = {
            one.layer
            for other, one in letters.items()
            if other != letter and one.role == meaning.role
        }
        if meaning.layer in taken:
            free = next((n for n in range(1, depth + 1) if n not in taken), meaning.layer)
            letters[letter] = replace(meaning, layer=free)
    return Notation(letters, notation.example, notation.single)

"""What was inferred about a sheet's notation, in sentences; and the notation of a style."""

from __future__ import annotations

from typing import Any

from derive.teaching.verifying.naming.lettered import LAYERED
from derive.teaching.verifying.naming.notation import Letter, Notation
from derive.teaching.verifying.naming.own_letters import ERROR
from derive.writing.notation import Notation as StyleNotation

BRACKETS = {"[": "[l]", "(": "(l)", "<": "<l>", "langle": "<l>"}
OF_STYLE = {"brackets": "[", "parentheses": "(", "angles": "langle", "plain": "raised"}
ROLES = {
    "input": "x", "activation": "a", "output": "output", "preactivation": "z",
    "output preactivation": "z", "joined": "joined", "weights": "W", "bias": "b",
    "delta": "delta", "target": "t", "loss": "loss", "rate": "rate",
}  # fmt: skip


def sentences(notation: Notation, words: dict[str, Any]) -> tuple[str, ...]:
    """One sentence a letter, then where the layer and the example stand."""
    told, roles = words["verify"], words["verify_role"]
    found = []
    for letter, meaning in notation.letters.items():
        role = roles.get(meaning.role.replace(" ", "_").replace(".", "_"), meaning.role)
        shown = "e" if letter == ERROR else letter
        name = f"{shown}{BRACKETS.get(str(meaning.layer), '')}"
        found.append(told["inferred"].format(name=name, role=role))
    if notation.example:
        mark = BRACKETS.get(notation.example, notation.example).replace("l", "n")
        found.append(told["inferred_example"].format(mark=mark))
    return tuple(found)


def of_style(look: StyleNotation, found: Notation) -> Notation:
    """The letters of a style in place of those inferred."""
    source = OF_STYLE.get(look.layer, "(")
    letters = dict(found.letters)
    for name, letter in look.letters.items():
        role = ROLES.get(name)
        if role is None or (name in ("input", "output") and letter == look.letters["activation"]):
            continue
        letters[letter] = Letter(role, source if role in LAYERED else "")
    example = OF_STYLE.get(look.example, "")
    return Notation(letters, found.example and example, found.single)

"""Which function a layer has because the sheet says so, whatever would fit its results better."""

from __future__ import annotations

import re

from derive.teaching.verifying.lines.operands import operand
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.notation import Notation, Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.stated.data import OUTCOMES
from derive.teaching.verifying.stated.formulas import exact
from derive.teaching.verifying.stated.functions import (
    LAST,
    NO_NETWORK,
    OUTPUTS,
    SPOKEN,
    Named,
    function_of,
)
from derive.teaching.verifying.stated.layers_said import (
    goes_in,
    layer_letters,
    layer_of,
    numbered_layer,
)
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written.letters_of_sheet import usual_letters
from derive.teaching.written.names import written

BARE = -2
_ALL = re.compile(
    r"\b(?:everywhere|throughout|überall|durchweg|durchgängig"
    r"|(?:all|every|both|alle[nr]?|jede[mnrs]?|beide[nr]?)\s+"
    r"(?:the\s+|our\s+)?(?:units?|neurons?|nodes?|layers?|activations?|activation functions?"
    r"|neuronen|neuron|einheiten|schichten|schicht|knoten|aktivierungen|aktivierungsfunktionen))\b"
)
_NOT_ALL = re.compile(
    r"\b(?:hidden|verdeckt\w*|versteckt\w*|except|but|output|last|ausgabe\w*|ausgang\w*|letzte\w*)\b"
)
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+|\n\s*\n")


def everywhere(text: str) -> str:
    """The one function that a sentence gives to all layers; empty where none does.

    >>> everywhere("Sigmoid everywhere, no biases."), everywhere("All hidden units use tanh.")
    ('sigmoid', '')
    """
    for sentence in _SENTENCE.split(text.lower()):
        if _ALL.search(sentence) is None or _NOT_ALL.search(sentence) is not None:
            continue
        found = [name for name, words in SPOKEN.items() if re.search(words, sentence)]
        if len(found) == 1:
            return found[0]
    return ""


def applied(chains: list[Statement]) -> dict[int, str]:
    """Functions by the number of a layer where a^{(2)} is said to be f of something as a whole,
    LAST where ŷ is, and BARE where a name without any index is."""
    names = BoundNames(Notation(), NO_NETWORK, None, usual_letters())
    found: dict[int, str] = {}
    layered = layer_letters(chains)
    for one in chains:
        name = written(one.operands[0])
        slots = slots_of(name) if name is not None else None
        if slots is None or goes_in(slots) or len(slots.lowered) > 1:
            continue
        for node in one.operands[1:]:
            bare = BARE if slots.letter in OUTCOMES | {"y"} and slots == _bare(slots) else 0
            layer = layer_of(slots, node) or numbered_layer(slots, layered) or 0
            layer = layer or (LAST if slots.letter in OUTPUTS else bare)
            side = operand(node, names) if layer else None
            if side is None or side.term is None or not side.symbolic:
                continue  # tanh of numbers alone may be a slip
            if function := function_of(exact(side.term, side.printed), {}):
                found.setdefault(layer, function)
    return found


def _bare(slots: Slots) -> Slots:
    return Slots(slots.letter, (), (), (), False)


def settled(layer: int, depth: int, said: Named) -> str:
    """The function that a layer is said to have; empty where the sheet leaves it open.

    Layers may be counted from the input on: a^{(2)} is then what comes out of the first one.
    """
    if said.mixed:
        return ""
    numbers = [one for one in said.settled if one > 0]
    shift = max(numbers, default=depth) - depth
    counted = shift == 0 or (shift == 1 and 1 not in numbers)
    if counted and (name := said.settled.get(layer + shift)):
        return name
    if depth == 1 and BARE in said.settled:
        return said.settled[BARE]
    if layer == depth and LAST in said.settled:
        return said.settled[LAST]
    others = {*said.activations} - {said.everywhere}
    return said.everywhere if layer < depth or not others else ""

"""The constant of an activation that a sheet only speaks of: the alpha of an ELU."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from derive.calculus.network import Network
from derive.teaching.verifying.naming.notation import Notation, Slots
from derive.teaching.verifying.statements.printed import number
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written.names import written

LETTER = "alpha"


def constants(
    network: Network, notation: Notation, chains: Iterable[Statement]
) -> dict[Slots, tuple[Any, frozenset[int]]]:
    """What alpha is worth, where it is no quantity, and no line says what it is."""
    told = {one.alpha for one in network.layers if one.activation == "elu"}
    told |= {one.slope for one in network.layers if one.activation == "leaky relu"}
    if len(told) != 1 or LETTER in notation.letters:
        return {}
    for one in chains:
        first = written(one.operands[0])
        if first is not None and first.letter == LETTER:
            return {}
    return {Slots(LETTER, (), (), (), False): (number(told.pop()), frozenset())}

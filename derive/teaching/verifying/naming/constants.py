"""The constant of an activation that a sheet only speaks of: the alpha of an ELU."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from derive.calculus.network import Network
from derive.teaching.verifying.naming.notation import Notation, Slots
from derive.teaching.verifying.statements.printed import entries, number
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written.names import written

LETTER = "alpha"


def constants(
    network: Network, notation: Notation, chains: Iterable[Statement]
) -> dict[Slots, tuple[Any, frozenset[int]]]:
    """What alpha is worth, where it is no quantity, and no line says what it is."""
    told = _of_activations(network)
    if len(told) != 1 or LETTER in notation.letters:
        return {}
    for one in chains:
        first = written(one.operands[0])
        if first is not None and first.letter == LETTER:
            return {}
    return {Slots(LETTER, (), (), (), False): (number(told.pop()), frozenset())}


def without_constants(
    notation: Notation, network: Network, chains: Iterable[Statement], rate: Fraction | None
) -> Notation:
    """The notation without letters of a rate that a line gives as the constant of an activation:
    ELU with α = 2, where the rate is another number."""
    told = _of_activations(network) - {rate}
    kept = dict(notation.letters)
    for one in chains:
        name, rows = written(one.operands[0]), entries(one.operands[-1])
        there = kept.get(name.letter) if name is not None and name.plain else None
        if name is None or there is None or there.role != "rate" or rows is None:
            continue
        if rows[0][0].value in told:
            del kept[name.letter]
    return replace(notation, letters=kept)


def _of_activations(network: Network) -> set[Fraction]:
    told = {one.alpha for one in network.layers if one.activation == "elu"}
    return told | {one.slope for one in network.layers if one.activation == "leaky relu"}

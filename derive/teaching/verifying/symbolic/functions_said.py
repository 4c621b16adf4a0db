"""Letters that a sheet defines as an activation of its network: ρ(s) = max(0.1 s, s)."""

from __future__ import annotations

from derive.calculus import term as tm
from derive.calculus.decide_entries import decide_entries
from derive.calculus.domain import Domain, Unknown
from derive.calculus.network import Network
from derive.calculus.term_shapes import ShapeError
from derive.errors import DeriveError
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import NotUnderstood
from derive.teaching.written.sheet_functions import pinned
from derive.teaching.written.slope_names import OwnFunction, OwnLetters, SlopeNames
from derive.teaching.written.words import FUNCTION_WORDS


def functions_said(own: OwnLetters, network: Network) -> dict[str, str]:
    """Which activation of the network a letter is, by the only definition that the sheet gives."""
    activations = list(dict.fromkeys(map(pinned, network.layers)))
    found = {}
    for letter, (first, *others) in own.functions.items():
        if not others and letter not in FUNCTION_WORDS and len(activations) > 1:
            same = next((one for one in activations if _is(first, one)), None)
            if same is not None:
                found[letter] = same
    return found


def _is(function: OwnFunction, activation: str) -> bool:
    meaning = Meaning(SlopeNames(function.argument, None, {}, False, {}))
    call = tm.Call(activation, (tm.Variable("z"),))
    try:
        told = meaning.term(function.formula)
        return decide_entries(told, call, Domain((Unknown("z"),), along="z")).holds
    except (NotUnderstood, DeriveError, ShapeError):
        return False

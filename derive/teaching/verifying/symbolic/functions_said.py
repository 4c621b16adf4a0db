"""Letters that a sheet says to be a function: ρ(s) = max(0.1 s, s), an activation of its network,
or σ of another one: d/du ln(1 + e^u) = e^u / (1 + e^u) = σ(u)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from derive.calculus import term as tm
from derive.calculus.decide_entries import decide_entries
from derive.calculus.domain import Domain, Unknown
from derive.calculus.network import Network
from derive.calculus.term_shapes import ShapeError
from derive.errors import DeriveError
from derive.teaching.verifying.naming.logistic import SIGMA
from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import NotUnderstood, written
from derive.teaching.written.sheet_functions import pinned
from derive.teaching.written.slope_names import OwnFunction, OwnLetters, SlopeNames
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

NORMAL = ("normcdf", "normpdf")


def with_said_functions(
    known: Mapping[str, str], chains: Iterable[Statement], own: OwnLetters, network: Network
) -> dict[str, str]:
    """The functions that letters are, with those that the sheet says."""
    found = {**known, **_activations_said(own, network, normal_letters(known))}
    known_already = SIGMA in found or any(one.activation == "sigmoid" for one in network.layers)
    if not known_already and any(map(_says_logistic, chains)):
        found[SIGMA] = "sigmoid"
    return found


def normal_letters(functions: Mapping[str, str]) -> frozenset[str]:
    """The letters that are the normal distribution and its density."""
    return frozenset(letter for letter, one in functions.items() if one in NORMAL)


def _activations_said(own: OwnLetters, network: Network, normal: frozenset[str]) -> dict[str, str]:
    """Which activation of the network a letter is, by the only definition that the sheet gives;
    `normal` are the letters of the normal distribution."""
    activations = list(dict.fromkeys(map(pinned, network.layers)))
    found = {}
    for letter, (first, *others) in own.functions.items():
        if not others and letter not in FUNCTION_WORDS and len(activations) > 1:
            same = next((one for one in activations if _is(first, one, normal)), None)
            if same is not None:
                found[letter] = same
    return found


def _says_logistic(one: Statement) -> bool:
    """Whether σ of a letter stands beside what it is only of the sigmoid."""
    arguments = [_argument(node) for node in one.operands]
    for at, argument in enumerate(arguments):
        name = written(argument) if argument is not None else None
        for other in one.operands[:at] + one.operands[at + 1 :]:
            if name is not None and name.plain and not is_printed(other):
                told = OwnFunction(SIGMA, name.letter, other)
                if _is(told, "sigmoid", frozenset()):
                    return True
    return False


def _argument(node: Node) -> Node | None:
    """What σ is of, where nothing else stands there."""
    match node:
        case tree.Product((tree.Name(letter), tree.Group("(", (inner,))), ("", "")):
            return inner if letter == SIGMA else None
    return None


def _is(function: OwnFunction, activation: str, normal: frozenset[str]) -> bool:
    meaning = Meaning(SlopeNames(function.argument, None, {}, False, {}, normal))
    call = tm.Call(activation, (tm.Variable("z"),))
    try:
        told = meaning.term(function.formula)
        return decide_entries(told, call, Domain((Unknown("z"),), along="z")).holds
    except (NotUnderstood, DeriveError, ShapeError):
        return False

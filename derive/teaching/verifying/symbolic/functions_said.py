"""Letters that a sheet says to be a function, wherever it does: ρ(s) = max(0.1 s, s).

The function is an activation of the network, or one that people put beside such: σ in the slope of
softplus, the density in that of GELU.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from derive.calculus import term as tm
from derive.calculus.decide_entries import decide_entries
from derive.calculus.domain import Domain, Unknown
from derive.calculus.network import Network
from derive.calculus.term_shapes import ShapeError
from derive.errors import DeriveError
from derive.teaching.verifying.statements.statements import Statement, is_printed, is_prose
from derive.teaching.written import tree
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import NotUnderstood, nodes, written
from derive.teaching.written.sheet_functions import pinned
from derive.teaching.written.slope_names import OwnFunction, SlopeNames
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

BESIDE = ("sigmoid", "normcdf", "normpdf")
CONSTANTS = frozenset(("e", "pi"))
NORMAL = ("normcdf", "normpdf")


def functions_said(
    letters: Mapping[str, str], chains: Iterable[Statement], network: Network, bound: Iterable[str]
) -> dict[str, str]:
    """Which function a letter is, where all that the sheet says to be equal to it is that one;
    what `letters` are is known.

    Letters that are `bound` to a quantity are none. Of a network with one activation, letters
    that are not said to be another are that one anyway.
    """
    activations = list(dict.fromkeys(map(pinned, network.layers)))
    known = [*(activations if len(activations) > 1 else ()),
             *(one for one in BESIDE if one not in activations)]  # fmt: skip
    taken, normal = FUNCTION_WORDS.keys() | {*bound}, normal_letters(letters)
    found: dict[str, set[str]] = {}
    for one in chains:
        for function in _defined(one, normal):
            if function.letter not in taken:
                same = next((name for name in known if _is(function, name, normal)), "")
                found.setdefault(function.letter, set()).add(same)
    said = {letter: names - {""} for letter, names in found.items()}
    told = {letter: names.pop() for letter, names in said.items() if len(names) == 1}
    return {**letters, **told}


def normal_letters(functions: Mapping[str, str]) -> frozenset[str]:
    """The letters that are the normal distribution and its density."""
    return frozenset(letter for letter, one in functions.items() if one in NORMAL)


def _defined(one: Statement, normal: frozenset[str]) -> Iterator[OwnFunction]:
    """The letters before a bare name in brackets, with each formula of that name in the chain."""
    if any(sign.sign not in ("=", "≈") for sign in one.signs) or one.condition is not None:
        return
    for node in one.operands:
        match node:
            case tree.Product((tree.Name(letter), tree.Group("(", (inner,))), ("", "")):
                name = written(inner)
                for other in one.operands if name is not None else ():
                    if name is not None and _is_formula(other, letter, name.letter, normal):
                        yield OwnFunction(letter, name.letter, other)


def _is_formula(node: Node, letter: str, argument: str, normal: frozenset[str]) -> bool:
    """Whether this is a formula of the argument alone, past functions that have names."""
    if is_printed(node) or is_prose(node):
        return False
    names = {one.text for one in nodes(node) if isinstance(one, tree.Name)}
    return letter not in names and names - CONSTANTS - FUNCTION_WORDS.keys() - normal == {argument}


def _is(function: OwnFunction, known: str, normal: frozenset[str]) -> bool:
    meaning = Meaning(SlopeNames(function.argument, None, {}, False, {}, normal))
    call = tm.Call(known, (tm.Variable("z"),))
    try:
        told = meaning.term(function.formula)
        return decide_entries(told, call, Domain((Unknown("z"),), along="z")).holds
    except (NotUnderstood, DeriveError, ShapeError):
        return False

"""Which function a letter before brackets is, by the layers to whose z a sheet applies it: f_2, g.

People number their functions, f_1 and f_2, or take a letter for each, g and h; or one letter is
that of whichever layer is meant. What a sheet applies its letter to tells which of these it does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from derive.calculus.activations import ACTIVATIONS
from derive.teaching.verifying.naming.bound_names import BoundNames, layer_of
from derive.teaching.verifying.naming.function_letters import applied, never_alone
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written.names import whole_names
from derive.teaching.written.sheet_functions import ANY, numbered, pinned
from derive.teaching.written.tree import Node

Uses = dict[str, Counter[str]]


def by_use(
    functions: Mapping[str, str], chains: Iterable[Statement], names: BoundNames
) -> dict[str, str]:
    """The functions of letters, by what the sheet does with them where it says nothing of them.

    Of functions that have names, only a letter with a number is one of its own: f alone is any.
    """
    assert names.network is not None
    own = any(one.activation not in ACTIVATIONS for one in names.network.layers)
    operands = tuple(node for one in chains for node in one.operands)
    letters = ANY | functions.keys() | (never_alone(operands) if own else frozenset())
    uses: Uses = {}
    for name, inner in applied(operands):
        key = numbered(name)
        if name.letter not in letters - names.notation.letters.keys():
            continue
        if own or key != name.letter:
            met = uses.setdefault(key, Counter())
            if layer := _layer_in(inner, names):
                met[pinned(names.network.layers[layer - 1])] += 1
    kept: dict[str, str] = {}
    for key in uses:
        function = _of_one(key, uses)
        kept |= {key: function} if function else _by_number(key, names)
    called = {*kept.values()}  # those have letters of the sheet's own
    return kept | {letter: function for letter, function in functions.items()
                   if function in ACTIVATIONS
                   or (letter not in kept and not uses.get(letter)
                       and (letter in uses or function not in called))}  # fmt: skip


def _of_one(key: str, uses: Uses) -> str:
    """The function that a letter is applied as; empty where it is several, whichever is meant.

    What it is seldom applied as is a slip where that has a letter of its own.
    """
    if not uses[key]:
        return ""
    (most, count), *others = uses[key].most_common()
    taken = {next(iter(met)) for other, met in uses.items() if other != key and len(met) == 1}
    seldom = all(2 * number <= count and one in taken for one, number in others)
    return most if seldom and (not others or most not in taken) else ""


def _by_number(key: str, names: BoundNames) -> dict[str, str]:
    """A letter with a number that is applied to numbers alone: that of the layer of this number."""
    assert names.network is not None
    _, _, number = key.partition(" ")
    if not number.isdigit() or not 1 <= int(number) <= names.network.depth:
        return {}
    return {key: pinned(names.network.layers[int(number) - 1])}


def _layer_in(argument: Node, names: BoundNames) -> int:
    """The layer of the first quantity in an argument, of one unit or of any; 0 where none is."""
    for inner in whole_names(argument):
        for one in (inner, replace(inner, indices=())):
            if layer := layer_of(names.ref(one)):
                return layer
    return 0

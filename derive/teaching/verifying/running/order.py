"""What a sheet tells of names with letters for indices: in which layers their letters stand.

And in which order weights have their indices, w_{ij} or w_{ji}: as most formulas say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from derive.teaching.verifying.lines.operands import Place, operand
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.lettered import ref_of
from derive.teaching.verifying.naming.notation import Notation, Sizes
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.naming.usual import USUAL
from derive.teaching.verifying.running.formulas import generally
from derive.teaching.verifying.running.names import running
from derive.teaching.verifying.running.readings import Asked, names_in
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, whole_names, written

MOST_FORMULAS = 8  # of a letter, the first ones
BY_NUMBERS = 1.5  # formulas that the order of the sheet's numbers is worth
FORWARD = 1.0  # that more is a formula without derivatives and deltas worth: it defines
FIRST = 0.25  # and the first one: who goes on in another order slips there


def with_order(
    notation: Notation, chains: list[Statement], names: BoundNames, place: Place
) -> Notation:
    """The notation with the order of indices that are letters, where it is told."""
    notation = replace(notation, layers=_layers(chains, notation, names.sizes))
    bound = replace(names, notation=notation, refs={}, own_names={}, read={})
    asked: dict[str, list[Asked]] = {}
    for one in _formulas(chains, bound):
        for letter in _weights(one, notation):
            asked.setdefault(letter, []).append(one)
    found = {}
    for letter, formulas in asked.items():
        score = dict.fromkeys((False, True), 0.0)
        known = notation.letters.get(letter)
        if known is not None and known.layer == "onward":
            score[_leads_on(letter, chains)] += BY_NUMBERS
        elif known is not None and known.role == "W":
            straight = names.network is not None and names.network.product == "W x"
            score[straight is known.turned] += BY_NUMBERS
        for turned in score:
            score[turned] += sum(
                _worth(one, at) for at, one in enumerate(formulas[:MOST_FORMULAS])
                if generally(one, place, {letter: turned}).holds is True
            )  # fmt: skip
        if score[False] != score[True]:
            found[letter] = score[True] > score[False]
    return replace(notation, running=found) if found else notation


def as_stored(node: Any, names: BoundNames) -> Any:
    """The formula with the letters of weights' indices in the order of the network's matrices."""
    made = mapped(node, lambda inner: as_stored(inner, names))
    name, network = written(made), names.network
    if network is None or name is None or not (running(name) and len(name.indices) == 2):
        return made
    turned = names.notation.running.get(name.letter)
    if turned is None or turned is (network.product != "W x"):
        return made
    return replace(made, lower=name.indices[::-1])


def _worth(one: Asked, at: int) -> float:
    names = {name.letter for name in names_in((one.left.node, one.right.node))}
    slopes = any(isinstance(part, tree.Derivative)
                 for part in nodes((one.left.node, one.right.node)))  # fmt: skip
    forward = not slopes and not names & {"delta", "Delta"}
    return 1 + FORWARD * forward + FIRST * (at == 0)


def _leads_on(letter: str, chains: list[Statement]) -> bool:
    """Whether the unit that a weight leads into stands second where units are numbered from the
    inputs on: w_{13}, and no w_{31}."""
    for one in chains:
        for name in (name for node in one.operands for name in whole_names(node)):
            slots = slots_of(name) if name.letter == letter else None
            match slots.lowered if slots is not None else ():
                case (int(first), int(second)):
                    return first < second
    return False


def _layers(chains: list[Statement], notation: Notation, sizes: Sizes) -> dict[str, frozenset[int]]:
    """The layers in which each letter stands on its own."""
    found: dict[str, set[int]] = {}
    for one in chains:
        for name in (name for node in one.operands for name in whole_names(node)):
            slots = slots_of(name)
            ref = ref_of(slots, notation, sizes) if slots is not None else None
            if slots is not None and ref is not None and not slots.new:
                layer = "0" if ref.key == "x" else ref.key.rpartition(".")[2]
                if layer.isdigit():
                    found.setdefault(slots.letter, set()).add(int(layer))
    return {letter: frozenset(layers) for letter, layers in found.items()}


def _formulas(chains: list[Statement], names: BoundNames) -> Iterator[Asked]:
    """Formulas side by side in which weights have letters for indices."""
    for one in chains:
        for sign, (left, right) in zip(one.signs, pairwise(one.operands), strict=True):
            if any(running(name) and len(name.indices) == 2 for name in names_in((left, right))):
                yield Asked(operand(left, names), sign.sign, operand(right, names), one.condition)


def _weights(asked: Asked, notation: Notation) -> set[str]:
    """The letters of weights with two letters for indices."""
    found = names_in((asked.left.node, asked.right.node))
    letters = {name.letter for name in found if running(name) and len(name.indices) == 2}
    return {one for one in letters if _is_weights(one, notation)}


def _is_weights(letter: str, notation: Notation) -> bool:
    known = notation.letters.get(letter)
    if known is None:
        return "W" in USUAL.get(letter, ())
    return known.role in ("W", "numbered")

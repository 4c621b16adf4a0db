"""The layers that a sheet defines in letters alone, by their numbers: Z^{[1]} = W^{[1]} X + b,
A^{[1]} = tanh(Z^{[1]})."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from derive.calculus.activations import ACTIVATIONS
from derive.teaching.verifying.lines.operands import operand
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.notation import Notation
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.stated.functions import NO_NETWORK, Named, function_of
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.letters_of_sheet import usual_letters
from derive.teaching.written.names import nodes, whole_names, written
from derive.teaching.written.tree import Node

WEIGHTS = frozenset(("W", "w", "Theta", "theta"))
BIASES = frozenset(("b", "B"))
AT_THE_END = ("softmax", "sigmoid", "identity")
MOST_LAYERS = 5


@dataclass(frozen=True)
class Numbered:
    """The functions of the layers, one after the other; `turned` where a column of W is a unit."""

    functions: tuple[str, ...]
    biases: bool
    turned: bool


def numbered_layers(chains: list[Statement], said: Named) -> Numbered | None:
    """The layers, if each of them is said to be made of weights of its number."""
    made = {layer for one in chains for layer, _ in _made(one)}
    depth = len(made)
    if not 2 <= depth <= MOST_LAYERS or made != set(range(1, depth + 1)):
        return None
    told = said.by_layer | dict(_functions(chains))
    functions = tuple(told.get(layer) or _unsaid(said, layer == depth)
                      for layer in range(1, depth + 1))  # fmt: skip
    if any(one not in ACTIVATIONS for one in functions):
        return None
    biases = any(name.letter in BIASES for one in chains for name in whole_names(one.operands))
    turned = [side for one in chains for _, side in _made(one)]
    return Numbered(functions, biases, 2 * sum(turned) > depth)


def _made(one: Statement) -> Iterator[tuple[int, bool]]:
    """The layers that a chain says are made of weights and what comes in, by their numbers; and
    whether each column of W is a unit, in X W and W^T x."""
    for left, right in pairwise(one.operands):
        if written(left) is None:
            continue
        numbers = [layer for letter, layer in _layers(right) if letter in WEIGHTS]
        if len(numbers) == 1 and any(letter not in WEIGHTS for letter in _letters(right)):
            yield numbers[0], _is_turned(right)
        break


def _is_turned(node: Node) -> bool:
    """Whether weights stand behind what comes in, or are turned; not both."""
    for one in nodes(node):
        if isinstance(one, tree.Product):
            for at, factor in enumerate(one.factors):
                upright = isinstance(factor, tree.Transposed)
                name = written(factor.inner if isinstance(factor, tree.Transposed) else factor)
                if name is not None and name.letter in WEIGHTS:
                    return (at > 0) is not upright
    return False


def _letters(node: Any) -> Iterator[str]:
    return (one.letter for one in whole_names(node))


def _layers(node: Any) -> Iterator[tuple[str, int]]:
    """The letters of names in a node with the only number that is written on each."""
    for name in whole_names(node):
        slots = slots_of(name)
        if slots is None:
            continue
        told = [one for one in (*(slot for _, slot in slots.marks), *slots.raised, *slots.lowered)
                if isinstance(one, int)]  # fmt: skip
        if len(told) == 1:
            yield slots.letter, told[0]


def _functions(chains: list[Statement]) -> Iterator[tuple[int, str]]:
    """Layers with the function that is applied in them."""
    names = BoundNames(Notation(), NO_NETWORK, None, usual_letters())
    for one in chains:
        if written(one.operands[0]) is None:
            continue
        for node in one.operands[1:]:
            side = operand(node, names)
            name = None if side.term is None else function_of(side.term, {})
            layers = [layer for _, layer in _layers(node)]
            if name is not None and layers:
                yield max(layers), name


def _unsaid(said: Named, last: bool) -> str:
    """The function of a layer that no formula tells."""
    named = [one for one in said.activations if one in ACTIVATIONS]
    if last:
        return next((one for one in AT_THE_END if one in named), "identity")
    return next((one for one in named if one not in ("softmax", "identity")), "sigmoid")

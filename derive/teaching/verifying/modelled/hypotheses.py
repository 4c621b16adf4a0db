r"""The functions of an input that a regression in letters speaks of: h_\theta(x) = \theta^T x."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from derive.teaching.verifying.modelled.example_names import Look, example_of, look, of_names
from derive.teaching.verifying.modelled.forms import every_name
from derive.teaching.verifying.modelled.lettering import is_index
from derive.teaching.verifying.statements.statements import Statement, is_printed, is_prose
from derive.teaching.written import tree
from derive.teaching.written.names import Written, nodes, whole_names, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

NO_PARAMETERS = FUNCTION_WORDS.keys() | {"e", "pi", "sigma", "f", "g", "phi", "varphi", "psi"}
FEATURES = frozenset(("phi", "varphi", "Phi", "psi"))
Calls = list[tuple[Written, Node, tuple[Written, ...]]]  # what stands before brackets of names


def calls(node: Any) -> Iterator[tuple[Written, Node, tuple[Written, ...]]]:
    for product in (one for one in nodes(node) if isinstance(one, tree.Product)):
        for first, then, sign in zip(
            product.factors, product.factors[1:], product.signs[1:], strict=False
        ):
            what = first.what if isinstance(first, tree.Derivative) and first.what else first
            inner = then.base if isinstance(then, tree.Scripted) else then
            name = written(what)
            if name is not None and not sign and isinstance(inner, tree.Group | tree.Matrix):
                yield name, inner, of_names(inner)


def hypotheses(chains: Iterable[Statement]) -> dict[Look, str]:
    """The functions of an input that have parameters, each with the letter of this input."""
    found: dict[Look, str] = {}
    for one in chains:
        for left, right in pairwise(one.operands):
            match left:
                case tree.Product((first, group), ("", "")):
                    name, arguments = written(first), of_names(group)
                case _:
                    continue
            if name is None or not arguments or name.primes or name.marks or is_prose(right):
                continue
            if name.letter in LOSSES | FUNCTION_WORDS.keys() | {"sigma"} or is_printed(right):
                continue
            if name.raised or any(map(is_index, name.indices)):
                continue
            own = arguments[0].letter
            names = {each.letter for each in every_name(right)}
            if own in names and name.letter not in names and names - NO_PARAMETERS - {own}:
                found.setdefault(look(name), own)
    return found


def features(chains: Iterable[Statement], calls: Calls, inputs: dict[Look, str]) -> set[Look]:
    """The features of an input, that nothing defines: φ(x) in w^T φ(x)."""
    told = {written(node.factors[0]) for one in chains for node in one.operands[:1]
            if isinstance(node, tree.Product) and len(node.factors) == 2}  # fmt: skip
    defined = {name.letter for name in told if name is not None}
    of_inputs = set(inputs.values())
    return {look(name) for name, _, arguments in calls
            if name.letter in FEATURES - defined and not name.primes and len(arguments) == 1
            and arguments[0].letter in of_inputs}  # fmt: skip


def losses_of_one(calls: Calls, counts: set[str]) -> set[Look]:
    """The losses of one example, by what is put into them: L(\\hat y^{(i)}, y^{(i)})."""
    return {look(name) for name, _, arguments in calls
            if name.letter in LOSSES and len(arguments) > 1 and not name.indices
            and all(index is not None and index.text in counts
                    for index in map(example_of, arguments))}  # fmt: skip


def is_of_examples(
    one: Look, calls: Calls, inputs: dict[Look, str], below: bool
) -> bool:  # fmt: skip
    """Whether a function is of inputs, or of their targets, wherever it stands before brackets."""
    own = inputs.get(one)
    for name, group, arguments in calls:
        if look(name) != one:
            continue
        if name.primes:
            return False
        letters = {each.letter for each in whole_names(group)}
        if own is None or own not in letters:
            continue  # h (1 - h): a product
        if not arguments or arguments[0].letter != own or arguments[0].raised:
            return False  # f(x + 1)
        if below and arguments[0].marks:
            return False
    return True

r"""A function that a sheet defines, as a name: \phi(x) is \phi where it is of x everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import Written, nodes, without_place, written
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

ANY = frozenset(("f", "g", "phi", "varphi", "psi"))  # what nobody takes for a factor before (z)


def bare_functions(chains: Iterable[Statement]) -> tuple[frozenset[str], frozenset[str]]:
    """Letters of functions that are defined and always of the same names; and of those that are
    functions, without being said which, or of several things."""
    defined: set[str] = set()
    applied: dict[str, set[str]] = {}
    for one in chains:
        first = _applied(one.operands[0]) if not one.continued else None
        if first is not None and not is_printed(one.operands[1]):
            defined.add(first[0].letter)
        for node in nodes(one.operands):
            for name, group in _calls(node):
                applied.setdefault(name.letter, set()).add(repr(without_place(group.items)))
    bare = {letter for letter in defined if len(applied[letter]) == 1}
    return frozenset(bare), frozenset(applied.keys() & (ANY | defined)) - bare


def without_arguments(node: Any, letters: frozenset[str]) -> Any:
    """The node with these functions as names."""
    if not letters:
        return node
    if isinstance(node, tree.Product):
        factors: list[Any] = []
        signs: list[str] = []
        for at, (one, sign) in enumerate(zip(node.factors, node.signs, strict=True)):
            call = _call(node, at)
            if call is not None and call[0].letter in letters:
                continue
            factors.append(without_arguments(one, letters))
            signs.append(sign)
        if len(factors) == 1:
            return factors[0]
        return tree.Product(tuple(factors), tuple(signs), node.start, node.end)
    return mapped(node, lambda inner: without_arguments(inner, letters))


def _applied(node: Node) -> tuple[Written, tree.Group] | None:
    """f(x), and nothing else."""
    if not isinstance(node, tree.Product) or len(node.factors) != 2:
        return None
    return _call(node, 1)


def _calls(node: Any) -> Iterator[tuple[Written, tree.Group]]:
    """What stands before brackets, of names or, as in s(2u), of anything."""
    if isinstance(node, tree.Product):
        for at in range(1, len(node.factors)):
            call = _call(node, at, of_names=False)
            if call is not None:
                yield call


def _call(node: tree.Product, at: int, of_names: bool = True) -> tuple[Written, tree.Group] | None:
    """The name and the brackets of names behind it, where they are the factor of this number."""
    group = node.factors[at]
    if at == 0 or node.signs[at] or not isinstance(group, tree.Group) or group.bracket != "(":
        return None
    before = node.factors[at - 1]
    if isinstance(before, tree.Derivative) and before.what is not None:
        before = before.what  # \frac{\partial \phi}{\partial s}(x)
    name = written(before)
    inner = [written(one) for one in (group.items if of_names else nodes(group))]
    if name is None or name.indices or name.raised or name.primes or (of_names and None in inner):
        return None
    if name.letter in FUNCTION_WORDS or name.letter == "sigma":
        return None
    if any(one is not None and one.letter == name.letter for one in inner):
        return None  # f(1 - f) is a product
    return name, group

"""Functions of a sheet's own: their letters, and the number that they are of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.names import nodes, whole_names, without_place, written
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS


def always_applied(sides: list[list[Node]]) -> frozenset[str]:
    """The letters that are of one thing in brackets wherever they stand, as a function is: u(z)."""
    called = Counter(_called(sides))
    met = Counter(name.letter for found in sides for name in whole_names(tuple(found)))
    return frozenset(letter for letter, times in called.items() if times == met[letter])


def makes_units(sides: list[list[Node]], applied: frozenset[str]) -> frozenset[str]:
    """Those of the letters that are always applied that make one unit of another, o_j = s(net_j);
    such a letter is no factor."""
    found = set()
    for one in sides:
        made = written(one[0])
        match one[1] if len(one) > 1 else None:
            case tree.Product((tree.Name(letter), tree.Group("(", (inner,))), ("", "")):
                unit = written(inner)
                if made is None or unit is None or letter not in applied or len(letter) > 1:
                    continue
                both = without_place(made.indices), without_place(unit.indices)
                if made.indices and both[0] == both[1]:
                    found.add(letter)
    return frozenset(found - FUNCTION_WORDS.keys())


def _called(sides: list[list[Node]]) -> Iterator[str]:
    for node in (one for found in sides for one in nodes(tuple(found))):
        if isinstance(node, tree.Product):
            for first, then, sign in zip(
                node.factors, node.factors[1:], node.signs[1:], strict=False
            ):
                name = written(first)
                if name is not None and not (sign or name.indices) and _is_bracket(then):
                    yield name.letter


def of_one_number(sides: tuple[Node, Node], functions: Iterable[str]) -> frozenset[str]:
    """The letter that functions of the sheet's own are of, where no other name stands beside them.

    Whatever it is elsewhere, a column say, here it is any number.
    """
    own = frozenset(functions) - FUNCTION_WORDS.keys()
    names = list(whole_names(sides))
    if not own & {one.letter for one in names}:
        return frozenset()
    known = own | FUNCTION_WORDS.keys() | {"e", "pi", "sigma"}
    rest = [one for one in names if one.letter not in known]
    letters = {one.letter for one in rest}
    plain = all(not (one.indices or one.marks or one.accents or one.primes) for one in rest)
    return frozenset(letters) if len(letters) == 1 and plain else frozenset()


def is_of_whole_vector(node: Node) -> bool:
    """Whether this is an entry of a function of a vector, σ(z)_i: it may be no function of z_i."""
    match node:
        case tree.Product((tree.Name(), tree.Scripted(tree.Group("("), (_, *_))), ("", "")):
            return True
    return False


def without_scripts(node: Any) -> Any:
    """The (z) of f(z)^2."""
    while isinstance(node, tree.Scripted | tree.Transposed):
        node = node.base if isinstance(node, tree.Scripted) else node.inner
    return node


def _is_bracket(node: Any) -> bool:
    inner = without_scripts(node)
    return isinstance(inner, tree.Group) and inner.bracket == "(" and len(inner.items) == 1

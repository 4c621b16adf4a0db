"""A prime behind brackets is a derivative: (tanh z)' = 1 - tanh² z."""

from __future__ import annotations

from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.letters import words
from derive.teaching.written.names import Written, names_with_powers, nodes, written
from derive.teaching.written.words import ACTIVATION_WORDS, ELEMENTARY

FUNCTIONS = frozenset((*ELEMENTARY, *ACTIVATION_WORDS, "sigma"))
CONSTANTS = frozenset(("e", "pi"))
OUTCOMES = frozenset(words("a h o p s y"))  # what a function gives: (tanh z)' = 1 - h^2


def with_primes(sides: tuple[tree.Node, ...]) -> tuple[tree.Node, ...]:
    """The sides with each prime behind brackets made a derivative by the one letter that they hold.

    Where another letter stands in the sides, nothing says what is derived by, and (A x)' may be
    transposed.
    """
    if not any(map(_holds, sides)):
        return sides
    met = {one.letter for one in _names(sides) if one.letter not in FUNCTIONS}
    made = []
    for node in sides:
        done = _derived(node, met)
        if done is None:
            return sides
        made.append(done)
    return tuple(made)


def _holds(node: Any) -> bool:
    if isinstance(node, tuple):
        return any(map(_holds, node))
    if not hasattr(node, "start"):
        return False
    return _bracketed(node) is not None or any(
        _holds(getattr(node, name)) for name in node.__slots__
    )


def _bracketed(node: Any) -> tree.Node | None:
    """What stands in brackets with a prime behind them and nothing else."""
    match node:
        case tree.Scripted(tree.Group("(" | "[", (inner,)), (), (), 1):
            return inner
    return None


def _derived(node: Any, met: set[str]) -> Any:
    """The node with derivatives put in; None where one says not what it is by."""
    if isinstance(node, tuple):
        found = [_derived(one, met) for one in node]
        return None if None in found else tuple(found)
    if not hasattr(node, "start"):
        return node
    if isinstance(node, tree.Product):  # \sigma(z)': the prime is that of the function
        for at, (one, after) in enumerate(zip(node.factors, node.factors[1:], strict=False)):
            name, inner = written(one), _bracketed(after)
            if not isinstance(after, tree.Scripted) or inner is None or name is None:
                continue
            if name.letter in FUNCTIONS:
                whole = tree.Product((one, after.base), ("", ""), one.start, after.end)
                made = _by(whole, met, whole)
                if made is None:
                    return None
                factors = (*node.factors[:at], made, *node.factors[at + 2 :])
                signs = (*node.signs[: at + 1], *node.signs[at + 2 :])
                if len(factors) == 1:
                    return made
                return _derived(tree.Product(factors, signs, node.start, node.end), met)
    inner = _bracketed(node)
    if inner is not None:
        return _by(inner, met, node)
    found = [_derived(getattr(node, name), met) for name in node.__slots__]
    if any(one is None and getattr(node, name) is not None
           for one, name in zip(found, node.__slots__, strict=True)):  # fmt: skip
        return None
    return type(node)(*found)


def _by(inner: tree.Node, met: set[str], whole: tree.Node) -> tree.Derivative | None:
    """What stands in the place of `whole`, the derivative of `inner` by its one letter."""
    if isinstance(inner, tree.Name) or any(
        isinstance(one, tree.Transposed) for one in nodes(inner)
    ):
        return None
    names = _names(inner)
    free = [one for one in names if one.letter not in FUNCTIONS]
    letters = {one.letter for one in free}
    if len(letters) != 1 or not all(map(_is_plain, free)):
        return None
    others = met - letters
    if others and not (others <= OUTCOMES and len(others) == 1 and len(names) > len(free)):
        return None
    by = tree.Name(letters.pop(), inner.start, inner.start)
    return tree.Derivative("d", inner, by, 1, whole.start, whole.end)


def _names(node: Any) -> list[Written]:
    """The names in a node, in its exponents too; no constants."""
    return [one for one in names_with_powers(node) if one.letter not in CONSTANTS]


def _is_plain(name: Written) -> bool:
    """Whether a letter is a number: with a power, and nothing else written on it."""
    base = name.node.base if isinstance(name.node, tree.Scripted) else name.node
    if (isinstance(base, tree.Name) and base.bold) or len(name.letter) > 1 or name.letter.isupper():
        return False
    powers = all(isinstance(one, tree.Number) for one in name.raised)
    return powers and not (name.indices or name.marks or name.primes or name.accents)

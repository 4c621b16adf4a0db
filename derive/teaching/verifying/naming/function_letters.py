"""Letters that are functions on a sheet: they stand before brackets, and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from derive.teaching.verifying.naming.usual import USUAL
from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.names import Written, nodes, written
from derive.teaching.written.sheet_functions import ANY
from derive.teaching.written.words import FUNCTION_WORDS

SPARE = ("phi", "varphi", "psi", "f", "g", "F")  # what functions by other letters are read as
LOSSES = frozenset(("L", "E", "J", "C", "ell", "Q", "R"))
NORMAL = frozenset(("Phi", "phi", "varphi"))  # in the formula of a GELU
CONSTANTS = frozenset(("e", "pi", "alpha", "beta", "lambda", "a", "c"))


def function_letters(found: Iterable[Statement]) -> frozenset[str]:
    """Those of the letters for an activation that are only ever applied: s(net), φ(v), f_2(z)."""
    operands = tuple(node for statement in found for node in statement.operands)
    return (_only_applied(operands) & ANY) | never_alone(operands)


def applied(operands: tuple[Any, ...]) -> Iterator[tuple[Written, Any]]:
    """Each name that stands straight before brackets with one thing in them, and this."""
    for node in nodes(operands):
        if isinstance(node, tree.Product):
            pairs = zip(node.factors, node.factors[1:], node.signs[1:], strict=False)
            for left, right, sign in pairs:
                name = written(left)
                if sign or name is None or name.raised:
                    continue
                if isinstance(right, tree.Group) and len(right.items) == 1:
                    yield name, right.items[0]


def never_alone(operands: tuple[Any, ...]) -> frozenset[str]:
    """The letters without a usual meaning that stand before a name or a number, and only so.

    Numbers may be written on them: g_2(z_2), f^{(1)}(0.4).
    """
    met = Counter(one.text for one in nodes(operands) if isinstance(one, tree.Name))
    used: Counter[str] = Counter()
    named: set[str] = set()
    for name, inner in applied(operands):
        of = written(inner)
        if of is not None or is_printed(inner):
            used[name.letter] += 1
        if of is not None:
            named.add(name.letter)
    free = named - (USUAL.keys() - ANY) - LOSSES - CONSTANTS - FUNCTION_WORDS.keys()
    return frozenset(letter for letter in free if used[letter] == met[letter])


def other_functions(found: Sequence[Statement]) -> dict[str, str]:
    """Letters that are usual for no function, θ(s) = 1/(1+e^{-s}), by those they are read as.

    They are only ever applied, and the sheet says what to.
    """
    operands = tuple(node for statement in found for node in statement.operands)
    known = ANY | LOSSES | FUNCTION_WORDS.keys()
    said = {letter for one in found if (letter := _defined(one)) and letter not in known}
    if not said:
        return {}
    used = {one.text for one in nodes(operands) if isinstance(one, tree.Name)}
    spare = [letter for letter in SPARE if letter not in used
             and not (letter in NORMAL and "Phi" in used)]  # fmt: skip
    return dict(zip(sorted(said & _only_applied(operands)), spare, strict=False))


def _defined(one: Statement) -> str:
    """The letter that a line says to be a function of one letter; empty for other lines."""
    match one.operands[0]:
        case tree.Product((tree.Name(letter), tree.Group("(", (tree.Name(argument),))), ("", "")):
            inside = {name.text for name in nodes(one.operands[1]) if isinstance(name, tree.Name)}
            free = inside - CONSTANTS - FUNCTION_WORDS.keys() - ANY - NORMAL
            told = argument in inside and free <= {argument, letter}
            return letter if told and one.signs[0].sign == "=" else ""
    return ""


def _only_applied(operands: Any) -> frozenset[str]:
    """The letters that always stand before brackets with one thing in them."""
    met: Counter[str] = Counter()
    applied: Counter[str] = Counter()
    for one in nodes(operands):
        if isinstance(one, tree.Name):
            met[one.text] += 1
        elif isinstance(one, tree.Product):
            for left, right, sign in zip(one.factors, one.factors[1:], one.signs[1:], strict=False):
                name = _unprimed(left)
                if sign == "" and isinstance(right, tree.Group) and name is not None:
                    applied[name.text] += 1
    return frozenset(letter for letter, count in met.items() if applied[letter] == count)


def _unprimed(node: tree.Node) -> tree.Name | None:
    """The letter of s' and of s."""
    if isinstance(node, tree.Scripted) and node.primes and not (node.lower or node.upper):
        node = node.base
    return node if isinstance(node, tree.Name) else None

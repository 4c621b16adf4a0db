"""Letters that are functions on a sheet: they stand before brackets, and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes
from derive.teaching.written.sheet_functions import ANY


def function_letters(found: Iterable[Statement]) -> frozenset[str]:
    """Those of the letters for an activation that are only ever applied: s(net), φ(v)."""
    met: Counter[str] = Counter()
    applied: Counter[str] = Counter()
    for one in nodes(tuple(node for statement in found for node in statement.operands)):
        if isinstance(one, tree.Name) and one.text in ANY:
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

r"""Sums with a derivative that nothing defines: w - \eta \partial C_0/\partial w - \lambda w is
(1 - \lambda) w - \eta \partial C_0/\partial w whatever C_0 is."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.names import nodes, without_place, written
from derive.teaching.written.tree import Node

POINTS = 3
LARGEST = 2  # a whole number that is no value put in


def of_equal_rates(left: Node, right: Node) -> bool | None:
    """Whether such sums are equal whatever numbers their names and derivatives are.

    Nothing is said unless a term with a derivative stands in both, or the left one begins with what
    is stepped from, and all names of the right one stand in the left one: then it is the left one
    written otherwise.
    """
    terms = [_terms(one) for one in (left, right)]
    if not all(terms) or set(terms[0]) == set(terms[1]):
        return None
    same = any("Derivative" in one for one in set(terms[0]) & set(terms[1]))
    if not (same or (isinstance(left, tree.Sum) and written(left.terms[0]) is not None)):
        return None
    if _rates(left) != _rates(right) or any(map(_is_value, nodes((left, right)))):
        return None
    try:
        for seed in range(POINTS):
            chance, first = Random(seed), dict[str, Fraction]()
            mine = _value(left, first, chance)
            second = dict(first)
            if mine != _value(right, second, chance):
                return False if first == second else None
            if first != second:
                return None
    except (ValueError, ZeroDivisionError):
        return None
    return True


def _terms(side: Node) -> list[str]:
    return [_look(one) for one in side.terms] if isinstance(side, tree.Sum) else []


def _rates(side: Node) -> set[str]:
    return {_look(one) for one in nodes(side) if isinstance(one, tree.Derivative)}


def _is_value(node: Any) -> bool:
    if isinstance(node, tree.Number):
        return bool(node.decimals) or node.value > LARGEST
    name = written(node)
    return name is not None and bool(name.primes)


def _look(node: Node) -> str:
    return repr(without_place(node))


def _value(node: Any, known: dict[str, Fraction], chance: Random) -> Fraction:
    """The number that a formula of sums, products and powers is; a ValueError for any other."""
    match node:
        case tree.Number():
            return Fraction(node.value)
        case tree.Group("(" | "[", (inner,)):
            return _value(inner, known, chance)
        case tree.Sum(terms, signs):
            return sum(((-1 if sign == "-" else 1) * _value(one, known, chance)
                        for one, sign in zip(terms, signs, strict=True)), Fraction(0))  # fmt: skip
        case tree.Product(factors, signs):
            found = Fraction(1)
            for at, (one, sign) in enumerate(zip(factors, signs, strict=True)):
                called = at and sign == "" and isinstance(one, tree.Group) and not _rates(one)
                if called and written(factors[at - 1]) is not None:
                    raise ValueError  # a function, it may be
                here = _value(one, known, chance)
                found = found / here if sign == "/" else found * here
            return found
        case tree.Over(top, bottom):
            return _value(top, known, chance) / _value(bottom, known, chance)
        case tree.Scripted(base, (), (tree.Number() as power,), 0) if power.value in (1, 2, 3):
            return _value(base, known, chance) ** int(power.value)
    if not isinstance(node, tree.Derivative) and written(node) is None:
        raise ValueError
    return known.setdefault(_look(node), Fraction(chance.randrange(101, 997), 1009))

"""The value of a term, in any field: each kind of node is valued by a function registered here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, get_args

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.term_fields import Field
from derive.calculus.term_shapes import ShapeError

Values = dict[str, Any]
Valued = Callable[[Any, Values, Field], Any]
MOST_INDEX = 1_000
_SIGNS = "tuple[str, ...]"

VALUES: dict[type, Valued] = {}


def values_of(node: type) -> Callable[[Valued], Valued]:
    """Registers the function that values one kind of node."""

    def register(function: Valued) -> Valued:
        VALUES[node] = function
        return function

    return register


def value(term: Term, values: Values, field: Field) -> Any:
    """The value of a term, from the values of its names: a number, or a matrix of numbers.

    Raises ShapeError where shapes do not fit, Undecided where a number cannot be told, KeyError
    for a name without a value.
    """
    return VALUES[type(term)](term, values, field)


def index_value(term: Term, values: Values) -> int:
    """The whole number that an index is."""
    match term:
        case tm.Constant(number) if number.denominator == 1 and abs(number) <= MOST_INDEX:
            return int(number)
        case tm.Variable(key) if type(values.get(key)) is int:
            return int(values[key])
        case tm.Add(terms, signs):
            pairs = zip(terms, signs, strict=True)
            return sum(sign * index_value(one, values) for one, sign in pairs)
    raise ShapeError("an index that is no whole number")


def is_index(term: Term, values: Values) -> bool:
    try:
        index_value(term, values)
    except ShapeError:
        return False
    return True


# what holds further terms, by the kind of node, the last first
_INNER: dict[type, tuple[str, ...]] = {
    kind: tuple(
        one.name
        for one in reversed(fields(kind))
        if one.type not in ("str", "bool", "Fraction", "int | None", "tuple[int, ...]", _SIGNS)
    )
    for kind in (*get_args(tm.Term), tm.Compare)
}


def parts(term: Any) -> list[Any]:
    """A term and everything in it."""
    return everything(term, _INNER)


def everything(root: Any, held: Mapping[type, tuple[str, ...]]) -> list[Any]:
    """A node of a tree and every node in it, each before what it holds.

    `held` says for each kind of node which of its fields hold further nodes, the last first.
    """
    found = []
    waiting = [root]
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind is tuple:
            waiting.extend(one[::-1])
            continue
        inner = held.get(kind)
        if inner is not None:
            found.append(one)
            for name in inner:
                waiting.append(getattr(one, name))
    return found


def substituted(term: Any, mapping: dict[str, Term]) -> Any:
    """The term with other terms put in for names, and in those again; no name in its own."""
    if type(term) is tuple:
        return tuple(substituted(one, mapping) for one in term)
    if isinstance(term, tm.Variable):
        found = mapping.get(term.key)
        return term if found is None else substituted(found, mapping)
    if not hasattr(term, "__dataclass_fields__"):
        return term
    return type(term)(*(substituted(getattr(term, name), mapping) for name in term.__slots__))

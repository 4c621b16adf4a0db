"""Slips undone in a written formula: every formula that differs from it by one such change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term

TWO = tm.Constant(Fraction(2))
MOST_ROWS = 5  # a mean over so many at most is told from a sum

Change = Callable[[Any], Iterator[Any]]


def once(term: Any, change: Change) -> Iterator[Any]:
    """The term with one of its nodes changed, each in turn."""
    if type(term) is tuple:
        for place, part in enumerate(term):
            for found in once(part, change):
                yield (*term[:place], found, *term[place + 1 :])
        return
    if not hasattr(term, "__dataclass_fields__"):
        return
    yield from change(term)
    parts = [getattr(term, name) for name in term.__slots__]
    for place, part in enumerate(parts):
        for found in once(part, change):
            yield type(term)(*parts[:place], found, *parts[place + 1 :])


def doubled(term: Term) -> Iterator[Term]:
    yield tm.Multiply((TWO, term), ("", ""))


def halved(term: Term) -> Iterator[Term]:
    yield tm.Divide(term, TWO)


def rescaled(term: Term) -> Iterator[Term]:
    for number in range(3, MOST_ROWS + 1):
        scale = tm.Constant(Fraction(number))
        yield tm.Multiply((scale, term), ("", ""))
        yield tm.Divide(term, scale)


def other_sign(term: Term) -> Iterator[Term]:
    """The whole with the other sign, then one term of a sum at a time."""
    yield tm.Add((term,), (-1,))

    def change(node: Any) -> Iterator[Any]:
        if isinstance(node, tm.Add):
            for place in range(len(node.terms)):
                signs = list(node.signs)
                signs[place] = -signs[place]
                yield tm.Add(node.terms, tuple(signs))

    yield from once(term, change)


def other_turn(term: Term) -> Iterator[Term]:
    """A transposition taken away, or put at a name, a function's value or the whole."""
    yield tm.Turned(term)

    def change(node: Any) -> Iterator[Any]:
        if isinstance(node, tm.Turned):
            yield node.inner
        elif (isinstance(node, tm.Variable) and not node.key.startswith("#")) or (
            isinstance(node, tm.Add) and len(node.terms) > 1
        ):
            yield tm.Turned(node)

    yield from once(term, change)


def other_product(term: Term) -> Iterator[Term]:
    """∘ in place of the matrix product, or the other way round."""

    def change(node: Any) -> Iterator[Any]:
        if isinstance(node, tm.Multiply):
            for place, sign in enumerate(node.signs):
                if place:
                    other = "·" if sign == "∘" else "∘"
                    signs = (*node.signs[:place], other, *node.signs[place + 1 :])
                    yield tm.Multiply(node.factors, signs)

    yield from once(term, change)

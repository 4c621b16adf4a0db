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


def other_layer(term: Term) -> Iterator[Term]:
    """A quantity of the layer before, or of the one after."""

    def change(node: Any) -> Iterator[Any]:
        if isinstance(node, tm.Variable):
            for step in (1, -1):
                moved = _moved(node.key, step)
                if moved is not None:
                    yield tm.Variable(moved)

    yield from once(term, change)


def _moved(key: str, step: int) -> str | None:
    """The key of the same quantity, some layers on; None for what has no layers."""
    if "/" in key:
        return None
    sign = "|" if "|" in key else " "
    role, *rest = key.split(sign)
    if not rest or not rest[0].isdigit() or int(rest[0]) + step < 0 or role == "target":
        return None
    return sign.join((role, str(int(rest[0]) + step), *rest[1:]))


def other_entry(term: Term) -> Iterator[Term]:
    """Another entry of a vector or matrix: another neuron's value, another weight."""

    def change(node: Any) -> Iterator[Any]:
        if isinstance(node, tm.Entry):
            for place, index in enumerate(node.indices):
                if isinstance(index, tm.Constant):
                    for other in range(1, MOST_ROWS + 1):
                        if other != index.value:
                            moved = tm.Constant(Fraction(other))
                            places = (*node.indices[:place], moved, *node.indices[place + 1 :])
                            yield tm.Entry(node.matrix, places)

    yield from once(term, change)


def at_its_argument(term: Term) -> Iterator[Term]:
    """The slope taken at z again, where it was taken at a."""

    def change(node: Any) -> Iterator[Any]:
        if isinstance(node, tm.Slope) and isinstance(node.argument, tm.Variable):
            at = node.argument.key
            if at.startswith("activation"):
                yield tm.Slope(node.function, tm.Variable(f"pre{at}"))

    yield from once(term, change)


def without_slope(term: Term) -> Iterator[Term]:
    """A slope taken away: f'(z), or a(1 - a) and the like."""

    def change(node: Any) -> Iterator[Any]:
        if not isinstance(node, tm.Multiply):
            return
        for place, factor in enumerate(node.factors):
            if isinstance(factor, tm.Slope | tm.Add | tm.Multiply):
                yield from _without(node, {place})
            if isinstance(factor, tm.Add):
                for other, beside in enumerate(node.factors):
                    if isinstance(beside, tm.Variable | tm.Entry):
                        yield from _without(node, {place, other})

    yield from once(term, change)


def _without(node: tm.Multiply, places: set[int]) -> Iterator[Term]:
    kept = [place for place in range(len(node.factors)) if place not in places]
    factors = tuple(node.factors[place] for place in kept)
    if len(factors) == 1:
        yield factors[0]
    elif factors:
        yield tm.Multiply(factors, ("", *(node.signs[place] for place in kept[1:])))


def updated_or_not(term: Term) -> Iterator[Term]:
    """A parameter after the update in place of the one before, or the other way round."""

    def change(node: Any) -> Iterator[Any]:
        if isinstance(node, tm.Variable) and "/" not in node.key and node.key.count("|") == 3:
            whole, _, new = node.key.rpartition("|")
            yield tm.Variable(f"{whole}|{'' if new else 'new'}")

    yield from once(term, change)

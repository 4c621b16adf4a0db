"""What a chain says of a name or a function: the formula that it is, from there on."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from derive.teaching.verifying.modelled.lettering import Lettering, is_index
from derive.teaching.verifying.statements.statements import Statement, is_printed, is_prose
from derive.teaching.written import tree
from derive.teaching.written.names import NotUnderstood, Written, nodes, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.slope_names import FUNCTIONS, is_exponential
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

ANY = frozenset(("f", "g", "phi", "varphi", "psi"))
OWN_LETTERS = FUNCTIONS | {"s", "phi", "psi"}


@dataclass(frozen=True)
class Form:
    """A formula that a name is said to be, from this place of the text on."""

    start: int
    letters: tuple[str, ...]
    node: Node


@dataclass(frozen=True)
class Function:
    """A formula in `argument` that a function is said to be, from this place on."""

    start: int
    argument: str
    node: Node


def forms(one: Statement, sides: list[Node]) -> Iterator[tuple[Written, Form]]:
    """The names that a chain says something of."""
    start = sides[0].start
    if one.condition is not None or is_prose(sides[0]):
        return
    name = written(sides[0])
    rest = [node for node, sign in zip(sides[1:], one.signs, strict=True) if sign.sign == "="]
    named = name is not None and not name.raised and not one.continued
    if name is not None and named and one.signs[0].sign == "=":
        slopes = [node for node in rest if is_slope(node)]
        formula = slopes[0] if slopes else sides[1]
        if not (is_printed(formula) or is_prose(formula)):
            yield name, Form(start, (), formula)
    for left, right in pairwise(sides):
        name = written(right)
        if is_slope(left) and name is not None and not (name.raised or is_slope(right)):
            yield name, Form(left.start, (), left)
    name = written(sides[-1])  # ∂L/∂z = (y - t) f'(z) =: δ
    goes_on = len(rest) == len(sides) - 1 > 1 and is_slope(sides[0]) and not is_slope(sides[-2])
    if goes_on and name is not None and name.letter not in LOSSES and not name.raised:
        yield name, Form(sides[0].start, (), sides[0])


def called(sides: list[list[Node]]) -> Iterator[str]:
    """The letters that stand before brackets as functions do: f, or any with a prime."""
    for node in (one for found in sides for one in nodes(tuple(found))):
        if not isinstance(node, tree.Product):
            continue
        for first, then, sign in zip(node.factors, node.factors[1:], node.signs[1:], strict=False):
            name = written(first)
            if name is None or sign or not isinstance(then, tree.Group) or name.indices:
                continue
            primed = name.primes and name.letter not in FUNCTION_WORDS
            if primed or (name.letter in ANY and name.plain):
                yield name.letter


def every_name(node: Any) -> Iterator[Written]:
    """The names in a node, those in exponents too."""
    found = nodes(node)
    bases = {id(one.base) for one in found if isinstance(one, tree.Scripted)}
    return (name for one in found if id(one) not in bases and (name := written(one)) is not None)


def label(index: Node) -> str:
    return index.text if isinstance(index, tree.Name) else ""


def is_slope(node: Node) -> bool:
    """Whether this is a derivative of the loss by a name, with either sign, or times a rate."""
    if isinstance(node, tree.Sum) and len(node.terms) == 1:
        node = node.terms[0]
    if isinstance(node, tree.Product) and all(written(one) for one in node.factors[:-1]):
        node = node.factors[-1]
    if not isinstance(node, tree.Derivative) or node.what is None:
        return False
    what = written(node.what)
    return what is not None and what.letter in LOSSES


def is_no_slope(form: Form) -> bool:
    return not is_slope(form.node)


def defines(
    key: str, indices: tuple[Node, ...], form: Form, letters: Lettering, derived: dict[str, int],
    met: Container[str] = (),
) -> bool:  # fmt: skip
    """Whether a formula says what a name is: not by itself, and for all of its indices.

    What was derived by before is a minimum then, unless all names in its formula are new: none of
    them was `met`.
    """
    if is_index(form.node):
        return False  # i = j: a condition
    if not all(map(is_index, indices)) or len(set(form.letters)) < len(indices):
        return False
    inside = []
    for name in every_name(form.node):
        if name.letter in FUNCTION_WORDS or is_exponential(name):
            continue
        try:
            inside.append(letters.split(name)[0])
        except NotUnderstood:
            return False
    if derived.get(key, form.start) < form.start and not is_slope(form.node):
        return bool(inside) and not any(one in met for one in inside)
    return bool(set(inside) - {"sigma"}) and key not in inside  # not p = σ(0.98)


def functions(
    one: Statement, sides: list[Node], applied: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Function]]:
    r"""f(x) = x \sigma(x): the letter, and what it is; also one that is `applied` everywhere.

    So is g of h = g(a) = \ln(1 + e^a), where a letter of the sheet's own goes on in its argument.
    """
    if one.condition is not None:
        return
    for at, (left, right) in enumerate(pairwise(sides)):
        if one.signs[at].sign not in ("=", "≈"):
            return
        begins = at == 0 and not one.continued
        found = _function(left, right, applied, begins)
        if found is not None:
            yield found


def _function(
    left: Node, formula: Node, applied: frozenset[str], begins: bool
) -> tuple[str, Function] | None:
    """What these two sides say of a function; where they do not begin a chain, in a formula of
    its argument alone."""
    match left:
        case tree.Product((tree.Name(letter), inner), ("", "")):
            grouped = isinstance(inner, tree.Group) and len(inner.items) == 1
            name = written(inner.items[0] if isinstance(inner, tree.Group) and grouped else inner)
            known = FUNCTION_WORDS.keys() if begins else frozenset()
            known |= OWN_LETTERS | applied if grouped else frozenset()
            if name is None or not name.plain or letter not in known:
                return None
            names = {found.letter for found in every_name(formula)}
            if not begins and not names <= {name.letter, "e", *FUNCTION_WORDS}:
                return None
            if name.letter in names and letter not in names and not is_printed(formula):
                return letter, Function(left.start, name.letter, formula)
    return None

"""Reading what is to be checked: one formula, its condition, the letters in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from derive.calculus.term_shapes import ShapeError
from derive.errors import DeriveError
from derive.teaching.written import tree
from derive.teaching.written.code import plainly
from derive.teaching.written.names import NotUnderstood, nodes, written
from derive.teaching.written.read import read
from derive.teaching.written.reading import Unread
from derive.teaching.written.tree import Chain, Node
from derive.teaching.written.words import FUNCTION_WORDS

Found = TypeVar("Found")
COMPARISONS = frozenset(["<", ">", "≤", "≥", "≠"])
MOST_DIGITS = 60
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
NO_LETTERS = frozenset((*FUNCTION_WORDS, "pi", "d"))


def one_chain(text: str, what: str = "formula") -> Chain:
    """The one statement that a text makes, a condition after it put to it.

    Raises DeriveError, with the place, where it cannot be read or states several things.
    """
    formula = read(plainly(text))
    if isinstance(formula, Unread):
        raise DeriveError(f"the {what} cannot be read: {formula}")
    if not formula.statements:
        raise DeriveError(f"the {what} cannot be read: nothing is said")
    chain, *more = formula.statements
    if len(chain.operands) == 1 and isinstance(chain.operands[0], Chain):
        chain = chain.operands[0]  # aligned rows that are one chain
    if chain.operands[0] is None:
        chain = Chain(chain.operands[1:], chain.relations[1:], chain.start, chain.end)
    for one in more:
        condition = _as_condition(one)
        if condition is None:
            raise DeriveError(f"one {what} at a time: a second starts at character {one.start + 1}")
        if chain.condition is not None:
            both = chain.condition, condition
            condition = tree.Group("and", both, both[0].start, both[1].end)
        chain = Chain(chain.operands, chain.relations, chain.start, chain.end, condition)
    if None in chain.operands or not chain.operands:
        raise DeriveError(f"the {what} has nothing beside a sign at character {chain.start + 1}")
    for relation in chain.relations:
        if relation.sign not in ("=", "≈", "←"):
            raise DeriveError(
                f'expected "=", found "{relation.sign}" at character {relation.start + 1}'
            )
    return chain


def _as_condition(chain: Chain) -> Node | None:
    """The condition that a further statement is: i ≠ j, z > 0, in brackets or not."""
    node: Node | None = chain
    if len(chain.operands) == 1 and chain.condition is None:
        node = chain.operands[0]
    while isinstance(node, tree.Group) and len(node.items) == 1:
        node = node.items[0]
    if isinstance(node, Chain) and node.relations and node.condition is None:
        signs = {one.sign for one in node.relations}
        if signs <= COMPARISONS:
            return node
        numbers = [one for one in node.operands if isinstance(one, tree.Number)]
        sides = [written(one) for one in node.operands if one is not None and one not in numbers]
        if (
            signs <= {"=", "≠"}
            and sides
            and all(one is not None and one.plain and one.letter in "ijkl" for one in sides)
        ):
            return node
    return None


def meant(text: str, make: Callable[[], Found]) -> Found:
    """What `make` answers; what it does not understand becomes a DeriveError with the place."""
    try:
        return make()
    except NotUnderstood as found:
        part = text[found.node.start : found.node.end] or text
        part = part if len(part) <= 40 else f"{part[:37]}..."
        place = found.node.start + 1
        raise DeriveError(
            f'the formula is not understood at character {place}: {found.reason}: "{part}"'
        ) from None
    except ShapeError as found:
        raise DeriveError(f"shapes do not fit: {found}") from None
    except RecursionError:
        raise DeriveError("the formula is nested too deeply") from None


def letters(node: object) -> list[str]:
    """The letters and words of a tree that are no functions, in order; e with a power is none."""
    found = []
    beside: set[int] = set()  # in indices and marks, and the e of a power
    bound = set()  # indices of sums
    for one in nodes(node):
        if isinstance(one, tree.Big) and one.lower is not None:
            index = next((low for low in nodes(one.lower) if isinstance(low, tree.Name)), None)
            bound.add(index.text if index is not None else "")
        if isinstance(one, tree.Scripted) and isinstance(one.base, tree.Name):
            power = one.base.text == "e" and bool(one.upper)
            if power:
                beside.add(id(one.base))
            # a raised bracket is a layer, but at e, as in e^(-x), it is the exponent
            marks = [] if power else [high for high in one.upper if isinstance(high, tree.Mark)]
            for inner in nodes((*one.lower, *marks)) if one.lower or marks else ():
                beside.add(id(inner))
        elif isinstance(one, tree.Name) and id(one) not in beside and one.text not in NO_LETTERS:
            found.append(one.text)
    return [letter for letter in found if letter not in bound]


def number_given(key: str, text: str) -> Fraction:
    """The exact value of a given constant: a decimal or a fraction."""
    parts = [one.strip() for one in text[: MOST_DIGITS + 1].split("/")]
    if len(text) <= MOST_DIGITS and len(parts) <= 2 and all(map(_NUMBER.fullmatch, parts)):
        top, bottom = map(Fraction, (*parts, "1")[:2])
        if bottom:
            return top / bottom
    raise DeriveError(f'given {key}: expected a number such as 0.1 or 1/3, found "{text[:40]}"')


def letter_given(key: str) -> str:
    """The letter that a key names: alpha, α and \\alpha are one."""
    formula = read(key)
    if not isinstance(formula, Unread) and len(formula.statements) == 1:
        (operand, *_) = formula.statements[0].operands
        name = written(operand) if operand is not None else None
        if name is not None and not formula.statements[0].relations:
            return name.letter
    raise DeriveError(f'expected a letter or a name, found "{key[:40]}"')

"""Equations between free letters that may be matrices: AB = BA holds of numbers only.

Capital letters are matrices, what is transposed is a matrix or a column, what else stands beside
them may be a number or a column. All shapes are tried in which both sides mean something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term_fields import Balls, Undecided
from derive.calculus.term_shapes import Matrix, ShapeError, shape_of
from derive.calculus.terms import parts, value
from derive.teaching.verifying.lines.operands import agree
from derive.teaching.verifying.symbolic.definitions import Definitions
from derive.teaching.written import tree
from derive.teaching.written.names import ARROWS, nodes

SIZES = (2, 3)
MOST_SHAPES = 1_500
# capital letters that are numbers: losses, counts
NUMBERS = frozenset("LEJNMKTCQ")
COLUMNS = frozenset(("delta",))
# words by which letters are told to be columns or matrices, and equations to be supposed
OF_SHAPES = re.compile(r"\b(?:vector|vektor|matri|column|spalte)", re.IGNORECASE)
SUPPOSED = re.compile(
    r"\b(?:symmetri|commut|kommut|vertausch|suppos|assum|angenommen|if|falls|wenn|where)"
    r"|\b(?:let|sei|seien)\W*$",
    re.IGNORECASE,
)
Shape = tuple[int, int]
ONE: Shape = (0, 0)


class Unclear(Exception):
    """It depends on the shapes of free letters, of which nothing tells."""


def as_matrices(
    terms: tuple[Any, Any], answer: bool | None, told: Definitions, prose: str, bold: set[str]
) -> bool | None:
    """Whether two terms agree whatever the shapes of their letters.

    It is `answer`, of numbers, where no letter may be a matrix. Raises Unclear where some shapes
    that fit say one thing and others another.
    """
    if told.supposed is not None:
        return answer
    found = _of_shapes(terms, answer, told.turned | bold, told.formulas, prose)
    if found is None and answer is not None:
        raise Unclear
    return found


def bold_letters(sides: Any) -> set[str]:
    """The letters in bold, or with an arrow."""
    return {
        one.text
        for one in nodes(sides)
        if isinstance(one, tree.Name) and (one.bold or set(one.accents) & set(ARROWS))
    }


def _of_shapes(
    terms: tuple[Any, Any], answer: bool | None, turned: Iterable[str], known: Iterable[str],
    prose: str,
) -> bool | None:  # fmt: skip
    every = parts(terms)
    keys = sorted({one.key for one in every if type(one) is tm.Variable})
    if any(type(one) in (tm.Rate, tm.Entry, tm.Total, tm.Put, tm.Slope, tm.Rows) for one in every):
        return answer
    if set(keys) & set(known) or not any(type(one) in (tm.Multiply, tm.Turned) for one in every):
        return answer
    turned = set(turned)
    told = bool(OF_SHAPES.search(prose))
    matrices = {key for key in keys if _is_capital(key) and key not in NUMBERS}
    if not matrices and not turned & set(keys) and not told:
        return answer
    columns = {
        key for key in keys if not _is_capital(key) and (key in turned or told or key in COLUMNS)
    }
    if any(type(one) is tm.Power for one in every) and matrices:
        return None  # of a matrix: entry by entry, or a product
    terms = _strict(terms)
    shapes = [_shapes(key, key in matrices, key in columns) for key in keys]
    seen: set[tuple[bool, bool]] = set()  # whether a letter was a number, and whether they agree
    for place, chosen in enumerate(product(*shapes)):
        if place == MOST_SHAPES:
            return None
        same = _same(terms, dict(zip(keys, chosen, strict=True)))
        if same is not None:
            seen.add((ONE in chosen, same))
    agreed = {same for _, same in seen}
    if agreed == {True} and ((False, True) in seen or not matrices):
        return True
    if agreed == {False}:
        return None if SUPPOSED.search(prose) else False
    return None


def _strict(term: Any) -> Any:
    """The term with products of matrices only where letters stand side by side."""
    if type(term) is tuple:
        return tuple(map(_strict, term))
    if not hasattr(term, "__dataclass_fields__"):
        return term
    made = type(term)(*(_strict(getattr(term, name)) for name in term.__slots__))
    if isinstance(made, tm.Multiply) and "∘" not in made.signs:
        signs = tuple(sign if not place or sign else "×" for place, sign in enumerate(made.signs))
        return tm.Multiply(made.factors, signs)
    return made


def _is_capital(key: str) -> bool:
    return len(key) == 1 and key.isupper()


def _shapes(key: str, matrix: bool, column: bool) -> tuple[Shape, ...]:
    """The shapes that a letter can have; of a delta, those of a batch as well."""
    every = tuple(product(SIZES, SIZES))
    if matrix:
        return every
    if key in NUMBERS:
        return (ONE, *every)
    lying = tuple((size, 1) for size in SIZES)
    if column:
        return (*lying, *every) if key in COLUMNS else lying
    return (ONE, *lying)


def _same(terms: tuple[Any, Any], shapes: dict[str, Shape]) -> bool | None:
    """Whether two terms agree in these shapes; None where one of them means nothing."""
    try:
        values = {key: _drawn(key, shape) for key, shape in shapes.items()}
        first, second = (value(one, values, Balls()) for one in terms)
        if shape_of(first) != shape_of(second):
            return None
        return bool(agree(first, second))
    except (ShapeError, KeyError, Undecided, TypeError, AttributeError):
        return None


def _drawn(key: str, shape: Shape) -> Any:
    random, field = Random(key), Balls()
    numbers = _numbers(random)
    if shape == ONE:
        return field.number(next(numbers))
    return Matrix([[field.number(next(numbers)) for _ in range(shape[1])] for _ in range(shape[0])])


def _numbers(random: Random) -> Iterator[Fraction]:
    while True:
        yield Fraction(random.randint(-950, 950) or 1, 1009)

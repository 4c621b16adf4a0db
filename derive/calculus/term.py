"""What a written formula means: small trees of numbers, names and operations, to be valued.

SymPy plays no part here: these trees are read, valued on balls and compared in under a
millisecond. A name is a number or a matrix; which product is meant is told apart by sign and
shape when the values are there.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Constant:
    """A number; `digits` are the decimals that it was printed with, None where it is exact."""

    value: Fraction
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    key: str


@dataclass(frozen=True, slots=True)
class Add:
    """Terms; `signs` are 1 or -1."""

    terms: tuple[Term, ...]
    signs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Multiply:
    """Factors; `signs` stand before each but the first: "", "·", "*", "×", "∘" or "⊗"."""

    factors: tuple[Term, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Divide:
    top: Term
    bottom: Term


@dataclass(frozen=True, slots=True)
class Power:
    base: Term
    exponent: Term


@dataclass(frozen=True, slots=True)
class Call:
    """A function by its name: an elementary one, an activation, or one of matrices."""

    function: str
    arguments: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Slope:
    """The derivative of an activation by its argument, at `argument`."""

    function: str
    argument: Term


@dataclass(frozen=True, slots=True)
class Rate:
    """The derivative of `body` by the number or the entries named `by`."""

    body: Term
    by: str


@dataclass(frozen=True, slots=True)
class Put:
    """`body` with `argument` put in for the number named `key`, entry by entry."""

    body: Term
    key: str
    argument: Term


@dataclass(frozen=True, slots=True)
class Compare:
    left: Term
    sign: str
    right: Term


@dataclass(frozen=True, slots=True)
class Choice:
    """The first row whose comparisons all hold; a row without comparisons is "otherwise"."""

    rows: tuple[tuple[tuple[Compare, ...], Term], ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """The transposed matrix."""

    inner: Term


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a matrix, or of a column or row by one index; indices count from 1."""

    matrix: Term
    indices: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A sum (or product) over an index; without bounds, over all that the index can be."""

    index: str
    low: Term | None
    high: Term | None
    body: Term
    product: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A matrix written out."""

    rows: tuple[tuple[Term, ...], ...]


Term: TypeAlias = (
    Constant
    | Variable
    | Add
    | Multiply
    | Divide
    | Power
    | Call
    | Slope
    | Rate
    | Put
    | Choice
    | Turned
    | Entry
    | Total
    | Rows
)

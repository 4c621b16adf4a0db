"""The tree of a written formula: what stands where, before it is known what it means.

Every node keeps its place in the source, `start` and `end` counted from 0. Digits stay as they are
printed. Whether `a^2` is a power or a layer's index, and `f(z)` a value or a product, is not
settled here: that takes knowing the names.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

_exact = lru_cache(maxsize=1024)(Fraction)  # the same few decimals stand in every formula


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal as it was printed."""

    text: str
    start: int
    end: int

    @property
    def value(self) -> Fraction:
        """The exact value of the digits."""
        return _exact(self.text)

    @property
    def decimals(self) -> int:
        """How many digits stand after the point."""
        return len(self.text.partition(".")[2])


@dataclass(frozen=True, slots=True)
class Name:
    """A letter, or a word that is one name; Greek letters by their names."""

    text: str
    start: int
    end: int
    accents: tuple[str, ...] = ()
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Prose within a formula."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A raised bracket: the layer or the example, `[2]`, `(2)`, `<2>`."""

    bracket: str
    inner: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scripted:
    """What stands low and high at a base, and its primes; a transposition is a node of its own."""

    base: Node
    lower: tuple[Node, ...]
    upper: tuple[Node, ...]
    primes: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Transposed:
    inner: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms, each with its sign, "+", "-" or "±"."""

    terms: tuple[Node, ...]
    signs: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Product:
    """Factors; `signs` stand before each factor but the first, "" where nothing is written."""

    factors: tuple[Node, ...]
    signs: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Over:
    """A fraction."""

    top: Node
    bottom: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Derivative:
    """`what` by `by`; kind is "partial", "d" or "nabla"; without `what` it waits for an operand."""

    kind: str
    what: Node | None
    by: Node
    order: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Partial:
    """A lone ∂ with what follows it, None where nothing does."""

    inner: Node | None
    start: int
    end: int
    order: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """What a pair of brackets holds, comma by comma."""

    bracket: str
    items: tuple[Node, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bars:
    """Between bars: kind "abs" or "norm"."""

    kind: str
    inner: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class At:
    """`base` taken where the condition holds: a bar with an index."""

    base: Node
    where: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Matrix:
    rows: tuple[tuple[Node, ...], ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cases:
    """Values with their conditions; None is "otherwise"."""

    rows: tuple[tuple[Node, Node | None], ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Big:
    """A sum or product over an index: kind "sum" or "prod"."""

    kind: str
    lower: Node | None
    upper: Node | None
    body: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Root:
    inner: Node
    degree: Node | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation sign and its place."""

    sign: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands with relation signs between them.

    An operand is None where a row starts with a sign (it goes on from the row before) or ends
    with one. `condition` is what "if ..." after it says.
    """

    operands: tuple[Node | None, ...]
    relations: tuple[Relation, ...]
    start: int
    end: int
    condition: Node | None = None


Node: TypeAlias = (
    Number
    | Name
    | Words
    | Mark
    | Scripted
    | Transposed
    | Sum
    | Product
    | Over
    | Derivative
    | Partial
    | Group
    | Bars
    | At
    | Matrix
    | Cases
    | Big
    | Root
    | Chain
)

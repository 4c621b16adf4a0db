"""The frozen values that an exercise file becomes, and the closed lists of words in it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from derive.calculus.hashed import hashed_once
from derive.calculus.network import Network
from derive.writing.document import NO_FRONT, Front

ASKS = (
    "draw",
    "shapes",
    "forward",
    "loss",
    "backward",
    "derivative",
    "update",
    "forward again",
    "classify",
    "compare",
    "derive",
)
PRODUCTS = ("W x", "W^T x")
REDUCTIONS = ("sum", "mean")
JOINS = ("add", "concatenate")
KINDS = ("decimals", "significant", "exact")
MODES = ("half-up", "half-even", "cut")
CARRIES = ("full", "shown")
DRAWINGS = ("network", "values", "deltas")
GIVEN = "given"
DEFAULT_STYLE = "lecture"
DEFAULT_LANGUAGE = "en"
MOST_SPACE = 40  # what fits on a page


@dataclass(frozen=True)
class Typed:
    """A number and how it was typed: a plain decimal or a fraction, never with an exponent."""

    value: Fraction
    text: str

    @cached_property
    def exact(self) -> Any:
        """The value as balls' own rational: many variants of a recipe share a number."""
        from flint import fmpq  # lists of exercises do without

        return fmpq(self.value.numerator, self.value.denominator)


@dataclass(frozen=True)
class Example:
    """Inputs and, where known, targets."""

    x: tuple[Typed, ...]
    t: tuple[Typed, ...] | None


@dataclass(frozen=True)
class WeightRef:
    """One single weight, `W.2[1,1]`, or one single bias, `b.1[2]`.

    `row` and `column` are as printed, under `count_from`; `row0` and `column0` count from 0 in the
    matrix as typed. The row of a bias is its unit, its column is 0.
    """

    kind: str
    layer: int
    row: int
    column: int
    text: str
    row0: int
    column0: int

    @property
    def place(self) -> tuple[int, int]:
        """Row and column, both from 0, in the matrix as typed."""
        return self.row0, self.column0


@dataclass(frozen=True)
class Rounding:
    """The rounding that the file asks for; None leaves the choice to the style."""

    digits: int | None = None
    kind: str | None = None
    mode: str = "half-up"
    carry: str = "full"
    per: tuple[tuple[str, int], ...] = ()


@hashed_once
@dataclass(frozen=True)
class Part:
    """One part: what is asked, in this order, of which examples and queries (counted from 1).

    `points` are as typed, "" without any; `space` is the room for an answer in lines, None leaves
    it to what is asked.
    """

    id: str
    ask: tuple[str, ...]
    examples: tuple[int, ...]
    queries: tuple[int, ...]
    weights: tuple[WeightRef, ...] = ()
    parameters: tuple[str, ...] = (GIVEN,)
    steps: int = 1
    derive: tuple[str, ...] = ()
    points: str = ""
    space: int | None = None
    draw: str = "network"


@dataclass(frozen=True)
class Exercise:
    """A whole exercise file, checked: shapes fit, names exist, every part can be answered.

    `W` holds one matrix a layer as typed, `b` one vector a layer or None where it has none.
    """

    title: str
    style: str
    network: Network
    examples: tuple[Example, ...]
    queries: tuple[Example, ...]
    parts: tuple[Part, ...]
    W: tuple[tuple[tuple[Typed, ...], ...], ...]
    b: tuple[tuple[Typed, ...] | None, ...]
    learning_rate: Typed | None
    rounding: Rounding
    classes: tuple[str, ...]
    threshold: Typed | None
    name: str
    front: Front = NO_FRONT
    language: str = DEFAULT_LANGUAGE
    drawn: bool = False
    story: str = ""

    @cached_property
    def typed(self) -> tuple[Typed, ...]:
        """Every given number, in the order of `runs.given_names`."""
        found: list[Typed] = []
        for W, b in zip(self.W, self.b, strict=True):
            for row in W:
                found += row
            found += b or ()
        for one in (*self.examples, *self.queries):
            found += one.x
            found += one.t or ()
        if self.learning_rate is not None:
            found.append(self.learning_rate)
        return tuple(found)


def changed(exercise: Exercise, **fields: Any) -> Exercise:
    """The exercise with other fields, and `typed` where its numbers are others.

    `dataclasses.replace`, which sets all fields one by one, takes long where thousands are made.
    """
    made = object.__new__(Exercise)
    made.__dict__.update(exercise.__dict__, **fields)
    return made

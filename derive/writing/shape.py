"""What a sheet is about, without its numbers: enough to derive, tell and print it once for all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from derive.calculus.graph import Graph, build
from derive.calculus.hashed import hashed_once
from derive.calculus.network import Network
from derive.writing.document import NO_FRONT, Front

GIVEN = "given"


@dataclass(frozen=True)
class Weight:
    """One single weight that is asked for: "weights" or "bias", and its place from 0, as typed."""

    role: str
    layer: int
    row: int
    column: int
    text: str


@hashed_once
@dataclass(frozen=True)
class PartShape:
    """One part: what is asked, of which examples and queries, with which parameters.

    `points` are as typed; `space` is the room for each answer in lines, None leaves it to the ask.
    """

    id: str
    ask: tuple[str, ...]
    examples: tuple[int, ...]
    queries: tuple[int, ...]
    weights: tuple[Weight, ...]
    parameters: tuple[str, ...]
    steps: int
    derive: tuple[str, ...]
    points: str = ""
    space: int | None = None
    draw: str = "network"

    def wants(self, *asks: str) -> bool:
        return any(ask in self.ask for ask in asks)

    @cached_property
    def classified(self) -> tuple[tuple[str, int], ...]:
        """What classify and compare are about: the queries, or the examples without any."""
        if self.queries and self.wants("classify", "compare"):
            return tuple(("query", n) for n in self.queries)
        return tuple(("example", n) for n in self.examples)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """One run a model and step, in order."""
        return tuple(
            Run(self.id, parameters, step)
            for parameters in self.parameters
            for step in range(1, self.steps + 1)
        )


@dataclass(frozen=True)
class Run:
    """One pass through a part: with one set of parameters, at one step."""

    part: str
    parameters: str
    step: int

    @cached_property
    def id(self) -> str:
        return f"{self.part}/{self.parameters}/{self.step}"


@hashed_once
@dataclass(frozen=True)
class Shape:
    """An exercise without its numbers; equal shapes have equal sheets but for their numbers.

    `typed_width` is how many characters a given number may have, `shown_width` how many any other,
    for the breaking of lines (0: as many as the digits allow).
    """

    title: str
    network: Network
    parts: tuple[PartShape, ...]
    examples: int
    queries: int
    query_targets: tuple[bool, ...]
    example_targets: tuple[bool, ...]
    unit_targets: bool
    classes: tuple[str, ...]
    has_rate: bool
    digits: int
    kind: str
    mode: str
    carry: str
    per: tuple[tuple[str, int], ...]
    typed_width: int = 6
    shown_width: int = 0
    drawn: bool = False
    story: bool = False
    front: Front = NO_FRONT

    @cached_property
    def graph(self) -> Graph:
        """The graph of the network."""
        return build(self.network, self.unit_targets)

    @property
    def indexed(self) -> bool:
        """Whether examples are numbered on the sheet."""
        return self.examples > 1

    def example(self, n: int) -> int:
        """The example number in names: 0 where there is but one example."""
        return n if self.indexed else 0

    def query(self, n: int) -> int:
        """The number of a query in names: queries are kept apart from examples."""
        return 1000 + n

    def has_target(self, kind: str, n: int) -> bool:
        return (self.query_targets if kind == "query" else self.example_targets)[n - 1]

    def index(self, kind: str, n: int) -> int:
        return self.query(n) if kind == "query" else self.example(n)


@lru_cache(maxsize=512)
def fitted(shape: Shape, width: int) -> Shape:
    """The shape with the width that its shown numbers need."""
    return replace(shape, shown_width=width)

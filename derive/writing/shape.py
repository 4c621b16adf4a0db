"""What a sheet is about, without its numbers: enough to derive, tell and print it once for all."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from typing import Any

from derive.calculus.expression import Entry, MatAdd, OnlyEntry, Partial, Rate, Scale, Single
from derive.calculus.graph import Graph, build, of_example
from derive.calculus.network import Network
from derive.calculus.paths import Paths, paths
from derive.calculus.plan import (
    BATCH_LOSS,
    Quantity,
    again_plan,
    backward_plan,
    batch_loss_plan,
    forward_plan,
    gradient_plan,
    update_plan,
)

GIVEN = "given"


@dataclass(frozen=True)
class Weight:
    """One single weight that is asked for: "weights" or "bias", and its place from 0, as typed."""

    role: str
    layer: int
    row: int
    column: int
    text: str


@dataclass(frozen=True)
class PartShape:
    """One part: what is asked, of which examples and queries, with which parameters."""

    id: str
    ask: tuple[str, ...]
    examples: tuple[int, ...]
    queries: tuple[int, ...]
    weights: tuple[Weight, ...]
    parameters: tuple[str, ...]
    steps: int
    derive: tuple[str, ...]

    def wants(self, *asks: str) -> bool:
        return any(ask in self.ask for ask in asks)

    @property
    def classified(self) -> tuple[tuple[str, int], ...]:
        """What classify and compare are about: the queries, or the examples without any."""
        if self.queries and self.wants("classify", "compare"):
            return tuple(("query", n) for n in self.queries)
        return tuple(("example", n) for n in self.examples)

    @property
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

    @property
    def id(self) -> str:
        return f"{self.part}/{self.parameters}/{self.step}"


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
    thresholded: bool
    has_rate: bool
    digits: int
    kind: str
    mode: str
    carry: str
    per: tuple[tuple[str, int], ...]
    typed_width: int = 6
    shown_width: int = 0

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Worked out once: a shape is looked up many times."""
        return hash(tuple(getattr(self, field.name) for field in fields(self)))

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
def same(shape: Shape) -> Shape:
    """The first of all equal shapes: look-ups that meet the very same shape are quick."""
    return shape


@lru_cache(maxsize=512)
def fitted(shape: Shape, width: int) -> Shape:
    """The shape with the width that its shown numbers need."""
    return replace(shape, shown_width=width)


@lru_cache(maxsize=512)
def run_plan(shape: Shape, part: PartShape) -> tuple[Quantity, ...]:
    """All that one run of a part calculates, in order."""
    graph = shape.graph
    plan: list[Quantity] = []
    trains = part.wants("loss", "backward", "derivative", "update", "forward again")
    examples = tuple(shape.example(n) for n in part.examples)
    labels = part.wants("classify", "compare")
    if part.wants("forward") or trains or (labels and not part.queries):
        for n in part.examples:
            with_loss = shape.has_target("example", n)
            plan += forward_plan(graph, shape.example(n), with_loss)
    if trains and all(shape.has_target("example", n) for n in part.examples):
        plan.append(batch_loss_plan(graph, examples))
    if part.wants("backward", "derivative", "update"):
        for n in examples:
            plan += backward_plan(graph, n)
        plan += gradient_plan(graph, examples)
    for weight in part.weights:
        plan += weight_plan(shape, part, weight)
    if part.wants("update"):
        plan += update_plan(graph)
        if part.wants("forward again"):
            plan += again_plan(graph, examples, True)
    if labels:
        for n in part.queries:
            plan += forward_plan(graph, shape.query(n), shape.has_target("query", n))
    return tuple(plan)


def parameters_of(graph: Graph) -> tuple[Any, ...]:
    """The names of all weights and biases, layer by layer."""
    return tuple(
        graph.quantity(role, layer)
        for layer in range(1, graph.depth + 1)
        for role in ("weights", "bias")
        if graph.has(role, layer)
    )


def left_by(shape: Shape, part: PartShape, run: Run) -> Run | None:
    """The run whose update left the parameters that this run begins with; None: the given ones."""
    if run.step > 1:
        return Run(part.id, run.parameters, run.step - 1)
    if run.parameters == "given":
        return None
    (earlier,) = [one for one in shape.parts if one.id == run.parameters]
    return earlier.runs[-1]


@lru_cache(maxsize=512)
def table(shape: Shape) -> dict[tuple[str, Any], int]:
    """A place for everything that is shown, by run and name; what is typed belongs to "given"."""
    graph = shape.graph
    names: list[tuple[str, Any]] = [(GIVEN, name) for name in parameters_of(graph)]
    for kind, count in (("example", shape.examples), ("query", shape.queries)):
        for n in range(1, count + 1):
            index = shape.index(kind, n)
            names.append((GIVEN, of_example(graph.quantity("activation", 0), index)))
            names.append((GIVEN, of_example(graph.target, index)))
    names.append((GIVEN, Rate()))
    for part in shape.parts:
        for run in part.runs:
            names += [(run.id, one.name) for one in run_plan(shape, part)]
            if left_by(shape, part, run) is not None:
                names += [(run.id, name) for name in parameters_of(graph)]
    return {name: place for place, name in enumerate(dict.fromkeys(names))}


def weight_paths(shape: Shape, part: PartShape, weight: Weight, n: int) -> Paths:
    """The paths of one asked weight in one example."""
    return paths(
        shape.graph, weight.role, weight.layer, weight.row, weight.column, shape.example(n)
    )


def weight_plan(shape: Shape, part: PartShape, weight: Weight) -> tuple[Quantity, ...]:
    """The derivative of one single weight, along its paths where they are written out, and the
    weight after the update."""
    found = [weight_paths(shape, part, weight, n) for n in part.examples]
    quantity = shape.graph.quantity(weight.role, weight.layer)
    name = single_gradient(quantity, weight)
    if part.wants("derivative") and len(found) == 1 and found[0].chains:
        formula: Any = OnlyEntry(found[0].total, 0, 1)
    else:
        formula = OnlyEntry(Entry(Partial(BATCH_LOSS, quantity), weight.row, weight.column), 0, 1)
    plan = [Quantity(f"grad.{weight.text}", name, formula)]
    if part.wants("update"):
        before = OnlyEntry(Entry(quantity, weight.row, weight.column), 0, 1)
        updated = MatAdd(before, Scale(-Rate(), name))
        plan.append(Quantity(f"new.{weight.text}", single_new(quantity, weight), updated))
    return tuple(plan)


def single_gradient(quantity: Any, weight: Weight) -> Any:
    """The name of the derivative by one weight, 1 x 1."""
    return Single("gradient", quantity, weight.row, weight.column)


def single_new(quantity: Any, weight: Weight) -> Any:
    """The name of one weight after the update, 1 x 1."""
    return Single("new", quantity, weight.row, weight.column)


__all__ = ["PartShape", "Run", "Shape", "Weight", "run_plan", "weight_plan"]

"""What each run of a part calculates, with which parameters, and where each number is found."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sympy import Rational

from derive.calculus.expression import Entry, MatAdd, OnlyEntry, Partial, Rate, Scale, Single
from derive.calculus.graph import Graph, of_example
from derive.calculus.paths import Paths, paths
from derive.calculus.plan import (
    BATCH_LOSS,
    Quantity,
    again_plan,
    backward_plan,
    batch_loss_plan,
    forward_plan,
    gradient_plan,
    renewed,
    update_plan,
)
from derive.writing.holes import Slot
from derive.writing.shape import GIVEN, PartShape, Run, Shape, Weight


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
def given_names(shape: Shape) -> tuple[Any, ...]:
    """Parameters layer by layer, inputs and targets of examples and queries, the rate."""
    graph = shape.graph
    names: list[Any] = list(parameters_of(graph))
    for kind, count in (("example", shape.examples), ("query", shape.queries)):
        for n in range(1, count + 1):
            index = shape.index(kind, n)
            names.append(of_example(graph.quantity("activation", 0), index))
            if shape.has_target(kind, n):
                names.append(of_example(graph.target, index))
    return (*names, Rate()) if shape.has_rate else tuple(names)


def sides(name: Any) -> tuple[int, int]:
    """Rows and columns of a name; the rate is one number."""
    return (1, 1) if isinstance(name, Rate) else (int(name.shape[0]), int(name.shape[1]))


@lru_cache(maxsize=512)
def table(shape: Shape) -> dict[tuple[str, Any], int]:
    """Where the entries of each quantity begin in the list of all that is shown, by run and name.

    First come the given numbers, then those of every run in the order of its plan. Parameters that
    an earlier update left are where that update is.
    """
    places: dict[tuple[str, Any], int] = {}
    at = 0

    def put(run: str, name: Any) -> None:
        nonlocal at
        places[run, name] = at
        rows, columns = sides(name)
        at += rows * columns

    for name in given_names(shape):
        put(GIVEN, name)
    for part in shape.parts:
        for run in part.runs:
            for one in run_plan(shape, part):
                put(run.id, one.name)
            before = left_by(shape, part, run)
            if before is not None:
                for name in parameters_of(shape.graph):
                    places[run.id, name] = places[before.id, renewed(name)]
    return places


def placed(places: Mapping[tuple[str, Any], int], slot: Slot) -> int:
    """Where the number of a slot is: among those of its run, else among the given ones."""
    own = places.get((slot.run, slot.name))
    start = places[GIVEN, slot.name] if own is None else own
    return start + slot.row * sides(slot.name)[1] + slot.column


def typed(slot: Slot) -> bool:
    """Whether a slot holds a given number, printed as typed."""
    name = slot.name
    role = getattr(name, "role", "rate" if isinstance(name, Rate) else "")
    fixed = role in ("target", "rate") or (role == "activation" and name.layer == 0)
    first = slot.run == GIVEN or slot.run.endswith(f"/{GIVEN}/1")
    return fixed or (role in ("weights", "bias") and first)


def weight_paths(shape: Shape, part: PartShape, weight: Weight, n: int) -> Paths:
    """The paths of one asked weight in one example."""
    return paths(
        shape.graph, weight.role, weight.layer, weight.row, weight.column, shape.example(n)
    )


@lru_cache(maxsize=512)
def weight_plan(shape: Shape, part: PartShape, weight: Weight) -> tuple[Quantity, ...]:
    """The derivative by one single weight, along its paths where they are written out, and the
    weight after the update; of several examples, the derivative of each first."""
    quantity = shape.graph.quantity(weight.role, weight.layer)
    name = single_gradient(quantity, weight)
    key = f"grad.{weight.text}"
    plan: list[Quantity] = []
    if not part.wants("derivative"):
        entry = Entry(Partial(BATCH_LOSS, quantity), weight.row, weight.column)
        plan.append(Quantity(key, name, OnlyEntry(entry, 0, 1)))
    elif len(part.examples) == 1:
        plan.append(Quantity(key, name, along_paths(shape, part, weight, part.examples[0])))
    else:
        for n in part.examples:
            own = single_gradient(quantity, weight, shape.example(n))
            formula = along_paths(shape, part, weight, n)
            plan.append(Quantity(key, own, formula, shape.example(n)))
        total: Any = MatAdd(*(one.name for one in plan))
        if shape.network.reduction == "mean":
            total = Scale(Rational(1, len(plan)), total)
        plan.append(Quantity(key, name, total))
    if part.wants("update"):
        before = OnlyEntry(Entry(quantity, weight.row, weight.column), 0, 1)
        updated = MatAdd(before, Scale(-Rate(), name))
        plan.append(Quantity(f"new.{weight.text}", single_new(quantity, weight), updated))
    return tuple(plan)


def along_paths(shape: Shape, part: PartShape, weight: Weight, n: int) -> Any:
    """The derivative by one weight in one example: its written-out paths, or delta times input."""
    found = weight_paths(shape, part, weight, n)
    return OnlyEntry(found.total if found.chains else found.short, 0, 1)


def single_gradient(quantity: Any, weight: Weight, example: int = 0) -> Any:
    """The name of the derivative by one weight, 1 x 1, of all examples together or of one."""
    return Single("gradient", quantity, weight.row, weight.column, example)


def single_new(quantity: Any, weight: Weight) -> Any:
    """The name of one weight after the update, 1 x 1."""
    return Single("new", quantity, weight.row, weight.column)

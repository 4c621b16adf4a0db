"""All paths of a single weight at once: as a product of matrices, and as a sum over indices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Integer, Sum, Symbol

from derive.calculus.engine import backward
from derive.calculus.expression import (
    Diagonal,
    Entry,
    Factors,
    Jacobian,
    OnlyEntry,
    Partial,
    Ratio,
    Slope,
    Transpose,
    WithoutBias,
)
from derive.calculus.graph import Graph
from derive.calculus.plan import collapses


@dataclass(frozen=True)
class Factor:
    """One factor of a chain: the derivative of `of` by `by`, the entry that it is, and the formula
    of that entry where it has one."""

    of: Any
    by: Any
    value: Any
    formula: Any = None

    @property
    def name(self) -> Any:
        return Ratio(self.of, self.by)


def matrix_chain(graph: Graph, layer: int, last: Factor, unit: int) -> tuple[Factor, ...]:
    """Row, Jacobians and column of a plain chain of layers; () where the layers branch."""
    if any(len(uses) > 1 for uses in graph.uses.values()):
        return ()
    if any(one.operation in ("addition", "concatenation") for one in graph.applications):
        return ()
    factors: list[Factor] = []
    derived = backward(graph)
    for number in range(graph.depth, layer - 1, -1):
        z, a = graph.quantity("preactivation", number), graph.quantity("activation", number)
        made = graph.made_by[a]
        if number == graph.depth:
            by, value = a, Partial(graph.loss, a)
            if collapses(graph, number):
                by, value = z, graph.delta(number)
            value = value if value.shape == (1, 1) else Transpose(value)
            # the slope of the loss by one output is a number of its own, put in like any other
            table = derived.deltas if by == z else derived.activations
            formula = table[number].last if a.shape == (1, 1) else None
            factors.append(Factor(graph.loss, by, value, formula))
        if not (number == graph.depth and collapses(graph, number)):
            local: Any = Jacobian(a, z)
            if made.operation != "softmax":
                local = Slope(made.function, z)
                local = local if local.shape == (1, 1) else Diagonal(local)
            if made.function is None or made.function.name != "identity":
                factors.append(Factor(a, z, local))
        if number > layer:
            below = graph.quantity("activation", number - 1)
            weights = graph.quantity("weights", number)
            if graph.network.folds(number):
                weights = WithoutBias(weights, graph.network.product)
            if graph.network.product != "W x":
                weights = Transpose(weights)
            factors.append(Factor(z, below, weights))
    z = graph.quantity("preactivation", layer)
    return (*factors, Factor(z, last.by, OnlyEntry(last.value, unit, z.shape[0])))


def indexed_sum(graph: Graph, layer: int, unit: int, by: Any) -> Any:
    """The sum over all paths from a unit of a plain chain of layers, one index for each layer."""
    first = 1 if graph.network.fold_bias else 0
    factors: list[Any] = []
    limits = []
    here: Any = None
    for number in range(graph.depth, layer - 1, -1):
        z, a = graph.quantity("preactivation", number), graph.quantity("activation", number)
        made = graph.made_by[a]
        at: Any = Integer(unit)
        if number > layer:
            at = Symbol(f"k_{number}", integer=True)
            limits.append((at, 1, z.shape[0]))
        if here is not None:
            above = graph.quantity("weights", number + 1)
            shift = first if graph.network.folds(number + 1) else 0
            pair = (here, at + shift) if graph.network.product == "W x" else (at + shift, here)
            factors.append(Entry(above, *pair))
        if number == graph.depth and collapses(graph, number):
            factors.append(Entry(graph.delta(number), at, Integer(0)))
        elif made.operation == "softmax":
            output = Symbol("m", integer=True)
            limits.insert(0, (output, 1, a.shape[0]))
            factors.append(Entry(Partial(graph.loss, a), output, Integer(0)))
            factors.append(Entry(Jacobian(a, z), output, at))
        else:
            if number == graph.depth:
                factors.append(Entry(Partial(graph.loss, a), at, Integer(0)))
            if made.function is None or made.function.name != "identity":
                factors.append(Entry(Slope(made.function, z), at, Integer(0)))
        here = at
    return Sum(Factors(*factors, *([] if by == 1 else [by])), *limits)

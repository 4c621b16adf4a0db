"""A single weight: the paths on which it reaches the loss, and its derivative along them.

One path is a chain of scalar factors. Several are a product of a row, Jacobians and a column, and,
while they are few, a written-out sum of chains.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sympy import Integer

from derive.calculus.engine import backward
from derive.calculus.expression import (
    Entry,
    Entrywise,
    Factors,
    Jacobian,
    Partial,
    Slope,
    Terms,
    Total,
)
from derive.calculus.graph import Graph, of_example
from derive.calculus.indexed import As, I, J, softmax_jacobian
from derive.calculus.path_products import Factor, indexed_sum, matrix_chain
from derive.calculus.plan import collapses
from derive.calculus.rules import Context, slope

MOST_WRITTEN = 8


@dataclass(frozen=True)
class Paths:
    """All paths of one weight of one example; `matrices` is the chain as a matrix product.

    `count` is the number of paths; `chains` is empty where they are more than MOST_WRITTEN.
    `short` is the delta of the unit times what the weight meets; `indexed`, in a plain chain of
    layers, the sum over all paths with an index for each layer.
    """

    weight: Any
    count: int
    chains: tuple[tuple[Factor, ...], ...]
    matrices: tuple[Factor, ...]
    short: Any
    indexed: Any = None

    @property
    def total(self) -> Any:
        """The sum of all chains in the order in which they are told."""
        return Terms(*(_product(chain) for chain in self.chains))


def _product(chain: tuple[Factor, ...]) -> Any:
    """The product of the values of a chain; factors that are 1 are left out."""
    values = [factor.value for factor in chain if factor.value != 1] or [Integer(1)]
    return Factors(*values)


@lru_cache(maxsize=512)
def paths(graph: Graph, role: str, layer: int, row: int, column: int, example: int) -> Paths:
    """The paths of W_layer[row, column] or b_layer[row] (from 0, as typed) to the loss."""
    quantity = graph.quantity(role, layer)
    made = graph.made_by[graph.quantity("preactivation", layer)]
    unit, source = (row, column) if role == "bias" or made.product == "W x" else (column, row)
    z = made.output
    weight = Entry(quantity, Integer(row), Integer(column))
    by = Integer(1) if role == "bias" else _input_entry(graph, made.inputs[1], source)
    last = Factor(_entry(graph, z, unit), weight, by)
    count = _count(graph, z, unit, {})
    chains: tuple[tuple[Factor, ...], ...] = ()
    if count <= MOST_WRITTEN:
        chains = tuple((*chain, last) for chain in _chains(graph, z, unit))
    matrices = matrix_chain(graph, layer, last, unit) if count > 1 else ()

    def placed(factor: Factor) -> Factor:
        parts = (factor.of, factor.by, factor.value, factor.formula)
        return Factor(*(None if part is None else of_example(part, example) for part in parts))

    return Paths(
        weight,
        count,
        tuple(tuple(placed(factor) for factor in chain) for chain in chains),
        tuple(placed(factor) for factor in matrices),
        of_example(Factors(_entry(graph, graph.delta(layer), unit), by), example),
        of_example(indexed_sum(graph, layer, unit, by), example) if matrices else None,
    )


def _entry(graph: Graph, quantity: Any, place: int) -> Any:
    return Entry(quantity, Integer(place), Integer(0))


def _input_entry(graph: Graph, source: Any, place: int) -> Any:
    """An entry of a layer's input; the leading 1 of a folded bias is the number 1."""
    made = graph.made_by.get(source)
    if made is not None and made.operation == "prepend":
        return Integer(1) if place == 0 else _input_entry(graph, made.inputs[0], place - 1)
    return _entry(graph, source, place)


def _steps(graph: Graph, quantity: Any, place: int) -> list[tuple[Any, int, Factor | None]]:
    """One step towards the loss: the next quantity, its entry, and the factor met on the way."""
    found: list[tuple[Any, int, Factor | None]] = []
    here = _entry(graph, quantity, place)
    for one, slot in graph.uses.get(quantity, ()):
        if one.operation == "affine":
            for unit in range(int(one.output.shape[0])):
                at = (unit, place) if one.product == "W x" else (place, unit)
                value = Entry(one.inputs[0], Integer(at[0]), Integer(at[1]))
                shown = _input_entry(graph, quantity, place)
                found.append(
                    (one.output, unit, Factor(_entry(graph, one.output, unit), shown, value))
                )
        elif one.operation == "entrywise":
            value = Entry(Slope(one.function, quantity), Integer(place), Integer(0))
            formula = _slope_formula(graph, quantity, place)
            if formula == 1:  # the identity: nothing to put in
                value, formula = Integer(1), None
            of = _entry(graph, one.output, place)
            found.append((one.output, place, Factor(of, here, value, formula)))
        elif one.operation == "softmax":
            jacobian = Jacobian(one.output, quantity)
            for unit in range(int(one.output.shape[0])):
                value = Entry(jacobian, Integer(unit), Integer(place))
                formula = _jacobian_formula(one.output, unit, place)
                of = _entry(graph, one.output, unit)
                found.append((one.output, unit, Factor(of, here, value, formula)))
        elif one.operation == "prepend":
            found.append((one.output, place + 1, None))
        elif one.operation == "concatenation":
            shift = sum(int(source.shape[0]) for source in one.inputs[:slot])
            found.append((one.output, place + shift, None))
        else:
            found.append((one.output, place, None))
    return found


def _end(graph: Graph, quantity: Any, place: int) -> Factor | None:
    """The first factor of every chain: the loss by the output, or by z where the pair collapses."""
    z = graph.quantity("preactivation", graph.depth)
    if quantity == z and collapses(graph, graph.depth):
        by = _entry(graph, z, place)
        value = Entry(graph.delta(graph.depth), Integer(place), Integer(0))
        formula = _at(backward(graph).deltas[graph.depth].last, place)
        return Factor(graph.loss, by, value, formula)
    if quantity == graph.output:
        by = _entry(graph, quantity, place)
        value = Entry(Partial(graph.loss, quantity), Integer(place), Integer(0))
        formula = _at(backward(graph).activations[graph.depth].last, place)
        return Factor(graph.loss, by, value, formula)
    return None


def _at(entrywise: Any, place: int) -> Any:
    """An entrywise formula at one entry; None where it needs more than that entry."""
    if not isinstance(entrywise, Entrywise):
        return None
    formula, symbols, vectors = entrywise.args
    if any(isinstance(vector, Total) for vector in vectors):
        return None
    names = {s: Entry(v, Integer(place), Integer(0)) for s, v in zip(symbols, vectors, strict=True)}
    return formula.xreplace(names)


def _slope_formula(graph: Graph, z: Any, place: int) -> Any:
    """The slope of a layer's activation at one unit, as it was derived."""
    a = graph.quantity("activation", int(z.layer))
    made = graph.made_by[a]
    return _at(slope(Slope(made.function, z), Context(graph, None)), place)


def _jacobian_formula(output: Any, i: int, j: int) -> Any:
    """One entry of the softmax Jacobian, as it was derived."""
    last = softmax_jacobian("equal" if i == j else "different").last
    names = {
        As[I]: Entry(output, Integer(i), Integer(0)),
        As[J]: Entry(output, Integer(j), Integer(0)),
    }
    return last.xreplace(names)


def _count(graph: Graph, quantity: Any, place: int, known: dict[Any, int]) -> int:
    if _end(graph, quantity, place) is not None:
        return 1
    if (quantity, place) not in known:
        known[quantity, place] = sum(
            _count(graph, after, unit, known) for after, unit, _ in _steps(graph, quantity, place)
        )
    return known[quantity, place]


def _chains(graph: Graph, quantity: Any, place: int) -> list[tuple[Factor, ...]]:
    end = _end(graph, quantity, place)
    if end is not None:
        return [(end,)]
    return [
        (*chain, *((factor,) if factor else ()))
        for after, unit, factor in _steps(graph, quantity, place)
        for chain in _chains(graph, after, unit)
    ]

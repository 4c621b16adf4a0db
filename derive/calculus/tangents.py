"""The independent check of a sheet's gradients: one pass with tangents for each layer.

Along a seeded direction, the loss must change as the printed gradients say. The pass knows the
definitions and the elementary derivatives, none of the formulas that the engine derived.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from derive.calculus.duals import Duals, lifted
from derive.calculus.expression import Partial
from derive.calculus.graph import Graph, of_example
from derive.calculus.numeric import reader
from derive.calculus.plan import BATCH_LOSS
from derive.calculus.work import as_float
from derive.errors import CheckError

Matrix = list[list[Any]]


def check_gradients(graph: Graph, examples: tuple[int, ...], values: dict[Any, Matrix]) -> None:
    """Raises CheckError, naming the quantity and both values, where a gradient is not the one."""
    random = Random(20240417)
    weight = 1 / len(examples) if graph.network.reduction == "mean" else 1.0
    for layer in range(1, graph.depth + 1):
        z = graph.quantity("preactivation", layer)
        for n in examples:
            name = of_example(graph.delta(layer), n)
            if name in values:
                start = of_example(z, n)
                direction = _direction(values[start], random)
                slope = _change(graph, n, values, {start: direction}, after=start)
                _compare(f"delta.{layer}", slope, _along(values[name], direction))
        for role in ("weights", "bias"):
            if not graph.has(role, layer):
                continue
            quantity = graph.quantity(role, layer)
            gradient = values.get(Partial(BATCH_LOSS, quantity))
            if gradient is not None:
                direction = _direction(gradient, random)
                total = sum(_change(graph, n, values, {quantity: direction}) for n in examples)
                _compare(f"grad.{role}.{layer}", weight * total, _along(gradient, direction))


def _direction(like: Matrix, random: Random) -> list[list[float]]:
    return [[random.uniform(-1, 1) for _ in row] for row in like]


def _along(matrix: Matrix, direction: list[list[float]]) -> float:
    return sum(
        as_float(entry) * step
        for row, steps in zip(matrix, direction, strict=True)
        for entry, step in zip(row, steps, strict=True)
    )


def _change(
    graph: Graph,
    example: int,
    values: dict[Any, Matrix],
    tangents: dict[Any, list[list[float]]],
    after: Any = None,
) -> float:
    """How the loss of one example changes along the tangents; `after`: its value is taken as is."""
    field = Duals()
    moved: dict[Any, Any] = {}

    def known(name: Any) -> Any:
        doubles = lifted(values[name], as_float)
        if name in tangents:
            return [
                [(entry[0], step) for entry, step in zip(row, steps, strict=True)]
                for row, steps in zip(doubles, tangents[name], strict=True)
            ]
        return doubles

    def definition(name: Any, formula: Callable[[], Any]) -> None:
        moved[name] = known(name) if name == after else reader(formula())(moved, field)

    for one in graph.applications:
        for source in one.inputs:
            name = of_example(source, example)
            if name not in moved:
                moved[name] = known(name)
        forward = of_example(one.page.forward(one), example)
        definition(of_example(one.output, example), lambda forward=forward: forward)  # type: ignore[misc]
    target = of_example(graph.target, example)
    moved[target] = known(target)
    result = reader(of_example(graph.loss_value(), example))(moved, field)
    return float(result[0][0][1])


def _compare(key: str, tangent: float, printed: float) -> None:
    if not abs(tangent - printed) <= 1e-8 * (1 + abs(tangent) + abs(printed)):
        raise CheckError(
            f"{key}: {tangent!r} along a direction, {printed!r} by the derived formula"
        )

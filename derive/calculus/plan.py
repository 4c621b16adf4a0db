"""What is calculated for a part of an exercise, in order: names and formulas, no numbers yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sympy import Integer, Rational

from derive.calculus.engine import backward, batch
from derive.calculus.expression import (
    Entrywise,
    Jacobian,
    MatAdd,
    Named,
    Partial,
    Rate,
    Scale,
    Slope,
)
from derive.calculus.graph import Graph, of_example
from derive.calculus.rules import Context, slope

PER_STEP = frozenset(
    ("activation", "preactivation", "joined", "with one", "joined with one", "loss", "batch loss")
)


@dataclass(frozen=True)
class Quantity:
    """One thing that is calculated: its key, what it is called, and the formula for it.

    `example` is 0 for what belongs to all examples together. With `optional`, a value that does
    not exist (a slope at a pole) is left out of the key instead of being an error.
    """

    key: str
    name: Any
    formula: Any
    example: int = 0
    optional: bool = False


@lru_cache(maxsize=512)
def forward_plan(graph: Graph, example: int, with_loss: bool) -> tuple[Quantity, ...]:
    """z and a of every layer of one example, joined inputs where there are some, and the loss."""
    keys = {"preactivation": "z", "activation": "a", "joined": "joined"}
    plan = [
        Quantity(
            f"{keys.get(one.output.role, one.output.role)}.{one.output.layer}",
            of_example(one.output, example),
            of_example(one.page.forward(one), example),
            example,
        )
        for one in graph.applications
    ]
    if with_loss:
        plan.append(
            Quantity(
                "loss",
                of_example(graph.loss, example),
                of_example(graph.loss_value(), example),
                example,
            )
        )
    return tuple(plan)


@lru_cache(maxsize=512)
def backward_plan(graph: Graph, example: int) -> tuple[Quantity, ...]:
    """Slopes or Jacobians, gradients by activations, and deltas, from the last layer back."""
    derived = backward(graph)
    plan = []
    for layer in range(graph.depth, 0, -1):
        a = graph.quantity("activation", layer)
        by_activation = Partial(graph.loss, a)
        collapsed = collapses(graph, layer)
        plan.append(
            Quantity(
                f"grad.a.{layer}",
                by_activation,
                derived.activations[layer].last,
                optional=collapsed,
            )
        )
        local = _local(graph, layer)
        plan.append(local)
        formula = derived.deltas[layer].last if collapsed else derived.deltas[layer].lines[1].value
        if trivial(local):
            formula = by_activation
        plan.append(Quantity(f"delta.{layer}", graph.delta(layer), formula))
    return tuple(
        Quantity(
            one.key,
            of_example(one.name, example),
            of_example(one.formula, example),
            example,
            one.optional,
        )
        for one in plan
    )


def trivial(one: Quantity) -> bool:
    """Whether a slope is 1 everywhere: the identity's."""
    return isinstance(one.formula, Entrywise) and one.formula.args[0] == 1


def _local(graph: Graph, layer: int) -> Quantity:
    """The slope of an entrywise layer, or the Jacobian of a softmax layer."""
    a, z = graph.quantity("activation", layer), graph.quantity("preactivation", layer)
    made = graph.made_by[a]
    if made.operation == "softmax":
        assert made.page.jacobian is not None
        return Quantity(f"jacobian.{layer}", Jacobian(a, z), made.page.jacobian(made, 0))
    assert made.function is not None
    name = Slope(made.function, z)
    return Quantity(f"slope.{layer}", name, slope(name, Context(graph, None)))


@lru_cache(maxsize=512)
def collapses(graph: Graph, layer: int) -> bool:
    """Whether activation and loss of the output layer were found to have a short common delta."""
    lines = backward(graph).deltas[layer].lines
    return any(line.rules == ("collapse",) for line in lines)


BATCH_LOSS = Named("batch loss", 0, 0, 1, 1)


@lru_cache(maxsize=512)
def gradient_plan(graph: Graph, examples: tuple[int, ...]) -> tuple[Quantity, ...]:
    """The gradients of the loss of all examples together, by weights and biases."""
    plan = []
    for layer in range(1, graph.depth + 1):
        for role, letter in (("weights", "W"), ("bias", "b")):
            if graph.has(role, layer):
                quantity = graph.quantity(role, layer)
                derivation = batch(graph, quantity, examples)
                plan.append(Quantity(f"grad.{letter}.{layer}", derivation.first, derivation.last))
    return tuple(plan)


@lru_cache(maxsize=512)
def update_plan(graph: Graph) -> tuple[Quantity, ...]:
    """One step of gradient descent for every weight matrix and bias."""
    plan = []
    for layer in range(1, graph.depth + 1):
        for role, letter in (("weights", "W"), ("bias", "b")):
            if graph.has(role, layer):
                quantity = graph.quantity(role, layer)
                gradient = Partial(BATCH_LOSS, quantity)
                plan.append(
                    Quantity(
                        f"new.{letter}.{layer}",
                        renewed(quantity),
                        MatAdd(quantity, Scale(-Rate(), gradient)),
                    )
                )
    return tuple(plan)


@lru_cache(maxsize=512)
def batch_loss_plan(graph: Graph, examples: tuple[int, ...]) -> Quantity:
    """The loss of all examples together: their sum, or their mean."""
    losses = [of_example(graph.loss, n) for n in examples]
    total = MatAdd(*losses) if len(losses) > 1 else losses[0]
    if graph.network.reduction == "mean" and len(losses) > 1:
        total = Scale(Rational(1, len(losses)), total)
    return Quantity("loss", BATCH_LOSS, total)


@lru_cache(maxsize=20_000)
def renewed(expression: Any) -> Any:
    """The expression after the update: every quantity that depends on the weights is a new one."""
    if isinstance(expression, Named):
        changes = expression.role in ("weights", "bias") or (
            expression.role in PER_STEP
            and not (
                expression.layer == Integer(0) and expression.role in ("activation", "with one")
            )
        )
        return Named(f"new {expression.role}", *expression.args[1:]) if changes else expression
    if not expression.args:
        return expression
    return expression.func(*(renewed(part) for part in expression.args))


@lru_cache(maxsize=512)
def again_plan(graph: Graph, examples: tuple[int, ...], with_loss: bool) -> tuple[Quantity, ...]:
    """The way forward once more with the new weights, and the new loss."""
    plan = [
        Quantity(f"new.{one.key}", renewed(one.name), renewed(one.formula), one.example)
        for n in examples
        for one in forward_plan(graph, n, with_loss)
    ]
    if with_loss:
        total = batch_loss_plan(graph, examples)
        plan.append(Quantity("new.loss", renewed(total.name), renewed(total.formula)))
    return tuple(plan)


__all__ = [
    "BATCH_LOSS",
    "Quantity",
    "again_plan",
    "backward_plan",
    "batch_loss_plan",
    "collapses",
    "forward_plan",
    "gradient_plan",
    "renewed",
    "trivial",
    "update_plan",
]

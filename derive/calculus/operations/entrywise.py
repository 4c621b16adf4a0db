"""a = f(z), entry by entry: an activation."""

from __future__ import annotations

from typing import Any

from derive.calculus.expression import Apply, Function, HadamardProduct, Named, Slope
from derive.calculus.operations.page import Application, Operation


def forward(application: Application) -> Any:
    """The activation of each pre-activation."""
    return Apply(application.function, application.inputs[0])


def pull_back(application: Application, slot: int, gradient: Any) -> Any:
    """Each entry meets the slope at its own pre-activation: a Hadamard product.

    What is only passed on meets nothing.
    """
    if application.function is not None and application.function.name == "identity":
        return gradient
    return HadamardProduct(gradient, Slope(application.function, application.inputs[0]))


def example() -> tuple[Application, ...]:
    a, z = Named("activation", 1, 0, 3, 1), Named("preactivation", 1, 0, 3, 1)
    return (Application(a, "entrywise", (z,), Function("tanh")),)


PAGE = Operation("entrywise", forward, pull_back, example)

"""z = W a + b, or z = W^T a + b: the pre-activations of a layer."""

from __future__ import annotations

from typing import Any

from derive.calculus.expression import Jacobian, MatAdd, MatMul, Named, Transpose
from derive.calculus.operations.page import Application, Operation


def forward(application: Application) -> Any:
    """The weights times the layer's input, plus the bias where there is one."""
    weights, inputs, *bias = application.inputs
    product = MatMul(_oriented(weights, application.product), inputs)
    return MatAdd(product, *bias) if bias else product


def pull_back(application: Application, slot: int, gradient: Any) -> Any:
    """What stands on the left comes back transposed on the right, and the other way round."""
    inputs = application.inputs[1]
    if slot == 0:
        if application.product == "W x":
            return MatMul(gradient, Transpose(inputs))
        return MatMul(inputs, Transpose(gradient))
    if slot == 1:
        return MatMul(Transpose(Jacobian(application.output, inputs)), gradient)
    return gradient


def jacobian(application: Application, slot: int) -> Any:
    """The derivative of z by the layer's input is the matrix that multiplies it."""
    return _oriented(application.inputs[0], application.product)


def _oriented(weights: Any, product: str) -> Any:
    return weights if product == "W x" else Transpose(weights)


def example() -> tuple[Application, ...]:
    z = Named("preactivation", 1, 0, 2, 1)
    a, b = Named("activation", 0, 0, 3, 1), Named("bias", 1, 0, 2, 1)
    return (
        Application(z, "affine", (Named("weights", 1, 0, 2, 3), a, b)),
        Application(z, "affine", (Named("weights", 1, 0, 3, 2), a, b), product="W^T x"),
        Application(z, "affine", (Named("weights", 1, 0, 2, 3), a)),
    )


PAGE = Operation("affine", forward, pull_back, example, jacobian)

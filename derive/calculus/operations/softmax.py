"""a = softmax(z): every output depends on every pre-activation."""

from __future__ import annotations

from typing import Any

from derive.calculus.expression import Apply, Function, Jacobian, MatMul, Named, Transpose
from derive.calculus.operations.page import Application, Operation


def forward(application: Application) -> Any:
    """The softmax of the pre-activations."""
    return Apply(application.function, application.inputs[0])


def pull_back(application: Application, slot: int, gradient: Any) -> Any:
    """Not entrywise: the transposed Jacobian times the gradient."""
    return MatMul(Transpose(Jacobian(application.output, application.inputs[0])), gradient)


def jacobian(application: Application, slot: int) -> Any:
    """The matrix form that `indexed` derives by the quotient rule."""
    from derive.calculus.indexed import softmax_matrix  # SymPy's sums are slow to load

    return softmax_matrix(application.output)


def example() -> tuple[Application, ...]:
    a, z = Named("activation", 1, 0, 3, 1), Named("preactivation", 1, 0, 3, 1)
    return (Application(a, "softmax", (z,), Function("softmax")),)


PAGE = Operation("softmax", forward, pull_back, example, jacobian)

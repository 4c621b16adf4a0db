"""The layer's input with a leading 1, for a bias that is folded into the weights."""

from __future__ import annotations

from typing import Any

from derive.calculus.expression import Named, Prepend, Tail
from derive.calculus.operations.page import Application, Operation


def forward(application: Application) -> Any:
    """A 1 before the first entry."""
    return Prepend(application.inputs[0])


def pull_back(application: Application, slot: int, gradient: Any) -> Any:
    """The 1 is a constant: its entry of the gradient is dropped."""
    return Tail(gradient)


def example() -> tuple[Application, ...]:
    a, with_one = Named("activation", 1, 0, 2, 1), Named("with one", 1, 0, 3, 1)
    return (Application(with_one, "prepend", (a,)),)


PAGE = Operation("prepend", forward, pull_back, example)

"""Several activations one below the other: a layer that reads them all."""

from __future__ import annotations

from typing import Any

from derive.calculus.expression import Block, Named, Stack
from derive.calculus.operations.page import Application, Operation


def forward(application: Application) -> Any:
    """The sources stacked in their order."""
    return Stack(*application.inputs)


def pull_back(application: Application, slot: int, gradient: Any) -> Any:
    """Each source gets its own rows of the gradient."""
    start = sum(int(source.shape[0]) for source in application.inputs[:slot])
    return Block(gradient, start, start + int(application.inputs[slot].shape[0]))


def example() -> tuple[Application, ...]:
    a, b = Named("activation", 1, 0, 2, 1), Named("activation", 2, 0, 3, 1)
    return (Application(Named("joined", 3, 0, 5, 1), "concatenation", (a, b)),)


PAGE = Operation("concatenation", forward, pull_back, example)

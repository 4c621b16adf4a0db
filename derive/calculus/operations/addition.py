"""Several activations added: a layer that reads a sum, as a skip connection does."""

from __future__ import annotations

from typing import Any

from derive.calculus.expression import MatAdd, Named
from derive.calculus.operations.page import Application, Operation


def forward(application: Application) -> Any:
    """The sum of the sources."""
    return MatAdd(*application.inputs)


def pull_back(application: Application, slot: int, gradient: Any) -> Any:
    """Each source gets the whole gradient of the sum."""
    return gradient


def example() -> tuple[Application, ...]:
    a, b = Named("activation", 1, 0, 2, 1), Named("activation", 2, 0, 2, 1)
    return (Application(Named("joined", 3, 0, 2, 1), "addition", (a, b)),)


PAGE = Operation("addition", forward, pull_back, example)

"""What every page of this folder fills in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from derive.calculus.expression import Function, Named


@dataclass(frozen=True)
class Application:
    """One use of an operation in a graph: `output` is made from `inputs`."""

    output: Named
    operation: str
    inputs: tuple[Named, ...]
    function: Function | None = None
    product: str = "W x"

    @property
    def page(self) -> Operation:
        """The page that knows this operation."""
        from derive.calculus.operations import OPERATIONS  # the folder lists its pages last

        return OPERATIONS[self.operation]


@dataclass(frozen=True)
class Operation:
    """A page: `forward(application)` is the definition of the output; `pull_back(application,
    slot, gradient)` what the output's gradient adds to that of the input in `slot`;
    `jacobian(application, slot)` the value of the formal Jacobian that a pull-back may hold.
    `example()` is a small application with shapes for the tests.
    """

    name: str
    forward: Callable[[Application], Any]
    pull_back: Callable[[Application, int, Any], Any]
    example: Callable[[], tuple[Application, ...]]
    jacobian: Callable[[Application, int], Any] | None = None

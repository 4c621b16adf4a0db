"""What decides formulas of any unit, of no layer that is named."""

from __future__ import annotations

from typing import Protocol

from derive.teaching.verifying.modelled.told import Told
from derive.teaching.written.tree import Node


class OfUnits(Protocol):
    """A judge of two sides that are of any unit."""

    def claim(self, left: Node, right: Node) -> Told: ...
    def tells_of_step(self, node: Node) -> bool: ...

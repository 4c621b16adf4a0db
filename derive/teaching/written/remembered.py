"""What is found out of a node once is known from then on: nodes never change."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

R = TypeVar("R")
MOST = 50_000  # then all is forgotten: no sheet has so many


def remembered(function: Callable[[Any], R]) -> Callable[[Any], R]:
    """The same function of one node, worked out once for each.

    It is the node itself that counts, not what it looks like: asking so costs nothing. The node is
    kept with the answer, so that no other can take its place in memory.
    """
    known: dict[int, tuple[Any, R]] = {}

    @wraps(function)
    def asked(node: Any) -> R:
        found = known.get(id(node))
        if found is not None:
            return found[1]
        answer = function(node)
        if len(known) >= MOST:
            known.clear()
        known[id(node)] = node, answer
        return answer

    return asked

"""Several things that go through the same steps, one step after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

Result = TypeVar("Result")


class Row:
    """Steps for all things of a row; one that fails ends the row before itself.

    `trouble` is why the row ended, None where it did not.

    >>> row = Row()
    >>> halves = row.each(lambda n: 12 // n, [3, 2, 0, 4])
    >>> row.each(lambda n, half: n + half, [3, 2, 0, 4], halves), row.trouble
    ([7, 8], ZeroDivisionError('integer division or modulo by zero'))
    """

    def __init__(self) -> None:
        self.trouble: Exception | None = None

    def each(self, step: Callable[..., Result], *columns: Iterable[Any]) -> list[Result]:
        """What a step makes of each, as far as every column goes."""
        found: list[Result] = []
        try:
            for one in zip(*columns, strict=False):
                found.append(step(*one))
        except Exception as error:
            self.trouble = error  # a later step fails before where an earlier one did
        return found

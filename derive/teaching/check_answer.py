"""What a check answers: verdict, method, counter-example, the right formula, the slip."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from derive.calculus.decide import Decision
from derive.calculus.domain import Point
from derive.calculus.term_shapes import Matrix

DIGITS = 8
MOST_SHOWN = 128  # digits, to tell two numbers apart
MOST_TOLD = 80  # characters of a point that are said in one line


@dataclass(frozen=True)
class CounterExample:
    """A point at which claim and truth differ, proved by balls that are apart.

    `claimed` is None where the claim has no value there, `right` where it is not one number.
    """

    point: dict[str, Any]
    claimed: Any
    right: Any

    def __str__(self) -> str:
        where = ", ".join(f"{key} = {number(one)}" for key, one in self.point.items())
        if not self.point or len(where) > MOST_TOLD:
            where = "seeded random numbers"
        if self.claimed is None:
            right = "" if self.right is None else f", and {shown(self.right)} is right"
            return f"at {where} it has no value{right}"
        found = self._entry()
        if found is None:
            mine, right = _apart(self.claimed, self.right)
            return f"at {where} it is {mine}, and {right} is right"
        row, column, claimed, expected = found
        mine, right = _apart(claimed, expected)
        return f"at {where} its entry {row},{column} is {mine}, and {right} is right"

    def _entry(self) -> tuple[int, int, Any, Any] | None:
        """The first entry that differs, of two matrices of one shape."""
        if not isinstance(self.claimed, Matrix) or not isinstance(self.right, Matrix):
            return None
        if self.claimed.shape != self.right.shape:
            return None
        for i, rows in enumerate(zip(self.claimed.rows, self.right.rows, strict=True), start=1):
            for j, (mine, right) in enumerate(zip(*rows, strict=True), start=1):
                if not mine.overlaps(right):
                    return i, j, mine, right
        return None


@dataclass(frozen=True)
class Answer:
    """The answer of `derive.check`: `holds` is True or False, never None.

    `method` is "proved" or "sampled"; `expected` is the right formula as the engine derives it,
    `slip` the name of the slip that makes the formula out of the right one, None where none does.
    """

    formula: str
    holds: bool
    method: str
    counterexample: CounterExample | None = None
    reason: str = ""
    place: int | None = None
    _expected: Callable[[], str] = field(default=str, repr=False, compare=False)
    _slip: Callable[[], str | None] = field(default=lambda: None, repr=False, compare=False)

    @cached_property
    def expected(self) -> str:
        """The right formula; worked out when it is asked for."""
        return self._expected()

    @cached_property
    def slip(self) -> str | None:
        """The name of the slip, see `derive.calculus.slips`; looked for when it is asked for."""
        return None if self.holds else self._slip()

    @cached_property
    def message(self) -> str:
        """One line for people."""
        if self.holds:
            return f"holds ({self.method})"
        if self.reason or self.counterexample is None:
            return f"does not hold: {self.reason}"
        return f"does not hold: {self.counterexample}"


def _apart(mine: Any, right: Any) -> tuple[str, str]:
    """Both with as many digits as it takes to see that they differ."""
    digits = DIGITS
    while shown(mine, digits) == shown(right, digits) and digits < MOST_SHOWN:
        digits *= 2
    return shown(mine, digits), shown(right, digits)


def counterexample(
    decision: Decision, names: dict[str, str], whole: Callable[[Point], Point] = dict
) -> CounterExample | None:
    """The point of a rejection, in the letters of the formula, with what follows from it."""
    if decision.point is None:
        return None
    point = {names[key]: one for key, one in whole(decision.point).items() if key in names}
    return CounterExample(point, decision.claimed, decision.found)


def number(one: Any) -> str:
    """A drawn number, or a matrix of them, as a decimal."""
    if isinstance(one, tuple):
        rows = [", ".join(map(number, row)) for row in one]
        return f"[{'; '.join(rows)}]"
    if isinstance(one, int):
        return str(one)
    decimal = f"{float(one):.7g}"
    return decimal if Fraction(decimal) == one else f"{float(one):.7g}..."


def shown(found: Any, digits: int = DIGITS) -> str:
    """A ball, or a matrix of them, to a few digits."""
    if isinstance(found, Matrix):
        rows = [", ".join(shown(one, digits) for one in row) for row in found.rows]
        return f"[{'; '.join(rows)}]"
    text = str(found.mid().str(digits, radius=False))
    return text.removeprefix("+")

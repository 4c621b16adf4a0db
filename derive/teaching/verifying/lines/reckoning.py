"""The values of formulas by name, where what a sheet has printed stands for itself.

All that was not printed follows from what was, with the claims at fault (`roots`) carried along.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derive.calculus.balls import Balls
from derive.calculus.numeric import reader
from derive.calculus.plan import Quantity
from derive.calculus.undefined import DivisionByZero, LogOfZero
from derive.errors import DeriveError

Rows = list[list[Any]]
NO_ROOTS: frozenset[int] = frozenset()


class Missing(Exception):
    """A quantity that has no value: not in this world, or not defined for these numbers."""


class Reckoning(dict[Any, Rows]):
    """Values by name, each worked out when it is first asked for."""

    def __init__(
        self, formulas: Mapping[Any, Quantity], before: Reckoning | None, left: dict[Any, Any]
    ) -> None:
        super().__init__()
        self.formulas, self.before, self.left = formulas, before, left
        self.printed: dict[Any, dict[tuple[int, int], tuple[Any, frozenset[int]]]] = {}
        self.roots: dict[Any, frozenset[int]] = {}
        self.given_roots: dict[Any, frozenset[int]] = {}
        self._asked: list[set[int]] = []
        self.after: list[Reckoning] = []  # those of later runs, which go on from this one
        if before is not None:
            before.after.append(self)

    def __missing__(self, name: Any) -> Rows:
        if self.before is not None and name in self.left:  # what an earlier run left
            rows = self.before[self.left[name]]
            self.roots[name] = self.before.roots.get(self.left[name], NO_ROOTS)
            return rows
        one = self.formulas.get(name)
        if one is None or len(self._asked) > 200:
            raise Missing
        self._asked.append(set())
        try:
            rows = reader(one.formula)(self, Balls())
        except (DivisionByZero, LogOfZero, DeriveError, KeyError) as error:
            raise Missing from error
        finally:
            asked = self._asked.pop()
        rows, roots = self._with_printed(name, rows, frozenset(asked))
        self.roots[name] = roots
        self[name] = rows
        return rows

    def __getitem__(self, name: Any) -> Rows:
        found = super().__getitem__(name)
        if self._asked:
            self._asked[-1] |= self.roots.get(name, NO_ROOTS)
        return found

    def _with_printed(
        self, name: Any, rows: Rows, roots: frozenset[int]
    ) -> tuple[Rows, frozenset[int]]:
        printed = self.printed.get(name)
        if not printed:
            return rows, roots
        rows = [
            [printed[i, j][0] if (i, j) in printed else entry for j, entry in enumerate(row)]
            for i, row in enumerate(rows)
        ]
        if len(printed) == len(rows) * len(rows[0]):
            roots = NO_ROOTS
        return rows, roots.union(*(found for _, found in printed.values()))

    def note(self, name: Any, entries: dict[tuple[int, int], tuple[Any, frozenset[int]]]) -> None:
        """From now on these entries are what was printed for them."""
        self.printed.setdefault(name, {}).update(entries)
        self.forget()

    def forget(self) -> None:
        """What was worked out has to be worked out anew, in later runs too."""
        for one in [one for one in self if one in self.formulas]:
            del self[one]
            self.roots.pop(one, None)
        for later in self.after:
            later.forget()

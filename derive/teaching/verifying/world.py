"""What an exercise's quantities are worth: the truth, and what follows from what a sheet printed.

A world is one run of a part: one set of parameters, one step. Its truth comes from the engine's
own formulas. Beside it stands the sheet's own reckoning: a value that the sheet has printed stands
for itself from then on, and all that was not printed follows from what was, with the claims at
fault (`roots`) carried along.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from derive.calculus.balls import Balls
from derive.calculus.expression import Rate
from derive.calculus.graph import Graph, of_example
from derive.calculus.numeric import reader
from derive.calculus.plan import (
    BATCH_LOSS,
    Quantity,
    again_plan,
    backward_plan,
    batch_loss_plan,
    forward_plan,
    gradient_plan,
    renewed,
    update_plan,
)
from derive.calculus.undefined import DivisionByZero, LogOfZero
from derive.errors import DeriveError
from derive.writing.runs import parameters_of
from derive.writing.shape import PartShape, Run, Shape

Rows = list[list[Any]]
BATCH = -1  # the example number of what belongs to all examples together
NO_ROOTS: frozenset[int] = frozenset()


class Missing(Exception):
    """A quantity that has no value: not in this world, or not defined for these numbers."""


@lru_cache(maxsize=256)
def plan_of(shape: Shape, part: PartShape) -> dict[tuple[str, int], Quantity]:
    """All that a part could ask for, by key and example; the whole backward pass always."""
    graph = shape.graph
    examples = tuple(shape.example(n) for n in part.examples)
    queries = tuple(shape.query(n) for n in part.queries)
    found: dict[tuple[str, int], Quantity] = {}
    for kind, numbers in (("example", part.examples), ("query", part.queries)):
        for n in numbers:
            at = shape.index(kind, n)
            has = shape.has_target(kind, n)
            found |= {(one.key, at): one for one in forward_plan(graph, at, has)}
            if has:
                found |= {(one.key, at): one for one in backward_plan(graph, at)}
                for one in gradient_plan(graph, (at,)):
                    own = Quantity(one.key, (one.key, at), one.formula, at)
                    found[one.key, at] = own
    if all(shape.has_target("example", n) for n in part.examples):
        total = batch_loss_plan(graph, examples)
        for one in (total, *gradient_plan(graph, examples)):
            found[one.key, BATCH] = one
        if shape.has_rate:
            found |= {(one.key, BATCH): one for one in update_plan(graph)}
            for one in again_plan(graph, examples, True):
                found[one.key, BATCH if one.name == renewed(BATCH_LOSS) else one.example] = one
            for at in queries:
                for one in forward_plan(graph, at, False):
                    again = Quantity(f"new.{one.key}", renewed(one.name), renewed(one.formula), at)
                    found[again.key, at] = again
    return found


MINUS = "minus."  # deltas of the other sign: (t - a) f'(z), as where errors are corrected


class _Reckoning(dict[Any, Rows]):
    """Values by name, each worked out when it is first asked for."""

    def __init__(
        self, formulas: Mapping[Any, Quantity], before: _Reckoning | None, left: dict[Any, Any]
    ) -> None:
        super().__init__()
        self.formulas, self.before, self.left = formulas, before, left
        self.printed: dict[Any, dict[tuple[int, int], tuple[Any, frozenset[int]]]] = {}
        self.roots: dict[Any, frozenset[int]] = {}
        self.given_roots: dict[Any, frozenset[int]] = {}
        self._asked: list[set[int]] = []

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
        for one in [one for one in self if one in self.formulas]:
            del self[one]
            self.roots.pop(one, None)


class World:
    """One run: the truth, and the sheet's own reckoning."""

    def __init__(
        self, shape: Shape, part: PartShape, run: Run, given: dict[Any, Rows], before: World | None,
        true: _Reckoning | None = None,
    ) -> None:  # fmt: skip
        self.shape, self.part, self.run, self.before = shape, part, run, before
        self.plan = plan_of(shape, part)
        formulas = {one.name: one for one in self.plan.values()}
        left = {name: renewed(name) for name in parameters_of(shape.graph)} if before else {}
        earlier = before.true if before else None
        self.true: _Reckoning = _Reckoning(formulas, earlier, left) if true is None else true
        self.sheet: _Reckoning = _Reckoning(formulas, before.sheet if before else None, left)
        self.given = {name: rows for name, rows in given.items() if name not in left}
        for name, rows in self.given.items():
            self.true[name] = self.sheet[name] = rows

    @property
    def graph(self) -> Graph:
        return self.shape.graph

    def examples(self) -> tuple[int, ...]:
        """The examples and queries of this world, by their numbers in names."""
        examples, queries = self.part.examples, self.part.queries
        return (*map(self.shape.example, examples), *map(self.shape.query, queries))

    def name(self, key: str, example: int) -> Any:
        """The engine's name of a quantity; Missing where this world has none."""
        graph = self.graph
        if key == "rate":
            return Rate()
        key = key.removeprefix(MINUS)
        kind, _, layer = key.partition(".")
        try:
            if kind == "x":
                return of_example(graph.quantity("activation", 0), example)
            if kind == "t":
                return of_example(graph.target, example)
            if kind in ("W", "b"):
                role = "weights" if kind == "W" else "bias"
                return graph.quantity(role, int(layer))
            for at in (example, BATCH):
                if (key, at) in self.plan:
                    return self.plan[key, at].name
        except (KeyError, ValueError):
            pass
        raise Missing

    def value(self, key: str, example: int, of_sheet: bool) -> tuple[Rows, frozenset[int]]:
        """The value of a quantity, by the truth or by the sheet, and the claims at fault."""
        if key.startswith(MINUS):
            rows, roots = self.value(key.removeprefix(MINUS), example, of_sheet)
            return [[-entry for entry in row] for row in rows], roots
        name = self.name(key, example)
        reckoning = self.sheet if of_sheet else self.true
        try:
            rows = reckoning[name]
        except KeyError:
            raise Missing from None
        return rows, reckoning.roots.get(name, NO_ROOTS)

    def note(
        self,
        key: str,
        example: int,
        entries: dict[tuple[int, int], tuple[Any, frozenset[int]]],
    ) -> None:
        """The sheet prints these entries of a quantity, with the claims at fault."""
        if key.startswith(MINUS):
            entries = {at: (-entry, roots) for at, (entry, roots) in entries.items()}
        name = self.name(key, example)
        if name in self.sheet.formulas:
            self.sheet.note(name, entries)
            return
        rows = [list(row) for row in self.sheet[name]]
        for (i, j), (entry, _) in entries.items():
            rows[i][j] = entry
        for one in [one for one in self.sheet if one in self.sheet.formulas]:
            del self.sheet[one]
        self.sheet[name] = rows
        roots = NO_ROOTS.union(*(found for _, found in entries.values()))
        self.sheet.roots[name] = roots

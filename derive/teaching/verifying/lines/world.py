"""What an exercise's quantities are worth: the truth, and what follows from what a sheet printed.

A world is one run of a part: one set of parameters, one step. Its truth comes from the engine's
own formulas; beside it stands the sheet's own reckoning.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flint import arb

from derive.calculus.expression import Rate
from derive.calculus.graph import Graph, of_example
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
from derive.teaching.verifying.lines.reckoning import NO_ROOTS, Missing, Reckoning, Rows
from derive.writing.runs import parameters_of
from derive.writing.shape import PartShape, Run, Shape

BATCH = -1  # the example number of what belongs to all examples together


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
            for n, at in zip(part.queries, queries, strict=True):
                for one in forward_plan(graph, at, shape.has_target("query", n)):
                    again = Quantity(f"new.{one.key}", renewed(one.name), renewed(one.formula), at)
                    found[again.key, at] = again
    return found


MINUS = "minus."  # deltas of the other sign: (t - a) f'(z), as where errors are corrected
CHANGE = "change."  # what a step adds to a parameter: Δw; of one example, its part of that
SHARE = "share."  # what a batch adds to the derivative of its mean loss: (1/N) (a - t) f'(z)


class World:
    """One run: the truth, and the sheet's own reckoning."""

    def __init__(
        self, shape: Shape, part: PartShape, run: Run, given: dict[Any, Rows], before: World | None,
        true: Reckoning | None = None,
    ) -> None:  # fmt: skip
        self.shape, self.part, self.run, self.before = shape, part, run, before
        self.plan = plan_of(shape, part)
        formulas = {one.name: one for one in self.plan.values()}
        left = {name: renewed(name) for name in parameters_of(shape.graph)} if before else {}
        earlier = before.true if before else None
        self.true: Reckoning = Reckoning(formulas, earlier, left) if true is None else true
        self.sheet: Reckoning = Reckoning(formulas, before.sheet if before else None, left)
        self.given = {name: rows for name, rows in given.items() if name not in left}
        for name, rows in self.given.items():
            self.true[name] = self.sheet[name] = rows
        self.alike: tuple[World, ...] = (self,)  # the runs that start from the same parameters
        self.spared: World | None = None  # the same, where nothing wrong was printed
        self.paths: dict[Any, tuple[Any, frozenset[int]]] = {}  # derivatives that were printed

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
        key = key.removeprefix(MINUS).removeprefix(SHARE)
        if key.startswith(CHANGE):
            key = key.replace(CHANGE, "new." if example == BATCH else "grad.")
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
        if key.startswith(SHARE):
            rows, roots = self.value(key.removeprefix(SHARE), example, of_sheet)
            count = len(self.part.examples)
            return [[entry / count for entry in row] for row in rows], roots
        if key.startswith(CHANGE):
            return self._change(key.removeprefix(CHANGE), example, of_sheet)
        name = self.name(key, example)
        reckoning = self.sheet if of_sheet else self.true
        try:
            rows = reckoning[name]
        except KeyError:
            raise Missing from None
        return rows, reckoning.roots.get(name, NO_ROOTS)

    def _change(self, key: str, example: int, of_sheet: bool) -> tuple[Rows, frozenset[int]]:
        if example == BATCH:
            new, roots = self.value(f"new.{key}", BATCH, of_sheet)
            old, _ = self.value(key, BATCH, of_sheet)
            return [[one - other for one, other in zip(*pair, strict=True)]
                    for pair in zip(new, old, strict=True)], roots  # fmt: skip
        rows, roots = self.value(f"grad.{key}", example, of_sheet)
        rate: Any = self.value("rate", 0, of_sheet)[0]
        return [[-rate * one for one in row] for row in rows], roots

    def _rounded(
        self, key: str, example: int, cell: tuple[int, int], printed: Any
    ) -> tuple[Any, frozenset[int]] | None:
        """What should stand in place of a wrong number, rounded as this one is."""
        if self.spared is None or self.name(key, example) not in self.sheet.formulas:
            return None
        try:
            rows, _ = self.spared.value(key, example, True)
        except Missing:
            return None
        return rows[cell[0]][cell[1]] + arb(0, float(printed.rad())), frozenset()

    def note(
        self,
        key: str,
        example: int,
        entries: dict[tuple[int, int], tuple[Any, frozenset[int]]],
    ) -> None:
        """The sheet prints these entries of a quantity, with the claims at fault.

        Runs that start from the same parameters share it: what one part printed of an example
        need not be printed again in the next.
        """
        if self.spared is not None:
            right = {cell: one if not one[1] else self._rounded(key, example, cell, one[0])
                     for cell, one in entries.items()}  # fmt: skip
            self.spared.note(key, example, {cell: one for cell, one in right.items() if one})
        if key.startswith(MINUS):
            key = key.removeprefix(MINUS)
            entries = {at: (-entry, roots) for at, (entry, roots) in entries.items()}
        if key.startswith(SHARE):
            key, count = key.removeprefix(SHARE), len(self.part.examples)
            entries = {at: (entry * count, roots) for at, (entry, roots) in entries.items()}
        if key.startswith(CHANGE):
            key = key.removeprefix(CHANGE)
            if example == BATCH:
                rows, _ = self.value(key, BATCH, True)
                entries = {at: (rows[at[0]][at[1]] + one, roots)
                           for at, (one, roots) in entries.items()}  # fmt: skip
                key = f"new.{key}"
            else:
                rate: Any = self.value("rate", 0, True)[0]
                entries = {at: (-one / rate, roots) for at, (one, roots) in entries.items()}
                key = f"grad.{key}"
        name = self.name(key, example)
        if name in self.sheet.formulas:
            own = self.plan.get((key, example))
            shared = own is not None and example != BATCH and not key.startswith("new.")
            for one in self.alike:
                if one is self or (shared and one.plan.get((key, example)) == own):
                    one.sheet.note(name, entries)
            return
        rows = [list(row) for row in self.sheet[name]]
        for (i, j), (entry, _) in entries.items():
            rows[i][j] = entry
        self.sheet.forget()
        self.sheet[name] = rows
        roots = NO_ROOTS.union(*(found for _, found in entries.values()))
        self.sheet.roots[name] = roots

"""The names of a model valued: free ones drawn, the others worked out when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term_fields import Balls, Dual, Duals, Field
from derive.calculus.term_shapes import (
    Matrix,
    ShapeError,
    entrywise,
    number_or_matrix,
    of_cells,
)
from derive.calculus.terms import value
from derive.teaching.verifying.modelled.entries import entries, entry, place_of, places
from derive.teaching.verifying.modelled.lengths import SIZES, Axis, end
from derive.teaching.verifying.modelled.lettering import BY_LETTER
from derive.teaching.verifying.modelled.model import Model, names_in
from derive.teaching.verifying.modelled.shapes import Shapes
from derive.teaching.verifying.modelled.spent import Spent
from derive.teaching.verifying.modelled.supposing import SupposedRate
from derive.teaching.written.network_names import LOSSES

POSITIVE = 2  # of the seeds, the first ones draw between 0 and 1; those below 0 the opposite


class Sizes:
    """Lengths as numbers, different ones for different lengths."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.found: dict[int, int] = {}

    def of(self, axis: Axis) -> int:
        if axis is None:
            return 1
        root = id(end(axis))
        return self.found.setdefault(root, SIZES[len(self.found) % len(SIZES)])

    def shape(self, key: str) -> tuple[int, int]:
        rows, columns = self.shapes.shape(tm.Variable(key)) or (None, None)
        return self.of(rows), self.of(columns)


class Core:
    """Values by key, kept; `given` are those that are seeded, over those `under` it."""

    def __init__(
        self, model: Model, sizes: Sizes, seed: int, numbers: Field, whole: frozenset[str],
        under: Core | None = None, given: Mapping[str, Any] | None = None,
        spent: Spent | None = None, direct: bool = False,
    ) -> None:  # fmt: skip
        """With tangents, over a core `under` it; what that costs is counted in `spent`.

        With `direct`, derivatives are those where all other names are held fixed.
        """
        self.model, self.sizes, self.seed, self.numbers = model, sizes, seed, numbers
        self.whole, self.under, self.given = whole, under, dict(given or {})
        self.found: dict[str, Any] = {}
        self.tangents: dict[Any, Core] = {}
        self.without: frozenset[SupposedRate] = frozenset()
        self.direct: bool = under.direct if under is not None else direct
        self.target = ""  # the name that is derived directly
        self.spent: Spent = under.spent if under is not None else spent or Spent()
        self.depth: int = under.depth + 1 if under is not None else 0
        if under is not None:
            self.spent.add(self.depth)

    def value(self, key: str) -> Any:
        if key in self.given:
            return self.given[key]
        if key not in self.found:
            self.found[key] = self._worked_out(key)
        return self.found[key]

    def _worked_out(self, key: str) -> Any:
        if self.under is not None and not self.model.behind(frozenset((key,))) & self.given.keys():
            return _lifted(self.under.value(key), self.numbers)
        if self.under is not None and self.target:
            return _lifted(self.under.value(key), self.numbers)
        body = self.model.definition(key)
        if self.direct and body is not None and names_in(body) & self.given.keys():
            self.target = key
        if body is None:
            return self._drawn(key)
        found = self._defined(key, body)
        if type(found) is Matrix and key in LOSSES and not self.model.letters_of(key):
            raise ShapeError("a loss that is no number")
        if self.under is not None:
            for one in self.model.supposing.rates:
                if one.what == key and one not in self.without:
                    return self._as_supposed(one, found)
        return found

    def _defined(self, key: str, body: Any) -> Any:
        letters = self.model.letters_of(key)
        if not letters:
            return value(body, Values(self), self.numbers)
        rows, columns = self.sizes.shape(key)
        cells = [
            [value(body, Values(self, {f"#{letter}": at for letter, at in
                                       zip(letters, (i, j), strict=False)}), self.numbers)
             for j in range(1, columns + 1)] for i in range(1, rows + 1)
        ]  # fmt: skip
        return of_cells(cells)

    def _drawn(self, key: str) -> Any:
        count = self.model.said.counts.get(key)
        if count is not None:
            return self.numbers.number(Fraction(self.sizes.shape(count[0])[count[1]]))
        rows, columns = self.sizes.shape(key)
        random = Random(f"{self.seed} {key}")
        low = 50 if self.seed < POSITIVE else -950
        sign = -1 if self.seed < 0 else 1
        drawn = [[Fraction(sign * (random.randint(low, 950) or 1), 1009) for _ in range(columns)]
                 for _ in range(rows)]  # fmt: skip
        if key.partition(BY_LETTER)[0] in self.whole:
            total = sum(abs(one) for row in drawn for one in row)
            drawn = [[abs(one) / total for one in row] for row in drawn]
        return number_or_matrix([[self.numbers.number(one) for one in row] for row in drawn])

    # tangents -------------------------------------------------------------------------------------
    def along(self, by: str, seeded: Any, duals: Duals) -> Core:
        """This core with tangents: one quantity is given, what follows from it follows."""
        place = place_of(seeded)
        child = self.tangents.get((by, place))
        if child is None:
            child = Core(self.model, self.sizes, self.seed, duals, self.whole, self, {by: seeded})
            child.without = self.without
            self.tangents[by, place] = child
        return child

    def _as_supposed(self, told: SupposedRate, found: Any) -> Any:
        """A value with the tangent that it has where ∂what/∂by is what the sheet says."""
        assert self.under is not None
        by = self.value(told.by)
        still = entrywise(lambda x: Dual(x.value, self.numbers.zero), by)  # type: ignore[attr-defined]
        frozen = Core(self.model, self.sizes, self.seed, self.numbers, self.whole, self.under,
                      {**self.given, told.by: still})  # fmt: skip
        frozen.without = self.without | {told}
        rest = frozen.value(told.what)
        claimed = self._claimed(told, found, by)
        steps = [one.slope for one in entries(by)]

        def tangent(at: int, x: Dual) -> Dual:
            total = x.slope
            for slope, step in zip(claimed[at], steps, strict=True):
                total = total + slope * step
            return Dual(x.value, total)

        made = [tangent(at, x) for at, x in enumerate(entries(rest))]
        if type(rest) is not Matrix:
            return made[0]
        columns = rest.shape[1]
        return Matrix([made[at : at + columns] for at in range(0, len(made), columns)])

    def _claimed(self, told: SupposedRate, what: Any, by: Any) -> list[list[Any]]:
        """The supposed derivatives, a row for each entry of what is derived."""
        base = self.under
        assert base is not None
        rows, columns = len(entries(what)), len(entries(by))
        first, second = told.letters
        width = by.shape[1] if type(by) is Matrix else 1
        found = []
        whole = None if first or second else value(told.claimed, Values(base), base.numbers)
        for i in range(rows):
            line = []
            for j in range(columns):
                if whole is not None:
                    line.append(entry(whole, i, j, rows, columns, base.numbers))
                    continue
                chosen = {**dict(zip(first, places(i, 1), strict=False)),
                          **dict(zip(second, places(j, width), strict=False))}  # fmt: skip
                same = i == j
                if set(first) & set(second):
                    if not same:
                        line.append(base.numbers.number(Fraction(0)))
                        continue
                elif told.case and same is not (told.case == "="):
                    line.append(self._true(told, i, j))
                    continue
                here = Values(base, {f"#{letter}": n for letter, n in chosen.items()})
                line.append(value(told.claimed, here, base.numbers))
            found.append(line)
        of_cells(found)  # derivatives of one entry by another are numbers
        return found

    def _true(self, told: SupposedRate, i: int, j: int) -> Any:
        base = self.under
        assert base is not None
        plain = Core(base.model, base.sizes, base.seed, base.numbers, base.whole, base.under,
                     base.given)  # fmt: skip
        plain.without = frozenset(base.model.supposing.rates)
        index = (tm.Constant(Fraction(i + 1)),)
        rate = tm.Rate(tm.Entry(tm.Variable(told.what), index), told.by)
        cell = tm.Entry(rate, (tm.Constant(Fraction(j + 1)),))
        return value(cell, Values(plain), base.numbers)


class Values(dict[str, Any]):
    """The indices that are chosen, over the names of a core."""

    def __init__(self, core: Core, chosen: Mapping[str, Any] | None = None) -> None:
        super().__init__(chosen or {})
        self.core = core

    def __missing__(self, key: str) -> Any:
        if key[:1] in "#@":
            raise KeyError(key)
        return self.core.value(key)

    def __or__(self, more: Any) -> Values:  # type: ignore[override]
        return Values(self.core, {**self, **more})

    def along(self, by: str, seeded: Any, duals: Duals) -> Values:
        if by in self:  # the argument of a function
            lifted = {key: one if type(one) is int else _lifted(one, duals)
                      for key, one in self.items()}  # fmt: skip
            return Values(Core(self.core.model, self.core.sizes, self.core.seed, duals,
                               self.core.whole, self.core), {**lifted, by: seeded})  # fmt: skip
        kept = {key: one if type(one) is int else _lifted(one, duals) for key, one in self.items()}
        return Values(self.core.along(by, seeded, duals), kept)


def _lifted(one: Any, numbers: Any) -> Any:
    return one if type(one) is int else entrywise(lambda x: Dual(x, numbers.zero), one)


__all__ = ["Balls", "Core", "Sizes", "Values", "names_in"]

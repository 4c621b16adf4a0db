"""All numbers of an exercise: calculated, checked and shown, by run and quantity.

The fast road comes first, along a tape; where a ball leaves a digit, a sign or an exact value in
doubt, all is calculated again with exact shared numbers, along the formulas themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from derive.calculus.digits import key_number, show
from derive.calculus.exact import Exact
from derive.calculus.quick import Doubtful, Quick
from derive.calculus.tangents import check_gradients
from derive.calculus.tape.check import same_gradients, same_values
from derive.calculus.tape.run import Entries, run, run_along
from derive.calculus.tape.short_sums import Cells
from derive.calculus.tape.tape import put
from derive.calculus.tape.values import TapeValues
from derive.calculus.work import as_doubles, calculate, recheck
from derive.errors import DeriveError
from derive.teaching.exercise import Exercise, Typed
from derive.teaching.facts import Facts, facts
from derive.teaching.prepared import Ready, Start, prepared
from derive.writing.shape import Shape


@dataclass(frozen=True, eq=False)
class Calculation:
    """What the numbers of an exercise came to.

    `values` are by run and quantity; `entries` hold, by run, the texts as printed and the numbers
    of the answer key; `typed` the given numbers in their order; `facts` what the numbers decide.
    """

    field: Any
    values: dict[str, Mapping[Any, Any]]
    entries: dict[str, Entries]
    typed: tuple[Typed, ...]
    facts: Facts

    @cached_property
    def texts(self) -> list[str]:
        """The given numbers as typed."""
        return [entry.text for entry in self.typed]


def calculation(exercise: Exercise, shape: Shape, check: bool) -> Calculation:
    """Every quantity of every run, in order.

    Raises DeriveError, naming the quantity, where a value does not exist or its digits stay
    undecided, and CheckError where an independent evaluation differs.
    """
    try:
        return _calculated(exercise, shape, check, Quick())
    except Doubtful:
        return _calculated(exercise, shape, check, Exact())


def _calculated(exercise: Exercise, shape: Shape, check: bool, field: Any) -> Calculation:
    typed = exercise.typed
    given = [one.exact for one in typed]
    along = _by_tape if isinstance(field, Quick) else _by_formulas
    values: dict[str, Mapping[Any, Any]] = {}
    entries: dict[str, Entries] = {}
    lists: dict[str, Cells] = {}
    for ready in prepared(shape):
        for start in ready.starts:
            cells = ready.tape.cells(field)
            for place, at in start.given:
                cells[place] = given[at]
            for place, at in start.left:
                cells[place] = lists[start.before][at]
            name = start.run.id
            lists[name] = cells
            entries[name] = along(ready, cells, field)
            values[name] = TapeValues(ready.tape, cells)
            if check:
                _check(shape, ready, cells, entries[name], values[name])
    return Calculation(field, values, entries, typed, facts(exercise, shape, values, field))


def given_cells(typed: Sequence[Typed], ready: Ready, field: Any) -> tuple[Cells, Start]:
    """The list of a part's tape with the given numbers in it, for its first run."""
    start = ready.starts[0]
    cells = ready.tape.cells(field)
    for place, at in start.given:
        value = typed[at].value
        cells[place] = field.number(value.numerator, value.denominator)
    return cells, start


def _by_tape(ready: Ready, cells: Cells, field: Any) -> Entries:
    found = run_along(ready.stretches, cells, field) if ready.stretches else None
    return run(ready.segments, cells, field) if found is None else found


def _by_formulas(ready: Ready, cells: Cells, field: Any) -> Entries:
    """The same from the formulas themselves; what they come to is put in the cells."""
    values = dict(TapeValues(ready.tape, cells))
    texts: dict[Any, list[list[str]]] = {}
    calculate(ready.plan, values, field, ready.policy, texts)
    found = Entries([], [])
    for segment in ready.tape.segments:
        one = segment.one
        policy = ready.policy(one)
        matrix = values.get(one.name)
        if matrix is None:
            found.shown.extend([None] * len(segment.entries))
            found.keyed.extend([None] * len(segment.entries))
            continue
        put(cells, segment.places, matrix)
        numbers = [entry for row in matrix for entry in row]
        try:
            if one.name in texts:
                found.shown.extend(text for row in texts[one.name] for text in row)
            else:
                found.shown.extend(show(entry, policy, field) for entry in numbers)
            found.keyed.extend(key_number(entry, field) for entry in numbers)
        except DeriveError as error:
            raise DeriveError(error.message, key=one.key) from None
    return found


def _check(
    shape: Shape, ready: Ready, cells: Cells, entries: Entries, values: Mapping[Any, Any]
) -> None:
    """The numbers of a run against their formulas in doubles, and gradients along tangents."""
    doubles = same_values(ready.tape, cells, entries, ready.rules)
    if doubles is None:
        recheck(ready.plan, values, as_doubles(values), ready.policy)
    if ready.directions is None:
        return
    if doubles is None or not same_gradients(doubles, ready.directions):
        examples = tuple(shape.example(n) for n in ready.part.examples)
        check_gradients(shape.graph, examples, as_doubles(values), values)

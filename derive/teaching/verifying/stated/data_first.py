"""The data that a sheet begins with, before anything is worked out: what they can be.

A bias given there is not the updated one, though it may have its value, and `x` is not the input of
an example that has a name of its own beside it, `x^{(q)}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from derive.teaching.verifying.lines.operands import Operand, Place, Sheet, agree, operand, valued
from derive.teaching.verifying.lines.understanding import with_new
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.notation import ANY, Ref
from derive.teaching.verifying.stated.data import is_worked_out
from derive.teaching.verifying.statements.statements import Statement, is_printed


@dataclass(frozen=True)
class DataFirst:
    """`given` are statements of parameters before any step, `bare` those of an input or a target
    without a mark; `named` are the examples that have one. A target without a mark `beside` an
    input that has one is of the same example."""

    given: frozenset[int] = frozenset()
    bare: frozenset[int] = frozenset()
    beside: Mapping[int, int] = field(default_factory=dict)
    named: frozenset[int] = field(default_factory=frozenset)

    def is_given(self, statement: Statement) -> bool:
        """Whether this can be no updated parameter."""
        return id(statement) in self.given

    def places(self, statement: Statement, places: Iterable[Place | None]) -> list[Place | None]:
        """Those of the places where a statement can be meant."""
        found = list(places)
        if self.is_given(statement):
            found = [one for one in found if one is None or one.world.before is None] or found
        if id(statement) in self.beside:
            example = self.beside[id(statement)]
            found = [one for one in found if one is None or one.example == example] or found
        elif id(statement) in self.bare:
            kept = [one for one in found if one is None or one.example not in self.named]
            found = kept or found
        return found


def data_first(
    chains: Iterable[Statement], names: BoundNames, places: list[Place], sheet: Sheet
) -> DataFirst:
    """What is known of the data that stand before the first result."""
    head = list(_head(chains, names))
    examples = [(id(one), told.ref) for one, told in head
                if told.ref is not None and told.ref.key in ("x", "t")]  # fmt: skip
    named = frozenset(ref.example for _, ref in examples if ref.example >= 0)
    bare = frozenset(at for at, ref in examples if ref.example == ANY)
    parameters = [(one, told) for one, told in head if _is_parameter(told.ref)]
    refs = [told.ref for _, told in parameters]
    if len(set(refs)) < len(refs) or not _mostly_given(parameters, places, sheet):
        parameters = []
    given = frozenset(id(one) for one, _ in parameters)
    return DataFirst(given, bare, _beside(examples), named)


def _beside(examples: Iterable[tuple[int, Ref]]) -> dict[int, int]:
    """The example of each target without a mark that follows an input with one, where no target
    has a mark: x^{(1)} = (1, 0), t = 1, and x^{(2)} = (0, 1), t = 0."""
    told = list(examples)
    if any(ref.key == "t" and ref.example != ANY for _, ref in told):
        return {}
    return {at: before.example for (_, before), (at, ref) in pairwise(told)
            if before.key == "x" and before.example >= 0 and ref.key == "t"}  # fmt: skip


def _head(chains: Iterable[Statement], names: BoundNames) -> Iterator[tuple[Statement, Operand]]:
    """Names with their numbers, up to the first formula with a result."""
    for one in chains:
        if is_worked_out(one) and any(map(is_printed, one.operands)):
            return
        if len(one.operands) == 2 and is_printed(one.operands[1]):
            yield one, operand(one.operands[0], names)


def _is_parameter(ref: Ref | None) -> bool:
    return ref is not None and ref.key.startswith(("W.", "b."))


def _mostly_given(
    parameters: list[tuple[Statement, Operand]], places: list[Place], sheet: Sheet
) -> bool:
    """Whether no updated parameters fit better than those that the exercise gives."""
    if len(parameters) < 2:
        return False
    given, other = 0, 0
    for place in {id(one.world): one for one in places}.values():
        held = renewed = 0
        for one, told in parameters:
            after = with_new(one, [told])
            held += _holds(one, told, place, sheet, told.names)
            renewed += after is not None and _holds(one, after[0], place, sheet, told.names)
        if place.world.before is None:
            given, other = max(given, held), max(other, renewed)
        else:
            other = max(other, held, renewed)
    return given > 0 and given >= other


def _holds(one: Statement, told: Operand, place: Place, sheet: Sheet, names: BoundNames) -> bool:
    first = valued(told, place, sheet, False)
    second = valued(operand(one.operands[1], names), place, sheet, False)
    return first is not None and second is not None and agree(first[0], second[0])

"""A letter for one parameter after the other, w_new = 0.1 - 0.5 · 0.3: the new value of any weight
or bias that was what its sum begins with. Which one it is, words say; that it is one of them has to
be true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.teaching.verifying.lines.operands import Operand, Place, operand
from derive.teaching.verifying.lines.steps_taken import steps_from
from derive.teaching.verifying.naming.notation import ANY, Ref
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.naming.spoken_of import is_only_new, without
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written.names import written

PARAMETERS = frozenset(("w", "W", "b", "theta"))


def of_any_parameter(
    statement: Statement, operands: list[Operand], place: Place | None
) -> Iterator[list[Operand]]:
    """The operands with such a name being each parameter in turn that it can be."""
    first, rows = operands[0], entries(statement.operands[-1])
    name = written(first.node)
    slots = slots_of(name) if name is not None else None
    if place is None or name is None or slots is None or rows is None:
        return
    if len(operands) == 2 and _is_list(first) and len(rows) * len(rows[0]) == 1:
        if name.plain and name.letter in first.names.notation.reused:  # any of them: b = 0.25
            names = replace(first.names, notation=without(first.names.notation,
                frozenset((name.letter,))), refs={}, own_names={}, read={})  # fmt: skip
            yield [operand(first.node, names), *operands[1:]]
        return
    if len(operands) < 3:
        return
    if len(rows) * len(rows[0]) > 1 or not (
        _is_list(first)
        if first.ref is not None
        else first.own_name is not None
        and (is_only_new(name) or (name.plain and name.letter in PARAMETERS))
    ):
        return
    for ref in _parameters(operands[1], place, float(rows[0][0].value)):
        notation = first.names.notation
        notation = replace(notation, single={**notation.single, slots: ref})
        names = replace(first.names, notation=notation, refs={}, own_names={}, read={})
        yield [operand(first.node, names), *operands[1:]]


def _is_list(first: Operand) -> bool:
    """Whether a name is that of several parameters together: w = 0.1 - 0.5 · 0.3 is one of them."""
    ref = first.ref
    if ref is None or ref.entry or not ref.key.removeprefix("new.").startswith(("W.", "b.")):
        return False
    return first.names.sizes.shape(ref) not in (None, (1, 1))


def _parameters(step: Operand, place: Place, result: float) -> list[Ref]:
    """The new values of all parameters that a sum of numbers begins with; first those that change
    as much as this one does, in either direction."""
    found: list[tuple[float, Ref]] = []
    if step.symbolic:
        return []
    for key, at in place.world.plan:
        if key.startswith(("new.W.", "new.b.")):
            new, _ = place.world.value(key, at, False)
            old, _ = place.world.value(key.removeprefix("new."), at, False)
            for i, row in enumerate(old):
                for j, entry in enumerate(row):
                    if steps_from(entry, step.node):
                        change = abs(float(new[i][j] - entry))
                        far = abs(change - abs(result - float(entry)))
                        found.append((far, Ref(key, ANY, (i, j))))
    return [ref for _, ref in sorted(found, key=lambda one: one[0])]

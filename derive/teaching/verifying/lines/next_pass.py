"""The pass after a step: lines that belong to it, and what their names are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.operands import (
    Operand,
    Sheet,
    agree,
    operand,
    valued,
)
from derive.teaching.verifying.lines.place import QUERIES, Place
from derive.teaching.verifying.lines.reckoning import Missing
from derive.teaching.verifying.lines.understanding import Reading
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.lettered import NEW
from derive.teaching.verifying.naming.notation import Ref
from derive.teaching.verifying.statements.printed import Rounding, entries
from derive.teaching.written import tree


def moves_on(here: Reading, there: Reading) -> bool:
    """Whether a name stands anew, after a step, in a line that is as bad in the pass after it."""
    if here.place is None or there.place is None or not has_stepped(here.place):
        return False
    again = here.place.world is there.place.world and there.operands[0].names.notation.after
    if there.place.world.before is not here.place.world and not again:
        return False
    if again and here.place.example >= QUERIES:
        then = here.operands[0].names.notation.after
        return not then and there.place == here.place and _has_gone_on(here.place)
    ref = next((one.ref for one in here.operands if one.ref is not None), None)
    if ref is not None and ref.key.startswith(("W.", "b.")):
        left = replace(ref, key=f"new.{ref.key}")
        return _is_printed(left, here.place) and _entries_right(here) <= _entries_right(there)
    return ref is not None and _is_printed(ref, here.place)


def leaves_input(one: Reading, places: list[Place], current: int, told: int) -> bool:
    """Whether a line would be of another example than the one whose input was `told` last."""
    if one.place is None or told != places[current].example or one.place.example == told:
        return False
    refs = (ref.key for side in one.operands for ref in side.names.refs.values())
    return any(not key.startswith(("W.", "b.", "new.W.", "new.b.")) for key in refs)


def _entries_right(one: Reading) -> int:
    """How many entries of a printed parameter are what they are there."""
    rows, told = entries(one.operands[-1].node), one.judge
    true = told.sides[0].true if told is not None else None
    if rows is None or true is None:
        return 0
    known = true.rows if type(true) is Matrix else [[true]]
    pairs = [(cell, entry) for row, others in zip(known, rows, strict=False)
             for cell, entry in zip(row, others, strict=False)]  # fmt: skip
    return sum(agree(cell, Rounding().ball(entry.value, entry.decimals)) for cell, entry in pairs)


def ways(
    operands: list[Operand], renewed: list[Operand] | None, place: Place | None, sheet: Sheet
) -> Iterator[list[Operand]]:
    """What the names of a line can be at a place: as they are, `renewed`, or all after a step,
    where none is unknown then; in the pass after it, w' is what w is there."""
    # what is never worked out there would take any value that is said of it
    told = renewed is not None and valued(renewed[0], place, sheet, False) is not None
    if renewed is not None and told and _is_worked_out(operands[1]):
        yield renewed  # given numbers are not worked out
        yield operands
    else:
        yield operands
        if renewed is not None and told:
            yield renewed
    if place is not None and has_stepped(place):
        names = operands[0].names
        after = names.read.setdefault("after", _after_step(names))
        found = [operand(one.node, after) for one in operands]
        lost = any(one.trouble is not None and before.trouble is None
                   for one, before in zip(found, operands, strict=True))  # fmt: skip
        if not lost and any(
            one.symbolic and valued(one, place, sheet, False) is not None for one in found
        ):
            yield found
    if place is not None and place.world.before is not None and _has_new(operands):
        names = operands[0].names
        current = names.read.setdefault("current", _in_pass(names))
        yield [operand(one.node, current) for one in operands]


def _in_pass(names: BoundNames) -> BoundNames:
    notation = replace(names.notation, current=True)
    return replace(names, notation=notation, refs={}, own_names={}, read={})


def _is_worked_out(formula: Operand) -> bool:
    """Whether a sum of numbers stands there: -0.3 + 0.1 * 1.1 * 2."""
    node = formula.node
    return isinstance(node, tree.Sum) and len(node.terms) > 1 and not formula.named


def _after_step(names: BoundNames) -> BoundNames:
    notation = replace(names.notation, after=True)
    return replace(names, notation=notation, refs={}, own_names={}, read={})


def _has_new(operands: list[Operand]) -> bool:
    """Whether new parameters stand in a line that is not about one of them."""
    ref = operands[0].ref
    if ref is not None and ref.key.startswith(NEW):
        return False
    return any(one.key.startswith(NEW) for side in operands for one in side.names.refs.values())


def has_stepped(place: Place) -> bool:
    """Whether the sheet printed parameters that this pass leads to."""
    world = place.world
    return any(
        world.plan[key, at].name in world.sheet.printed
        for key, at in world.plan
        if key.startswith(NEW)
    )


def _has_gone_on(place: Place) -> bool:
    """Whether the sheet worked out something of this example after the step."""
    world = place.world
    return any(
        one.name in world.sheet.printed
        for (key, at), one in world.plan.items()
        if at == place.example and key.startswith("new.")
    )


def _is_printed(ref: Ref, place: Place) -> bool:
    try:
        name = place.world.name(ref.key, place.example_of(ref))
    except Missing:
        return False
    printed = place.world.sheet.printed.get(name, {})
    return (*ref.entry, 0, 0)[:2] in printed if ref.entry else bool(printed)

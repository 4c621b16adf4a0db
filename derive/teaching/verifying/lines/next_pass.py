"""Whether a line that is wrong, or follows from a slip, belongs to the pass after a step."""

from __future__ import annotations

from derive.teaching.verifying.lines.place import Place
from derive.teaching.verifying.lines.reckoning import Missing
from derive.teaching.verifying.lines.understanding import Reading
from derive.teaching.verifying.naming.notation import Ref


def moves_on(here: Reading, there: Reading) -> bool:
    """Whether a name stands anew, after a step, in a line that is as bad in the pass after it."""
    if here.place is None or there.place is None:
        return False
    if there.place.world.before is not here.place.world or not _has_stepped(here.place):
        return False
    ref = next((one.ref for one in here.operands if one.ref is not None), None)
    return ref is not None and _is_printed(ref, here.place)


def _has_stepped(place: Place) -> bool:
    """Whether the sheet printed parameters that this pass leads to."""
    world = place.world
    return any(
        world.plan[key, at].name in world.sheet.printed
        for key, at in world.plan
        if key.startswith(("new.W.", "new.b."))
    )


def _is_printed(ref: Ref, place: Place) -> bool:
    try:
        name = place.world.name(ref.key, place.example_of(ref))
    except Missing:
        return False
    printed = place.world.sheet.printed.get(name, {})
    return (*ref.entry, 0, 0)[:2] in printed if ref.entry else bool(printed)

"""Names that a sheet introduces as the list of their entries: theta = (theta_0, theta_1)^T."""

from __future__ import annotations

from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.written import tree
from derive.teaching.written.names import Written, written
from derive.teaching.written.tree import Node


def lists_itself(left: Node, right: Node) -> bool:
    """Whether a name is said to be its own entries, the bias first, which is none of the others."""
    name = written(left.inner if isinstance(left, tree.Transposed) else left)
    inner = right.inner if isinstance(right, tree.Transposed) else right
    if name is None or name.indices:
        return False
    if isinstance(inner, tree.Matrix):
        cells: tuple[Node, ...] = tuple(cell for row in inner.rows for cell in row)
    else:
        cells = inner.items if isinstance(inner, tree.Group) else ()
    led = bool(cells) and isinstance(cells[0], tree.Number) and cells[0].text == "1"
    cells = cells[led:]  # (1, x_1, x_2)
    entries = [found for cell in cells if (found := written(cell)) is not None]
    if len(entries) < 2 or len(entries) < len(cells):
        return False
    return [_index(one) for one in entries] == [*range(led, len(entries) + led)] and all(
        one.letter == name.letter for one in entries
    )


def _index(name: Written) -> int | None:
    slots = slots_of(name)
    match slots.lowered if slots is not None else ():
        case (int() as only,):
            return only
    return None

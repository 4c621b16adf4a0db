"""Formulas of a sheet without data: by what it defines, by shapes, by the model of its letters."""

from __future__ import annotations

from derive.teaching.verifying.lines.operands import Operand, Sheet
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.symbolic.as_matrices import Unclear
from derive.teaching.verifying.symbolic.by_definitions import by_definitions, may_be_values
from derive.teaching.verifying.symbolic.definitions import Definitions
from derive.teaching.written.tree import Node


def judged_by_definitions(
    left: Operand, right: Operand, told: Definitions, sheet: Sheet, condition: Node | None,
    prose: str,
) -> Judged | None:  # fmt: skip
    """The verdict on two formulas; None where the definitions say nothing."""
    try:
        known = _decided(left.node, right.node, told, condition, prose)
    except Unclear:
        return Judged("no claim", why="unknown")
    if known is False and sheet.own and may_be_values(right.node):
        return Judged("no claim", why="unknown")
    if known is None:
        return None
    return Judged("holds", why="sampled") if known else Judged("wrong", why="formula")


def _decided(
    left: Node, right: Node, told: Definitions, condition: Node | None, prose: str
) -> bool | None:
    """What `by_definitions` says; what is not said so is asked of the model of the sheet, that of
    layers first. Raises Unclear where it depends on shapes that nothing tells.
    """
    model, unclear = told.model, None
    known = model.holds(left, right, condition, prose) if model and model.has_layers else None
    if known is None:
        try:
            known = by_definitions(left, right, told, condition, prose)
        except Unclear as found:
            unclear = found
    if known is None and model is not None and not model.has_layers:
        known = model.holds(left, right, condition, prose)
    if known is None and unclear is not None:
        raise unclear
    return known

"""Formulas of a sheet without data: by its definitions, and by the model that they make."""

from __future__ import annotations

from derive.teaching.verifying.lines.operands import Operand
from derive.teaching.verifying.symbolic.by_definitions import by_definitions
from derive.teaching.verifying.symbolic.definitions import Definitions
from derive.teaching.verifying.symbolic.one_variable import of_one_variable
from derive.teaching.written.names import whole_names
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node


def decided(
    left: Node, right: Node, told: Definitions, condition: Node | None, prose: str
) -> bool | None:
    """Whether both sides are equal whatever the free names are; None where that is not said.

    What the model says counts: where definitions alone are looked at, matrices are numbers.
    """
    known = by_definitions(left, right, told, condition, prose)
    model = told.model
    if model is None:
        return known
    found: bool | None = model.holds(left, right, condition, prose)
    if found is None:
        return None if model.has_layers and known is False else known
    if known and not (found or model.has_layers or _has_matrices(left, right)):
        return known
    return found


def _has_matrices(left: Node, right: Node) -> bool:
    """Whether capital letters stand there: by definitions alone these are numbers."""
    letters = {one.letter for one in whole_names((left, right))} - LOSSES
    return any(len(one) == 1 and one.isupper() for one in letters)


def of_numbers(
    left: Operand, right: Operand, told: Definitions | None, condition: Node | None, prose: str
) -> bool | None:
    """Whether a formula about a slope is true of any number; letters in it may be what the sheet
    says that they are."""
    slope = of_one_variable(left.node, right.node, left.names, condition)
    model = told.model if told is not None else None
    if slope is False and model and model.holds(left.node, right.node, condition, prose):
        return True
    return slope

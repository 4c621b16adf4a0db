"""Derivatives tried by differences: a quotient is about as large, and no more is said."""

from __future__ import annotations

from derive.teaching.verifying.lines.operands import Operand, Place, Sheet, valued
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.stated.differences import speaks_of_differences
from derive.teaching.written import tree
from derive.teaching.written.names import whole_names

NEAR = 0.01  # of the derivative


def with_quotients(
    operands: list[Operand], verdicts: list[Judged], place: Place | None, sheet: Sheet, text: str
) -> list[Judged]:
    """The verdicts, none on ∂L/∂w = (0.252 - 0.248) / 0.02 where that is nearly so."""
    if not any(one.verdict == "wrong" for one in verdicts) or not speaks_of_differences(text):
        return verdicts
    return [
        Judged("no claim") if one.verdict == "wrong"
        and _is_about(operands[at], operands[at + 1], place, sheet) else one
        for at, one in enumerate(verdicts)
    ]  # fmt: skip


def _is_about(left: Operand, right: Operand, place: Place | None, sheet: Sheet) -> bool:
    """Whether a derivative is about what such a quotient of numbers comes to."""
    if not isinstance(left.node, tree.Derivative) or whole_names(right.node):
        return False
    if not isinstance(right.node, tree.Over | tree.Product):
        return False
    sides = valued(left, place, sheet, False), valued(right, place, sheet, False)
    try:
        true, tried = (float(one[0].mid()) for one in sides if one is not None)
    except (AttributeError, ValueError):
        return False  # a matrix, or no value
    return abs(tried - true) <= NEAR * abs(true)

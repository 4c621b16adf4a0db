"""A dot between vectors that means entry by entry, as people write it who have no circle.

Between two columns, a dot is the scalar product. A writer who never writes a circle has only the
dot for both; where a formula has a finding, the sheet is read with the other meaning, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.left_open import is_better
from derive.teaching.verifying.reporting.report import Report
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.piece import Piece

_CIRCLES = re.compile(r"[∘⊙○◦⨀]|\\(?:odot|circ|bigodot)(?![A-Za-z])|(?:adamard|multiply\()")


def with_dots_entry_by_entry(
    report: Report, found: list[tuple[Found, Piece]]
) -> list[tuple[Found, Piece]] | None:
    """What a sheet says with the other product for each dot; None where that cannot be meant."""
    if _CIRCLES.search(report.text):
        return None
    accused = {one.offset for one in report.findings}
    made = [(_changed(one), piece) for one, piece in found]
    doubtful = any(
        isinstance(old, Statement) and old != new and accused & {sign.start for sign in old.signs}
        for (old, _), (new, _) in zip(found, made, strict=True)
    )
    return made if doubtful else None


def _changed(one: Found) -> Found:
    if not isinstance(one, Statement):
        return one
    return replace(one, operands=tuple(map(_starred, one.operands)))


def _starred(node: Any) -> Any:
    """The formula with a star for each dot with no number beside it."""
    if isinstance(node, tree.Product):
        factors = node.factors
        beside = zip(("", *node.signs[1:]), ("", *factors), factors, strict=False)
        signs = tuple(
            "*" if sign == "·" and not any(isinstance(one, tree.Number) for one in pair) else sign
            for sign, *pair in beside
        )
        node = replace(node, signs=signs)
    return mapped(node, _starred)


def with_either_dot(
    judge: Callable[[list[tuple[Found, Piece]]], Report], found: list[tuple[Found, Piece]]
) -> Report:
    """The report on a sheet; with dots that mean entry by entry, where it is better."""
    report = judge(found)
    other = with_dots_entry_by_entry(report, found)
    if other is None:
        return report
    again = judge(other)
    return again if is_better(again, report) else report

"""Functions that a sentence tells piece by piece: f(z) = z for z > 0 and f(z) = 0.1 z otherwise."""

from __future__ import annotations

from itertools import pairwise

from derive.teaching.verifying.statements.conditions_in_words import OTHERWISE
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import without_place

LAX = {"<": "≤", ">": "≥", "≤": "<", "≥": ">"}


def in_pieces(chains: list[Statement]) -> list[Statement]:
    """A statement by cases for each two pieces of one function whose conditions leave no gap."""
    found = []
    pieces = [one for one in chains if _is_piece(one)]
    for first, second in pairwise(pieces):
        left = first.operands[0]
        if without_place(left) != without_place(second.operands[0]) or not _are_all(first, second):
            continue
        rows = ((first.operands[1], first.condition), (second.operands[1], None))
        cases = tree.Cases(rows, first.operands[1].start, second.operands[1].end)
        found.append(Statement((left, cases), first.signs))
    return found


def _is_piece(one: Statement) -> bool:
    return (
        one.condition is not None
        and len(one.operands) == 2
        and isinstance(one.operands[0], tree.Product)
        and one.signs[0].sign == "="
    )


def _are_all(first: Statement, second: Statement) -> bool:
    """Whether one condition is what the other leaves; at the border itself nothing is asked."""
    match first.condition, second.condition:
        case tree.Chain(operands, (one,)), tree.Chain(others, (other,)):
            same = without_place(operands) == without_place(others)
            return same and OTHERWISE.get(one.sign) in (other.sign, LAX.get(other.sign))
    return False

"""Formulas of one example on a sheet of a batch: a - y, where A - Y is what else it writes."""

from __future__ import annotations

from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written.names import whole_names
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.piece import Piece

Sheet = list[tuple[Found, Piece]]


def without_lone_examples(found: Sheet) -> Sheet:
    """What a sheet says, but for chains of bare small letters whose capital ones hold a batch.

    They are of one example of one layer, and of which the letters do not say.
    """
    capital = {
        name.letter.lower()
        for one, _ in found if isinstance(one, Statement)
        for name in whole_names(one.operands) if len(name.letter) == 1 and name.letter.isupper()
    }  # fmt: skip
    return [(one, piece) for one, piece in found
            if not (isinstance(one, Statement) and _is_lone(one, capital))]  # fmt: skip


def _is_lone(one: Statement, capital: set[str]) -> bool:
    names = list(whole_names(one.operands))
    if any(name.letter.isupper() and name.letter not in LOSSES for name in names):
        return False
    return any(name.plain and name.letter in capital for name in names)

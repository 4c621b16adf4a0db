"""A result with its formula in brackets behind it: w = 1 (= 0.5 - 0.05 (-10))."""

from __future__ import annotations

import re
from dataclasses import replace

from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written.piece import Piece

_OPENS = re.compile(r"[ \t]*\([ \t]*(?:\\)?$")


def with_results_first(found: list[tuple[Found, Piece]], text: str) -> list[tuple[Found, Piece]]:
    """What a sheet says, such a formula being part of the chain before it."""
    told: list[tuple[Found, Piece]] = []
    for one, piece in found:
        before = told[-1][0] if told else None
        if (
            isinstance(one, Statement)
            and isinstance(before, Statement)
            and one.continued
            and before.condition is None
            and before.operands[-1].end == one.operands[0].end
            and _OPENS.match(text[one.operands[0].end : one.signs[0].start])
        ):
            chain = (*before.operands, *one.operands[1:])
            joined = replace(before, operands=chain, signs=(*before.signs, *one.signs))
            told[-1] = joined, told[-1][1]
            continue
        told.append((one, piece))
    return told

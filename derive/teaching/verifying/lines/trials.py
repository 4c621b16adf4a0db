"""What would be if a number were another: "for w = 0.81 the loss is 0.2322", beside w = 0.8.

So sheets try a derivative by a difference quotient. The numbers that follow are those of the
trial, up to the first line that holds only of what the sheet was about before.
"""

from __future__ import annotations

import re

from flint import arb

from derive.teaching.verifying.lines.chain import BAD
from derive.teaching.verifying.lines.operands import Operand, Sheet, valued
from derive.teaching.verifying.lines.place import Place
from derive.teaching.verifying.lines.reckoning import Missing, Rows
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.lines.world import World
from derive.teaching.verifying.naming.notation import Ref
from derive.teaching.verifying.stated.differences import speaks_of_differences
from derive.teaching.verifying.statements.printed import Rounding
from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.written import tree
from derive.writing.runs import given_names

_TRIED = re.compile(r"(?i)\b(?:for|at|if|when|try|für|bei|wenn)\W*$")
_PUT = re.compile(r"(?i)\b(?:with|use|using|set|mit|setze|setzt)\W*$")
REACH = 600  # characters before, in which a check by differences is spoken of
GIVEN = ("W.", "b.", "x")
SMALL = frozenset(("epsilon", "varepsilon", "h", "Delta", "delta", "d"))
PLAIN = Rounding(plain=True)


def tries(statement: Statement, operands: list[Operand], verdicts: list[Judged], text: str) -> bool:
    """Whether a line of the sheet `text` gives a parameter or an input another number, to see what
    follows."""
    ref = operands[0].ref
    given = (
        ref is not None
        and ref.key.startswith(GIVEN)
        and len(operands) == 2
        and not statement.continued
        and is_printed(operands[1].node)
        and verdicts[0].verdict in BAD
    )
    return given and _is_said(text, statement.operands[0].start, statement.operands[1].end)


def _is_said(text: str, start: int, end: int) -> bool:
    """Whether words beside such a line say so, or what follows does behind a colon."""
    before = text[max(0, start - REACH) : start]
    put = _PUT.search(before) or text[end : end + 3].strip("$)` ").startswith(":")
    return bool(_TRIED.search(before) or (put and speaks_of_differences(before)))


def shifted(operands: list[Operand]) -> Ref | None:
    """The parameter that a line moves a little, to a number: w + ε = 0.31."""
    left = operands[0]
    refs = [ref for ref in left.names.refs.values() if ref.key.startswith(GIVEN)]
    small = [slots for slots in left.names.own_names.values() if slots.letter in SMALL]
    moved = isinstance(left.node, tree.Sum) and len(left.node.terms) == 2 and len(operands) == 2
    is_number = len(operands) == 2 and is_printed(operands[1].node)
    return refs[0] if moved and is_number and len(refs) == len(small) == 1 else None


def tried(place: Place, ref: Ref, number: Operand) -> Place | None:
    """The place where this quantity has that value, and all else that is given is as it was."""
    said = valued(number, place, Sheet(PLAIN), False)
    if said is None or not isinstance(said[0], arb):
        return None
    try:
        given = {name: place.world.sheet[name] for name in given_names(place.world.shape)}
        name = place.world.name(ref.key, place.example_of(ref))
    except Missing:
        return None
    row, column = (*ref.entry, 0, 0)[:2]
    given[name] = _with(given[name], row, column, said[0])
    world = World(place.world.shape, place.world.part, place.world.part.runs[0], given, None)
    return Place(world, place.example, place.single)


def _with(rows: Rows, row: int, column: int, number: arb) -> Rows:
    return [
        [number if (i, j) == (row, column) else one for j, one in enumerate(line)]
        for i, line in enumerate(rows)
    ]

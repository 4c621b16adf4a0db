"""The right line where numbers were put in wrongly, and the slip."""

from __future__ import annotations

from typing import Any

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.agreement import agree
from derive.teaching.verifying.lines.aligned import Alignment
from derive.teaching.verifying.lines.exchanged_numbers import (
    decimals_of_line,
    put_number,
    slips_there,
)
from derive.teaching.verifying.lines.in_place import Edits, Spot
from derive.teaching.verifying.lines.known_slips import numbers_mended
from derive.teaching.verifying.lines.known_values import ORDER, as_printed, known_values
from derive.teaching.verifying.lines.named_slips import (
    is_turned,
    slip_of_numbers,
    slip_of_operands,
)
from derive.teaching.verifying.lines.operands import operand
from derive.teaching.verifying.lines.right_numbers import rounded, told, typed
from derive.teaching.verifying.lines.right_values import replaced, table_of, target
from derive.teaching.verifying.lines.slipped_formulas import slip_of_formula
from derive.teaching.verifying.statements.printed import Entry, Rounding, entries
from derive.teaching.written.tree import Node

USUAL = 4  # decimals of what was not printed
PRINTED_AS = Rounding()


def right_numbers_put_in(spot: Spot) -> tuple[str | None, str | None]:
    """Numbers put in wrongly: those that do not stand for what is in their place, or a slip in
    the line as a whole; else what they should come to."""
    placed, named = _by_place(spot)
    if placed is not None and named is not None:
        return spot.line(placed), named
    mended = numbers_mended(spot)
    if mended is not None and (mended[0] is not None or placed is None):
        return spot.line(mended[1]), mended[0]
    left, right = spot.judge.sides[spot.at : spot.at + 2]
    slip = slip_of_operands(spot.judge, left, right) or slip_of_formula(spot.judge, right)
    if placed is not None:
        return spot.line(placed), slip
    value = value_there(spot)
    return spot.line(value) if value is not None else None, slip


def _by_place(spot: Spot) -> tuple[str | None, str | None]:
    """The numbers with the right one at each place where another stands, and the slip of all."""
    judge, left, right = spot.judge, spot.left, spot.right
    for of_sheet in (True, False):
        aligned = Alignment(left.names, judge.place, judge.sheet, of_sheet)
        aligned.fits(left.node, right.node)
        found = _exchanged_numbers(spot, aligned.misfits)
        if found is None:
            continue
        edits, slip = found
        line = spot.edited(edits)
        if line is not None and spot.holds(line):
            return line, slip
    return None, None


def _exchanged_numbers(
    spot: Spot, misfits: list[tuple[Node, Any, Node]]
) -> tuple[Edits, str | None] | None:
    known = known_values(spot.judge.place) if spot.judge.place is not None else ()
    place, edits, slips = list(known), [], []
    for node, value, formula in misfits:
        rows = entries(node)
        table = table_of(value, rows) if rows else None
        if rows is None or table is None:
            return None
        pairs = [
            (entry, one, as_printed(one, max(entry.decimals, USUAL if len(rows) == 1 else 0)))
            for row, values in zip(rows, table, strict=True)
            for entry, one in zip(row, values, strict=True)
        ]
        changed = [one for one in pairs if one[2] != typed(one[0]) and not _is_near(one)]
        edits += [put_number(spot, entry, said) for entry, _, said in changed]
        if is_turned(rows, table):
            slips.append(frozenset(("transpose",)))
        elif len(pairs) > 1:
            same = slip_of_numbers(
                [typed(one) for one, _, _ in pairs],
                [rounded(one, entry.decimals) for entry, one, _ in pairs],
            )
            slips.append(frozenset((same,)) if same else frozenset())
        else:
            ref = operand(formula, spot.left.names).ref
            slips += [slips_there(spot, entry, one, ref, place) for entry, one, _ in changed]
    if not edits:
        return None
    common = slips[0].intersection(*slips[1:]) if slips else frozenset()
    return tuple(edits), min(common, key=ORDER.__getitem__, default=None)


def _is_near(one: tuple[Entry, Any, str]) -> bool:
    """Whether a printed number is the right one, cut or rounded."""
    entry, value, _ = one
    return agree(value, PRINTED_AS.ball(entry.value, entry.decimals))


def value_there(spot: Spot) -> str | None:
    """What the left side comes to, as the result of the chain is printed."""
    judge = spot.judge
    true = target(judge, spot.at, judge.sides[spot.at])
    result = next((one.one.node for one in judge.sides[spot.at + 1 :] if one.printed), None)
    rows = entries(result) if result is not None else None
    if true is None or (type(true) is Matrix and rows is None):
        return None
    if rows is None or result is None:
        said = as_printed(true, decimals_of_line(spot)) if true.is_finite() else ""
    else:
        table = table_of(true, rows)
        if table is None:
            return None
        changed = [(entry, told(one, entry, spot.sign)) for row, values
                   in zip(rows, table, strict=True)
                   for entry, one in zip(row, values, strict=True)]  # fmt: skip
        said = replaced(result, changed, spot.text)
    return said if said and spot.holds(said) else None

"""What the digits of a result stand for, once it is noted."""

from __future__ import annotations

from collections.abc import Container
from fractions import Fraction
from typing import Any

from flint import arb

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.comparisons import ORDERED
from derive.teaching.verifying.lines.operands import Sheet, agree
from derive.teaching.verifying.lines.understanding import Reading
from derive.teaching.verifying.statements.printed import Entry, Rounding, number
from derive.teaching.verifying.statements.statements import Statement

TINY = 1e-20
FEWEST_DECIMALS = 3  # of numbers that are rounded as a sheet goes; 3.2 may be exact
LONG = 3  # digits of a number that tells where it is from
MOST_COARSE = 10  # times its own rounding: what is known worse stands for itself


def is_exactly(true: Any, entry: Entry) -> bool:
    """Whether a true value is what is printed, to its last digit and beyond."""
    near = type(true) is arb and float(true.rad()) < TINY * (1 + abs(float(entry.value)))
    return near and agree(true, number(entry.value))


def not_rounded(worked: Any, entry: Entry, ball: Any) -> Any:
    """What a result stands for; its digits as they are, where just they were worked out."""
    if type(worked) is not arb or type(ball) is not arb or not worked.rad() < ball.rad():
        return ball
    exact = number(entry.value)
    return worked.union(exact) if worked.overlaps(exact) else ball


def note_coarse(sheet: Sheet, reading: Reading, at: int, rows: list[list[Entry]]) -> None:
    """Keeps how far a result of rounded numbers, of no quantity, can be from what is meant: the
    sum 4.119 of three numbers of four decimals stands for more than its own rounding."""
    judge, entry = reading.judge, rows[0][0]
    alone = len(rows) == len(rows[0]) == 1 and reading.operands[0].ref is None
    if judge is None or not alone or entry.decimals < FEWEST_DECIMALS:
        return
    left, ball = judge.sides[at - 1], sheet.rounding.result(entry)
    fair = reading.verdicts[min(at, len(reading.verdicts)) - 1].verdict == "holds as shown"
    if not fair or left.one.symbolic or type(left.true) is not arb or type(ball) is not arb:
        return
    if ball.rad() < left.true.rad() < MOST_COARSE * ball.rad() and ball.overlaps(left.true):
        worked = left.true.union(ball)
        typed = abs(entry.value), entry.decimals
        sheet.coarse[typed] = -worked if entry.value < 0 else worked
        sheet.balls = {key: one for key, one in sheet.balls.items() if key[1]}


def right_entries(reading: Reading, rows: list[list[Entry]]) -> frozenset[tuple[int, int]]:
    """The entries of a wrong matrix that are right."""
    true = reading.judge.reference if reading.judge is not None else None
    if type(true) is not Matrix or true.shape != (len(rows), len(rows[0])):
        return frozenset()
    exact = Rounding()
    return frozenset(
        (i, j)
        for i, row in enumerate(rows)
        for j, entry in enumerate(row)
        if agree(exact.ball(entry.value, entry.decimals), true.rows[i][j])
    )


def only_noted(
    rows: list[list[Entry]], worked: tuple[Any, ...], noted: Container[tuple[Fraction, int]],
    rounding: Rounding,
) -> bool:  # fmt: skip
    """Whether all entries that are none of a matrix that was worked out are known numbers.

    So it is as well for a single number, and where what was worked out is of another shape.
    """
    shape = len(rows), len(rows[0]) if rows else 0
    found = [one for one in worked if type(one) is Matrix and one.shape == shape]
    if not found or shape == (1, 1):
        return True
    strange = [
        entry
        for i, row in enumerate(rows)
        for j, entry in enumerate(row)
        if not any(agree(rounding.result(entry), one.rows[i][j]) for one in found)
    ]
    known = [(abs(one.value), one.decimals) in noted for one in strange]
    short = [len(str(abs(one.value.numerator))) < LONG for one in strange]
    return not strange or (
        any(known) and all(told or few for told, few in zip(known, short, strict=True))
    )


def of_other_size(reading: Reading, at: int, rows: list[list[Entry]]) -> Matrix | None:
    """What numbers come to, beside a column that has more entries or fewer."""
    left = reading.judge.sides[at - 1] if reading.judge is not None else None
    if left is None or left.one.symbolic or type(left.true) is not Matrix:
        return None
    known: Matrix = left.true
    is_longer = known.shape[0] != len(rows) and known.shape[1] == len(rows[0]) == 1
    return known if is_longer else None


def last_of_a_kind(
    results: list[tuple[int, list[list[Entry]]]],
) -> tuple[int, list[list[Entry]]]:
    """The last result that has as many rows and columns as the first of the chain."""
    (_, first), *_ = results
    shape = len(first), len(first[0])
    return next(one for one in reversed(results) if (len(one[1]), len(one[1][0])) == shape)


def equalled(statement: Statement) -> int:
    """How many signs of a chain say equal, before one that does not: a = w x >= 0."""
    signs = [one.sign for one in statement.signs]
    return next((at for at, sign in enumerate(signs) if sign in ORDERED), len(signs))


def wrong_before(reading: Reading, at: int, base: int) -> int | None:
    """The claim of a wrong formula that a chain went on from to its result."""
    for place in range(at - 1, -1, -1):
        one = reading.verdicts[min(place, len(reading.verdicts) - 1)]
        if one.verdict == "wrong":
            return base + place
        if one.verdict == "right again":
            return None
    return None

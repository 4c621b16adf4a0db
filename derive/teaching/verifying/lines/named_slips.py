"""The slips of wrong results: of the digits, or another quantity's value."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from derive.calculus.slip_numbers import is_moved
from derive.calculus.slips import SLIPS
from derive.calculus.term_shapes import Matrix, number_or_matrix
from derive.teaching.verifying.lines.chain import ChainJudge
from derive.teaching.verifying.lines.operands import Place, agree
from derive.teaching.verifying.lines.reckoning import Missing
from derive.teaching.verifying.lines.right_numbers import cut, decimals_told, rounded, typed
from derive.teaching.verifying.lines.sides import Side
from derive.teaching.verifying.lines.world import BATCH
from derive.teaching.verifying.naming.notation import Ref
from derive.teaching.verifying.statements.printed import Entry

COARSE = 0.02
NARROW = 1e-3  # what is printed more coarsely fits too much
MANY, FEWEST = 100, 9  # units of the last digit
FURTHER = 7  # decimals more than are printed, for a point that is misplaced
FEW = Fraction(9, 10)  # of a unit


def slip_of_numbers(printed: list[str], right: list[str], examples: int = 1) -> str | None:
    """The slip that makes the right numbers the printed ones; the same for every entry.

    `examples` is how many of them the numbers are a sum or a mean over.
    """
    for name, row in SLIPS.items():
        if any(tuple(printed) == one for one in row.results(tuple(right))):
            return name
    pairs = [(a, b) for a, b in zip(printed, right, strict=True) if a != b]
    if not pairs:
        return None
    found = {_slip_of_number(a, b, examples) for a, b in pairs}
    return found.pop() if len(found) == 1 else None


def _slip_of_number(printed: str, right: str, examples: int) -> str | None:
    if printed.lstrip("-") == right.lstrip("-"):
        return "sign"
    for name, row in SLIPS.items():
        if name == "digit_dropped" and len(printed.lstrip("-0.")) < 2:
            continue  # of one digit that is left, anything can be told
        if any(printed == one for one in row.numbers(right)):
            return name
    try:
        a, b = Fraction(printed), Fraction(right)
    except ValueError:
        return None
    unit = Fraction(1, 10 ** len(printed.partition(".")[2]))
    if examples > 1 and (_is_times(a, b, examples, unit) or _is_times(b, a, examples, unit)):
        return "mean"
    if _is_times(a, b, 2, unit):
        return "double"
    return "half" if _is_times(b, a, 2, unit) else None


def slip_of_finer(wrong: list[tuple[Entry, Any]]) -> str | None:
    """The slip of wrong numbers by more digits of the right ones than stand there: a point or a
    digit lost leaves another number of decimals."""
    found = set()
    for entry, value in wrong:
        printed = typed(entry)
        named = _slip_of_number(printed, rounded(value, decimals_told(entry) + 1), 1)
        if is_moved(printed, rounded(value, decimals_told(entry) + FURTHER)):
            named = "point"
        found.add(named)
    slip = found.pop() if len(found) == 1 else None
    return slip if slip in ("point", "digit_dropped") else None


def is_turned(rows: list[list[Entry]], table: list[list[Any]]) -> bool:
    """Whether a square matrix stands where its transpose belongs."""
    return (
        len(rows) == len(rows[0]) > 1
        and any(typed(one) != rounded(table[i][j], one.decimals)
                for i, row in enumerate(rows) for j, one in enumerate(row))
        and all(typed(one) in (rounded(table[j][i], one.decimals), cut(table[j][i], one.decimals))
                for i, row in enumerate(rows) for j, one in enumerate(row))
    )  # fmt: skip


def _is_times(one: Fraction, other: Fraction, factor: int, unit: Fraction) -> bool:
    """Whether a number is a multiple of another, as far as their digits tell, and they are not
    so few that it may be by accident: one of one or two digits is twice another by chance."""
    near = factor * unit if abs(other) > MANY * unit else unit * FEW
    return abs(one - factor * other) <= near and min(abs(one), abs(other)) > FEWEST * unit


def slip_of_quantity(judge: ChainJudge, right: Side) -> str | None:
    """A result that is the value of a neighbouring quantity."""
    ref, place = judge.sides[0].one.ref, judge.place
    if ref is None or place is None:
        return None
    kind, _, layer = ref.key.rpartition(".")
    neighbours: dict[str, tuple[tuple[str, str], ...]] = {
        "delta": (("slope_missing", f"grad.a.{layer}"),),
        "new.W": (("gradient", f"grad.W.{layer}"), ("other_weights", f"W.{layer}")),
        "new.b": (("gradient", f"grad.b.{layer}"), ("other_weights", f"b.{layer}")),
    }
    world = place.world
    if kind in ("W", "b") and world.before is not None:  # what an earlier part left
        world, neighbours[kind] = world.before, (("gradient", f"grad.{kind}.{layer}"),)
    for slip, key in neighbours.get(kind, ()):
        try:
            rows, _ = world.value(key, _example(place, key), False)
        except Missing:
            continue
        if agree(_part(rows, ref.entry), right.true):
            return slip
    if ref.entry and _is_other_entry(ref, place, right):
        return "neuron"
    if kind == "delta" and _has_slope_twice(ref, layer, place, right):
        return "slope_extra"
    return None


def _is_other_entry(ref: Ref, place: Place, right: Side) -> bool:
    """Whether a result is what another unit of the layer has."""
    try:
        rows, _ = place.world.value(ref.key, _example(place, ref.key), False)
    except Missing:
        return False
    found = right.true
    if type(found) is Matrix or not float(found.rad()) < COARSE * abs(float(found.mid())):
        return False
    own = (*ref.entry, 0)[:2]
    return any(agree(one, found) for i, row in enumerate(rows) for j, one in enumerate(row)
               if (i, j) != own)  # fmt: skip


def _part(rows: Any, entry: tuple[int, ...]) -> Any:
    if entry:
        row, column = (*entry, 0)[:2]
        return rows[row][column]
    return number_or_matrix(rows)


def _has_slope_twice(ref: Ref, layer: str, place: Place, right: Side) -> bool:
    """Whether a delta has the slope as a factor once more."""
    try:
        delta, _ = place.world.value(ref.key, place.example, False)
        slope, _ = place.world.value(f"slope.{layer}", place.example, False)
    except Missing:
        return False
    rows = [[one[0] * other[0]] for one, other in zip(delta, slope, strict=True)]
    return agree(_part(rows, ref.entry), right.true)


def _example(place: Place, key: str) -> int:
    return BATCH if key.startswith(("grad.W", "grad.b")) and not place.single else place.example


def slip_of_operands(judge: ChainJudge, left: Side, right: Side) -> str | None:
    """What is missing among the numbers put in: a slope, or the bias; or a slope too many."""
    place, true, found = judge.place, left.true, right.true
    if place is None or type(true) is Matrix or type(found) is Matrix or true is None:
        return None
    if found is None or not float(found.rad()) < NARROW * abs(float(found.mid())):
        return None
    for layer in range(1, place.world.graph.depth + 1):
        for factor in _entries(place, f"slope.{layer}"):
            if agree(found * factor, true):
                return "slope_missing"
            if agree(true * factor, found):
                return "slope_extra"
        if any(agree(found + bias, true) and not agree(found, true)
               for bias in _entries(place, f"b.{layer}")):  # fmt: skip
            return "bias"
    return None


def _entries(place: Place, key: str) -> list[Any]:
    try:
        rows, _ = place.world.value(key, place.example, True)
    except Missing:
        return []
    return [one for row in rows for one in row]

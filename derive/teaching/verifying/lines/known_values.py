"""The values of all quantities at one place of a sheet, to tell which of them a number is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from derive.calculus.slips import SLIPS
from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.place import Place
from derive.teaching.verifying.lines.reckoning import Missing
from derive.teaching.verifying.lines.right_numbers import rounded
from derive.teaching.verifying.lines.world import BATCH
from derive.teaching.verifying.statements.printed import number

KINDS = ("W", "b", "z", "a", "delta", "grad.a", "grad.W", "grad.b", "new.W", "new.b")
EXACT = 1e-9  # the radius of what is known exactly
LONGEST = 7  # digits after the point that are told of an exact number
PRINTED = 0.75  # the radius of a printed number, in units of its last digit
ORDER = {name: place for place, name in enumerate(SLIPS)}


@dataclass(frozen=True)
class Known:
    """One number of a quantity: its kind without the layer, the layer, its row and column."""

    kind: str
    layer: int
    entry: tuple[int, int]
    value: Any

    def text(self, decimals: int) -> str:
        return as_printed(self.value, decimals)


def as_printed(value: Any, decimals: int) -> str:
    """An exact number in all of its digits, what a sheet printed as it did, others rounded."""
    if float(value.rad()) < EXACT:
        for places in range(LONGEST):
            said = rounded(value, places)
            if abs(float(said) - float(value.mid())) < EXACT:
                return said
        return rounded(value, decimals)
    known = _decimals(value)
    return rounded(value, decimals if known is None else known)


def _decimals(value: Any) -> int | None:
    """With how many decimals a value was printed, of which all that may be meant is known."""
    radius = float(value.rad())
    known = -math.log10(radius / PRINTED) if radius > 0 else 0
    if not math.isfinite(known):  # larger than a float is
        return None
    return round(known) if abs(known - round(known)) < 0.01 and known > 0.5 else None


def centred(value: Any) -> Any:
    """A printed number as its digits say, for what may have been meant by it."""
    if type(value) is Matrix:
        return Matrix([[centred(one) for one in row] for row in value.rows])
    known = _decimals(value) if hasattr(value, "rad") else None
    return value if known is None else number(Fraction(rounded(value, known)))


def known_values(place: Place) -> Iterator[Known]:
    """Every number of every quantity, as the sheet has it, that no mistake stands in."""
    depth = place.world.graph.depth
    keys = [("x", "x", 0), ("t", "t", depth), ("rate", "rate", 0)]
    keys += [(f"{kind}.{layer}", kind, layer) for layer in range(1, depth + 1) for kind in KINDS]
    for key, kind, layer in keys:
        batch = kind.startswith(("grad.W", "grad.b", "new")) and not place.single
        rows = _rows(place, key, BATCH if batch else place.example)
        if kind in ("W", "b") and place.world.before is not None:
            old = _rows(Place(place.world.before, place.example), key, place.example)
            yield from (Known(f"old.{kind}", layer, (i, j), one) for i, row in enumerate(old or ())
                        for j, one in enumerate(row))  # fmt: skip
        if not isinstance(rows, list):
            if rows is not None:
                yield Known(kind, layer, (0, 0), rows)
            continue
        for i, row in enumerate(rows):
            for j, one in enumerate(row):
                yield Known(kind, layer, (i, j), one)


def _rows(place: Place, key: str, example: int) -> Any:
    for at in (example, place.example):
        for of_sheet in (True, False):
            try:
                rows, roots = place.world.value(key, at, of_sheet)
            except (Missing, KeyError, TypeError):
                break
            if not roots:
                return rows
    return None


def slips_between(printed: Known, right: Known, in_slope: bool) -> str | None:
    """The slip by which one quantity stands where another belongs; None where it has no name."""
    if (printed.kind, printed.layer) == (right.kind, right.layer):
        return "neuron" if printed.entry != right.entry else None
    same = printed.layer == right.layer and printed.entry == right.entry
    parameter = right.kind[-1]
    if right.kind.rpartition(".")[0] in ("", "new", "old") and parameter in "Wb" and same:
        if printed.kind.removeprefix("new.").removeprefix("old.") == parameter:
            return "other_weights"
        if printed.kind == f"grad.{parameter}":
            return "gradient"
    if in_slope and {printed.kind, right.kind} <= {"a", "z"}:
        if printed.layer != right.layer:
            return "slope_of_other_layer"
        return "slope_at_output" if same else None
    ends = {"x": 0, "t": -1}
    kinds = [ends.get(one.kind, one.kind) for one in (printed, right)]
    if printed.layer != right.layer and (kinds[0] == kinds[1] or set(kinds) == {0, "a"}):
        return "layer"
    return None

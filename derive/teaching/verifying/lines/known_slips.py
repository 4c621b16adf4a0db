"""Slips in the numbers put into a line, undone one by one until the line is true."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.exchanged_numbers import (
    decimals_of_line,
    exchanged,
    value_of_numbers,
)
from derive.teaching.verifying.lines.in_place import Edits, Spot, signed
from derive.teaching.verifying.lines.known_values import Known, known_values
from derive.teaching.verifying.lines.mends import (
    Mend,
    appended,
    divided,
    of_other_sign,
    put_before,
    rescaled,
    squared,
    times,
    without_factor,
    without_factors,
)
from derive.teaching.verifying.lines.operands import agree

SIGNS = "\\" + "cdotimes *·×"  # the letters of product signs
HALF, TWO = Fraction(1, 2), Fraction(2)
NARROW = 0.02  # what is known more coarsely than that fits too much
WIDE = 0.2  # too much even of factors and signs
MOST = 160  # lines that are judged
OF_BATCH = ("grad.W", "grad.b", "loss", "new.W", "new.b", "delta", "grad.a", "grad.z")


def numbers_mended(spot: Spot) -> tuple[str | None, str] | None:
    """The first slip that, undone, makes the numbers right, and these; named ones come first."""
    found = None
    for slip, edits in islice(_mends(spot), MOST):
        line = spot.edited(edits)
        if line is None or not spot.holds(line):
            continue
        if slip is not None:
            return slip, line
        found = found or (None, line)
    return found


def _width(spot: Spot) -> float:
    """How wide the numbers leave their value open: of a wide one, all could be said."""
    found = spot.judge.sides[spot.at + 1].true
    entries_of = found.entries() if type(found) is Matrix else [found]
    if found is None:
        return 1.0
    return max(float(one.rad()) / (abs(float(one.mid())) or 1.0) for one in entries_of)


def _mends(spot: Spot) -> Iterator[Mend]:
    width = _width(spot)
    if width > WIDE:
        return
    known = list(known_values(spot.judge.place)) if spot.judge.place is not None else []
    examples = examples_of(spot)
    if examples > 1:
        for edits in (*without_factor(spot, Fraction(1, examples), Fraction(examples)),
                      *divided(spot, examples), *rescaled(spot, examples)):  # fmt: skip
            yield "mean", edits
    yield from (("double", one) for one in (*without_factor(spot, TWO), *divided(spot, 2)))
    yield from (("half", one) for one in (*without_factor(spot, HALF), *rescaled(spot, 2)))
    yield from (("sign", one) for one in of_other_sign(spot))
    if width > NARROW:
        return
    yield from (("slope_missing", one) for one in _slopes(spot, known))
    yield from exchanged(spot, known)
    first = spot.judge.sides[0].one.ref or spot.left.ref
    kind, _, layer = first.key.rpartition(".") if first is not None else ("", "", "")
    if kind.startswith("new.") or (spot.sign == "←" and kind in ("W", "b")):
        for one in known:
            if (one.kind, str(one.layer)) == (kind.removeprefix("new."), layer):
                yield "gradient", put_before(spot, one.text(decimals_of_line(spot)))
    for one in known:
        if one.kind == "b" and kind in ("", "z", "a", "in.W"):
            yield "bias", appended(spot, one.text(decimals_of_line(spot)))
    yield from ((None, one) for one in squared(spot))
    if any(one.kind == "a" for one in known):
        yield from ((_slope_left_out(spot, one, known), one) for one in without_factors(spot))


def examples_of(spot: Spot) -> int:
    """How many examples the quantity that a line is about goes over."""
    place = spot.judge.place
    if place is None:
        return 1
    ref = spot.judge.sides[0].one.ref or spot.left.ref
    if ref is not None and not ref.key.removeprefix("share.").startswith(OF_BATCH):
        return 1
    return len(place.world.part.examples)


def _slopes(spot: Spot, known: list[Known]) -> Iterator[Edits]:
    """The derivative of an activation put behind the whole, as numbers."""
    if spot.judge.place is None:
        return
    layers = spot.judge.place.world.graph.network.layers
    for one in known:
        if one.kind != "a":
            continue
        said, name = one.text(4), layers[one.layer - 1].activation
        if name == "sigmoid":
            factor = f"{said} (1 - {said})"
        elif name == "tanh":
            factor = f"(1 - {signed(said, '-')}^2)"
        elif name == "relu":
            factor = "1" if float(one.value.mid()) > 0 else "0"
        else:
            continue
        yield times(spot, spot.right.node, factor, behind=True)


def _slope_left_out(spot: Spot, edits: Edits, known: list[Known]) -> str | None:
    """slope_extra where what was left out is the derivative of an activation."""
    line = spot.edited(edits)
    rest = spot.read(line) if line is not None else None
    place = spot.judge.place
    if rest is None or place is None:
        return None
    (one,) = edits
    start = spot.right.node.start
    left_out = spot.read(spot.source[one.start - start : one.end - start].strip(SIGNS))
    if left_out is None or left_out.term is None or left_out.symbolic:
        return None
    found = value_of_numbers(left_out, spot, {})
    layers = place.world.graph.network.layers
    for unit in known:
        if unit.kind != "a" or found is None:
            continue
        name = layers[unit.layer - 1].activation
        slope = {"sigmoid": unit.value * (1 - unit.value), "tanh": 1 - unit.value**2}.get(name)
        if slope is not None and agree(found, slope):
            return "slope_extra"
    return None

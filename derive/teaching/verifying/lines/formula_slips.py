"""Slips in a written formula, undone one by one in its text until both sides are equal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from derive.teaching.verifying.lines.in_place import Edit, Edits, Spot
from derive.teaching.verifying.lines.known_slips import examples_of
from derive.teaching.verifying.lines.known_values import ORDER
from derive.teaching.verifying.lines.mends import (
    Mend,
    divided,
    inner,
    of_other_sign,
    rescaled,
    squared,
    transposed,
    without_factor,
)
from derive.teaching.verifying.lines.names_of_sheet import renamed
from derive.teaching.verifying.naming.notation import Ref
from derive.teaching.written.names import written

HALF, TWO = Fraction(1, 2), Fraction(2)
MOST = 80  # formulas that are judged
OF_NAMES = ("layer", "neuron")  # slips that are told by the names
LONGEST = 400  # characters of a formula
MOST_UNITS = 4
_DIGIT = re.compile(r"(?<=_)\d|(?<=_\{)\d|(?<=[A-Za-z])\d(?!\d)|(?<=_\{\d)\d|(?<=_\d)\d")


def formula_mended(spot: Spot, named: str | None) -> tuple[str | None, str] | None:
    """The first slip that, undone, makes both sides equal, and the right formula; where the slip
    is known, this one alone."""
    if len(spot.source) > LONGEST:
        return None
    found = None
    wanted = {named, None, "name"} if named in OF_NAMES else {named, None}
    kept = (one for one in _mends(spot) if named is None or one[0] in wanted)
    for slip, edits in islice(kept, MOST):
        line = spot.edited(edits)
        if line is None or line == spot.source or not spot.holds(line):
            continue
        slip = _told(spot, line) if slip == "name" else slip
        if named is not None and slip != named:
            continue
        if slip is not None:
            return slip, line
        found = found or (None, line)
    return found


def _mends(spot: Spot) -> Iterator[Mend]:
    examples = examples_of(spot)
    if examples > 1:
        for edits in (*without_factor(spot, Fraction(1, examples)),
                      *islice(divided(spot, examples), 1)):  # fmt: skip
            yield "mean", edits
    yield from (("half", one) for one in without_factor(spot, HALF))
    yield from (("double", one) for one in without_factor(spot, TWO))
    yield from (("sign", one) for one in of_other_sign(spot))
    yield from (("half", one) for one in islice(rescaled(spot, 2), 4))
    yield from (("double", one) for one in islice(divided(spot, 2), 1))
    yield from (("transpose", one) for one in transposed(spot))
    yield from ((None, one) for one in squared(spot))
    yield from (("name", one) for one in _other_names(spot))
    yield from renamed(spot)


def _other_names(spot: Spot) -> Iterator[Edits]:
    """A name with another number in its index."""
    for node in inner(spot.right.node):
        if written(node) is None:
            continue
        text = spot.text(node)
        for found in _DIGIT.finditer(text):
            for number in map(str, range(1, MOST_UNITS + 1)):
                if number != found.group():
                    yield (Edit(node.start + found.start(), node.start + found.end(), number),)


def _told(spot: Spot, line: str) -> str | None:
    """What it is called that one name stands for another."""
    right = spot.read(line)
    if right is None:
        return None
    mine, other = (set(one.names.refs.values()) for one in (spot.right, right))
    gone, new = mine - other, other - mine
    if len(gone) != 1 or len(new) != 1:
        return None
    return _between(gone.pop(), new.pop())


def _between(printed: Ref, right: Ref) -> str | None:
    if printed.key == right.key:
        return "neuron" if printed.entry != right.entry else None
    kinds = [one.key.rpartition(".")[0] for one in (printed, right)]
    return "layer" if kinds[0] == kinds[1] and "layer" in ORDER else None

"""The slip of a false formula whose names only this sheet binds: what makes it true undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from derive.calculus import term as tm
from derive.calculus.slip_search import MOST_TRIED
from derive.calculus.slip_terms import once
from derive.calculus.slips import SLIPS
from derive.calculus.term import Term
from derive.calculus.terms import parts
from derive.teaching.verifying.lines.operands import Operand, Place, Sheet
from derive.teaching.verifying.naming.notation import ANY, Ref
from derive.teaching.verifying.symbolic.formula_sign import by_other_numbers

LONGEST = 60  # parts of a formula
MOST_IN_ALL = 400


def slip_of_names(left: Operand, right: Operand, place: Place | None, sheet: Sheet) -> str | None:
    """The first slip that, undone on the right, makes both sides equal for any numbers."""
    if place is None or right.term is None or len(parts(right.term)) > LONGEST:
        return None
    refs = {**right.names.refs, **{_key(one): one for one in _slopes(place)}}
    for name, undone in islice(_undone(right.term, refs), MOST_IN_ALL):
        names = replace(right.names, refs=refs, own_names=dict(right.names.own_names))
        if by_other_numbers(left, replace(right, term=undone, names=names), place, sheet):
            return name
    return None


def _undone(right: Term, refs: dict[str, Ref]) -> Iterator[tuple[str, Term]]:
    for name, row in SLIPS.items():
        if name == "slope_missing":
            found = _with_slope(right, [key for key in refs if key.startswith("slope.")])
        else:
            found = row.undone(right)
        yield from ((name, one) for one in islice(found, MOST_TRIED))


def _with_slope(right: Term, slopes: list[str]) -> Iterator[Term]:
    """A slope put in, at the whole or at a factor."""

    def change(node: object) -> Iterator[Term]:
        if isinstance(node, tm.Multiply | tm.Variable | tm.Add):
            for key in slopes:
                yield tm.Multiply((node, tm.Variable(key)), ("", "∘"))

    yield from once(right, change)


def _slopes(place: Place) -> Iterator[Ref]:
    """The slopes of all layers, whole and unit by unit."""
    graph = place.world.graph
    for layer in range(1, graph.depth + 1):
        whole = Ref(f"slope.{layer}", ANY)
        if place.lacks(whole):
            continue
        yield whole
        for unit in range(min(graph.network.width(layer), 4)):
            yield Ref(f"slope.{layer}", ANY, (unit, 0))


def _key(ref: Ref) -> str:
    return f"{ref.key} {ref.example} {ref.entry} {ref.turned}"

"""Conditions on the asked answers as they are shown, all looked at when the last one is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from operator import itemgetter

from derive.calculus.tape.short_sums import Cells
from derive.teaching.generating.checks import TINY, Check, Samples, Test
from derive.teaching.generating.layout import Answer, Layout


def answer_most(layout: Layout, bound: float, samples: Samples) -> list[Check]:
    """No asked answer is larger."""
    sizes = _sizes([place for one in layout.answers for place in one.places])
    return [Check(_last(layout), lambda cells: max(sizes(cells), default=0.0) <= bound)]


def answer_least(layout: Layout, bound: float, samples: Samples) -> list[Check]:
    """No asked answer is smaller in size, but for zeros."""
    sizes = _sizes([place for one in layout.answers for place in one.places])
    if not bound:
        return []
    return [Check(_last(layout), lambda cells: all(not x or x >= bound for x in sizes(cells)))]


def _last(layout: Layout) -> int:
    """The place in the plan of the last asked answer."""
    return max((layout.index(one.one.name) for one in layout.answers), default=-1)


def _sizes(places: Sequence[int]) -> Callable[[Cells], Iterable[float]]:
    """The absolute values of entries."""
    if len(places) < 2:
        return lambda cells: [abs(cells[place]) for place in places]
    entries = itemgetter(*places)
    return lambda cells: map(abs, entries(cells))


def not_zero(layout: Layout, bound: bool, samples: Samples) -> list[Check]:
    """No asked answer is 0 in its shown digits."""
    by_least: dict[float, list[int]] = {}
    for one in layout.answers:
        kept = [p for p in one.places if any(abs(cells[p]) >= TINY for cells in samples)]
        by_least.setdefault(one.fixed / 2 or TINY, []).extend(kept)

    def check(places: list[int], least: float) -> Test:
        sizes = _sizes(places)
        return lambda cells: min(sizes(cells), default=least) >= least

    return [Check(_last(layout), check(places, least)) for least, places in by_least.items()]


def distinct(layout: Layout, bound: bool, samples: Samples) -> list[Check]:
    """The entries of an asked answer, and the single weights asked for, differ as shown."""
    groups = [(one, one.places) for one in layout.answers]
    for kind in ("grad.", "new."):
        singles = [a for a in layout.answers if "[" in a.one.key and a.one.key.startswith(kind)]
        if singles:
            groups.append((singles[0], tuple(place for one in singles for place in one.places)))
    pairs = [
        (a, b, one.fixed, one.unit)
        for one, places in groups
        for a, b in combinations(places, 2)
        if any(abs(cells[a] - cells[b]) > TINY for cells in samples)
    ]

    def test(cells: Cells) -> bool:
        for a, b, fixed, unit in pairs:
            if not abs(cells[a] - cells[b]) > (fixed or unit(cells[a])):
                return False
        return True

    return [Check(_last(layout), test)] if pairs else []


def no_tie(layout: Layout, bound: float, samples: Samples) -> list[Check]:
    """No asked answer lies where the last shown digit hangs on a hair."""
    if not bound:
        return []
    low, high = 0.5 - bound, 0.5 + bound

    def alike(places: list[int], fixed: float) -> Test:
        sizes = _sizes(places)
        # what is shown in full lies far from a tie
        return lambda cells: not [x for x in sizes(cells) if low < x / fixed % 1.0 < high]

    def single(one: Answer) -> Test:
        def test(cells: Cells) -> bool:
            sizes = [(abs(cells[place]), one.unit(cells[place])) for place in one.places]
            return not any(low < size / (unit or 1.0) % 1.0 < high for size, unit in sizes)

        return test

    if layout.carried:  # what is rounded already lies on no tie
        return [
            Check(layout.index(one.one.name), single(one), unrounded=True) for one in layout.answers
        ]
    by_unit: dict[float, list[int]] = {}
    for one in layout.answers:
        if one.fixed:
            by_unit.setdefault(one.fixed, []).extend(one.places)
    own = [one for one in layout.answers if not one.fixed]
    return [
        *(Check(_last(layout), alike(places, fixed)) for fixed, places in by_unit.items()),
        *(Check(layout.index(one.one.name), single(one)) for one in own),
    ]

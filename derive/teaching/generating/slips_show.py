"""The condition that a slip shows: no asked answer equals what a typical slip makes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.calculus.doubles import Doubles
from derive.calculus.tape.steps import Cells, Valued
from derive.teaching.generating.checks import Check, Samples
from derive.teaching.generating.layout import Layout

Pairs = list[tuple[int, int]]
Unit = Callable[[float], float]
DOUBLES = Doubles()
TINY = 1e-12


def slips_show(layout: Layout, bound: bool, samples: Samples) -> list[Check]:
    """No asked answer equals, in its shown digits, what a named slip makes of it."""
    laid = layout.slips
    answers = {one.one.name: one for one in layout.answers}
    longer = [list(sample) for sample in samples]
    seen: set[tuple[Any, ...]] = set()
    tested: list[tuple[tuple[Valued, ...], list[tuple[Pairs, float, Unit]]]] = []
    for slip in laid.slips:
        for cells in longer:
            for value in slip.values:
                value(cells, DOUBLES)
        found: list[tuple[Pairs, float, Unit]] = []
        for quantity, places in slip.changed:
            answer = answers.get(quantity.name)
            if answer is None:
                continue
            wrong = [place for row in places for place in row]
            pairs = list(zip(answer.places, wrong, strict=True))
            made = tuple(f"{cells[place]:.9g}" for cells in longer for place in wrong)
            # else no numbers would ever tell it from what is right, or from another slip
            # where what is printed goes on, rounding alone makes a difference, but a smaller one
            least = answer.unit if layout.carried else _tiny
            if (answer.one.key, made) not in seen and _ever_shows(pairs, longer, least):
                seen.add((answer.one.key, made))
                found.append((pairs, answer.fixed, answer.unit))
        if found:
            tested.append((slip.values, found))

    def test(cells: Cells) -> bool:
        for values, compared in tested:
            for value in values:
                value(cells, DOUBLES)
            for pairs, fixed, unit in compared:
                for a, b in pairs:
                    # a wrong answer that has no value cannot be taken for the right one
                    if not abs(cells[a] - cells[b]) <= (fixed or unit(cells[a])):
                        break
                else:
                    return False
        return True

    return [Check(layout.last, test)] if tested else []


def _tiny(value: float) -> float:
    return TINY


def _ever_shows(pairs: Pairs, samples: Samples, least: Unit) -> bool:
    """Whether some draw tells the slip from what is right, and others may not."""
    found = [(cells[a], cells[b]) for cells in samples for a, b in pairs]
    if not any(abs(right - wrong) > least(right) for right, wrong in found):
        return False
    # a multiple of what is right is another number wherever that is not 0
    known = [wrong / right for right, wrong in found if abs(right) > TINY]
    alone = any(abs(right) <= TINY < abs(wrong) for right, wrong in found)
    return not known or alone or any(abs(one - known[0]) > 1e-9 * abs(known[0]) for one in known)

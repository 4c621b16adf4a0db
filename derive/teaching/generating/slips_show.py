"""The condition that a slip shows: no asked answer equals what a typical slip makes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.calculus.tape.short_sums import Cells
from derive.calculus.tape.slipped import Slipped
from derive.calculus.tape.steps import leading_to
from derive.calculus.tape.unrolled import Doubled
from derive.teaching.generating.checks import Check, Samples
from derive.teaching.generating.layout import Answer, Layout

Pairs = list[tuple[int, int]]
Unit = Callable[[float], float]
# steps to the first entry, that entry as it is and as a slip makes it, the last digit's worth, the
# steps to all other entries, and those
Tested = tuple[
    tuple[Doubled, ...], int, int, float, Unit, tuple[Doubled, ...], tuple[tuple[int, int], ...]
]
TINY = 1e-12


def slips_show(layout: Layout, bound: bool, samples: Samples) -> list[Check]:
    """No asked answer equals, in its shown digits, what a named slip makes of it."""
    laid = layout.slips
    answers = {one.one.name: one for one in layout.answers}
    longer = [list(sample) for sample in samples]
    seen: set[tuple[Any, ...]] = set()
    tested: list[Tested] = []
    for slip in laid.slips:
        for cells in longer:
            for double in slip.doubles:
                double(cells)
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
                tested.append(_tested(slip, pairs, answer))

    def test(cells: Cells) -> bool:
        for first, a, b, fixed, unit, others, pairs in tested:
            for double in first:
                double(cells)
            # a wrong answer that has no value cannot be taken for the right one
            if not abs(cells[a] - cells[b]) <= (fixed or unit(cells[a])):
                continue
            for double in others:
                double(cells)
            for a, b in pairs:
                if not abs(cells[a] - cells[b]) <= (fixed or unit(cells[a])):
                    break
            else:
                return False
        return True

    return [Check(layout.last, test)] if tested else []


def _tested(slip: Slipped, pairs: Pairs, answer: Answer) -> Tested:
    """What is made ready of a slip in an answer: nearly always, one entry tells it already."""
    a, b = pairs[0]
    needed = leading_to(slip.steps, [b])
    first = tuple(step.double for step, now in zip(slip.steps, needed, strict=True) if now)
    all_of_it = leading_to(slip.steps, [wrong for _, wrong in pairs])
    others = tuple(
        step.double
        for step, now, ever in zip(slip.steps, needed, all_of_it, strict=True)
        if ever and not now
    )
    return first, a, b, answer.fixed, answer.unit, others, tuple(pairs[1:])


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

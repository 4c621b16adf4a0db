"""A draw tried: the conditions of a recipe, cheap ones first, on doubles, before anything is made.

What they need is made ready once for a form; a few draws are worked out beforehand to see what is
alike in all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import Any

from derive.calculus.tape.short_sums import Cells
from derive.calculus.tape.unrolled import Doubled
from derive.errors import DeriveError
from derive.teaching.generating import answer_checks, checks, given_checks, slips_show
from derive.teaching.generating.checks import Check, Test
from derive.teaching.generating.frame import Frame, frame
from derive.teaching.generating.given_checks import GivenTest, effort
from derive.teaching.generating.layout import Layout
from derive.teaching.generating.numbers import Leaf
from derive.teaching.generating.permutation import permuted
from derive.teaching.generating.recipe import Recipe
from derive.teaching.prepared import Start, prepared
from derive.teaching.shaping import shape_of
from derive.writing.notation import style

SAMPLES = 24
FORMS = 8  # tried for the usual difficulty
USUAL_SPREAD = 0.35
GIVEN = ("different_units", "different_examples", "difficulty")
MODULES = (checks, answer_checks, slips_show)
# what a formula without a value raises in doubles
FAULTS = (ArithmeticError, ValueError, TypeError)


@dataclass(frozen=True, eq=False)
class Stage:
    """One part with its conditions: some steps, then the tests that can be made after them."""

    layout: Layout
    steps: tuple[tuple[tuple[Doubled, ...], tuple[tuple[str, Test], ...]], ...]


@dataclass(frozen=True, eq=False)
class Trial:
    """The conditions of a form made ready."""

    frame: Frame
    given: tuple[tuple[str, GivenTest], ...]
    stages: tuple[Stage, ...]

    def fault(self, leaves: Sequence[Leaf]) -> str | None:
        """The name of the first condition that the given numbers do not meet; None: all are met."""
        for name, test in self.given:
            if not test(leaves):
                return name
        given = [one.double for one in leaves]
        done: dict[str, Cells] = {}
        for stage in self.stages:
            for start in stage.layout.ready.starts:
                cells = _started(stage.layout, start, given, done)
                done[start.run.id] = cells
                try:
                    for doubles, tests in stage.steps:
                        for double in doubles:
                            double(cells)
                        for name, met in tests:
                            if not met(cells):
                                return name
                except FAULTS:
                    return "value"
        return None


def _started(layout: Layout, start: Start, given: list[float], done: dict[str, Cells]) -> Cells:
    cells: Cells = layout.template.copy()
    for place, at in start.given:
        cells[place] = given[at]
    for place, at in start.left:
        cells[place] = done[start.before][at]
    return cells


@lru_cache(maxsize=256)
def trial(recipe: Recipe, number: int) -> Trial:
    """The conditions of a recipe for one of its forms, with the digits of the recipe's style."""
    made = frame(recipe, number)
    exercise = made.exercise
    shape = shape_of(exercise, style(exercise.style, exercise.language))
    layouts = [Layout(exercise, shape, ready) for ready in prepared(shape)]
    samples = _samples(recipe, made, layouts)
    stages = tuple(_stage(recipe, layout, samples[at]) for at, layout in enumerate(layouts))
    return Trial(made, tuple(_given(recipe, made)), stages)


def _stage(recipe: Recipe, layout: Layout, samples: list[Cells]) -> Stage:
    found: dict[tuple[int, bool], list[tuple[str, Test]]] = {}
    for name, bound in recipe.conditions.items():
        for one in _checks(name, layout, bound, samples):
            found.setdefault((one.after, one.unrounded), []).append((name, one.test))
    steps: list[tuple[tuple[Doubled, ...], tuple[tuple[str, Test], ...]]] = []
    waiting: list[Doubled] = []
    for at, segment in enumerate(layout.tape.segments):
        # the tests of a number as it was calculated stand before those of the printed
        for unrounded, doubles in ((True, segment.doubles), (False, layout.printed(segment))):
            waiting += doubles
            if (at, unrounded) in found:
                steps.append((tuple(waiting), tuple(found[at, unrounded])))
                waiting = []
    return Stage(layout, (*steps, (tuple(waiting), ())))


def _checks(name: str, layout: Layout, bound: Any, samples: list[Cells]) -> list[Check]:
    if name in GIVEN:
        return []
    (module,) = [one for one in MODULES if hasattr(one, name)]
    made: list[Check] = getattr(module, name)(layout, bound, samples)
    return made


def _given(recipe: Recipe, made: Frame) -> list[tuple[str, GivenTest]]:
    found: list[tuple[str, GivenTest]] = []
    for name in GIVEN:
        if name not in recipe.conditions:
            continue
        if name == "difficulty":
            tests = given_checks.difficulty(
                made, usual_effort(recipe), recipe.spread or USUAL_SPREAD
            )
        else:
            tests = getattr(given_checks, name)(made)
        found += [(name, test) for test in tests]
    return found


def sampled_leaves(made: Frame, recipe: Recipe) -> list[list[Leaf]]:
    """A few draws of a form, the same for every seed."""
    key = f"samples {recipe.digest}".encode()
    numbers = [permuted(at, made.count, key) for at in range(min(SAMPLES, made.count))]
    return [made.leaves(number) for number in numbers]


@lru_cache(maxsize=64)
def usual_effort(recipe: Recipe) -> float:
    """The middle of the difficulties of a few draws of a few forms."""
    forms = recipe.form.count
    numbers = {at * forms // FORMS for at in range(FORMS)} if forms > FORMS else range(forms)
    return float(
        median(
            effort(made, leaves)
            for made in (frame(recipe, number) for number in sorted(numbers))
            for leaves in sampled_leaves(made, recipe)
        )
    )


def _samples(recipe: Recipe, made: Frame, layouts: list[Layout]) -> list[list[Cells]]:
    """For every part, what a few draws come to; a draw that has no value is left out."""
    found: list[list[Cells]] = [[] for _ in layouts]
    for leaves in sampled_leaves(made, recipe):
        given = [one.double for one in leaves]
        done: dict[str, Cells] = {}
        try:
            for at, layout in enumerate(layouts):
                for start in layout.ready.starts:
                    cells = _started(layout, start, given, done)
                    done[start.run.id] = cells
                    for segment in layout.tape.segments:
                        for double in (*segment.doubles, *layout.printed(segment)):
                            double(cells)
                found[at].append(done[layout.ready.starts[0].run.id])
        except FAULTS:
            continue
    if any(not one for one in found):
        raise DeriveError("none of a few draws has values at all")
    return found

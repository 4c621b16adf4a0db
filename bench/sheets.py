"""The same architecture with other numbers: complete sheets per second on one core, in memory.

    python bench/sheets.py [--sheets 20] [--rounds 9] [--profile]

A sheet is the worked solution in Markdown and in LaTeX, and the answer key. Every round makes as
many sheets in each way; all ways see the same exercises.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from statistics import median
from typing import Any

from interleave import ratio, rounds
from sheet_peers import handcalcs_sheet, plain_jinja

from derive.resources import exercises
from derive.teaching.exercise import Example, Exercise, Typed, read
from derive.teaching.solve import solve


def given(name: str) -> Exercise:
    """A shipped exercise, its first part and first example only."""
    whole = read(exercises()[name])
    part = replace(whole.parts[0], examples=(1,))
    return replace(whole, parts=(part,), examples=whole.examples[:1], queries=())


def number(random: Random, least: int = -99, most: int = 99) -> Typed:
    """A number with 1 or 2 decimals, as somebody might type it."""
    places = random.choice((1, 2))
    # below 1, as in exercises that are done by hand: larger weights saturate the units
    digits = random.randint(least, most) // (10 if places == 1 else 1)
    text = str(Decimal(digits or 1).scaleb(-places))
    return Typed(Fraction(text), text)


def another(exercise: Exercise, random: Random) -> Exercise:
    """The same exercise with other weights, biases, inputs and targets."""
    one = exercise.examples[0]
    targets = tuple(number(random) for _ in one.t or ())
    if exercise.network.loss == "cross-entropy":
        targets = tuple(random.sample(list(one.t or ()), len(targets)))
    return replace(
        exercise,
        W=tuple(tuple(tuple(number(random) for _ in row) for row in W) for W in exercise.W),
        b=tuple(None if b is None else tuple(number(random) for _ in b) for b in exercise.b),
        examples=(Example(tuple(number(random) for _ in one.x), targets),),
    )


def sheet(exercise: Exercise, check: bool) -> list[str]:
    """Solution in Markdown and LaTeX, and the key."""
    solved = solve(exercise, check=check)
    return [solved.markdown(), solved.latex(), solved.json()]


def through(make: Callable[[Exercise], Any], batches: list[list[Exercise]]) -> Callable[[], None]:
    """A call that makes the sheets of the next batch: no exercise is met twice."""
    following = iter(batches)

    def work() -> None:
        for one in next(following):
            make(one)

    return work


def known(exercise: Exercise) -> int:
    """Makes sheets until the layouts that the width of numbers decides are known; how many."""
    random, shapes = Random(3), set()
    for _ in range(60):
        solved = solve(another(exercise, random))
        solved.markdown()
        solved.latex()
        shapes.add(solved.shape)
    return len(shapes)


def measured(title: str, exercise: Exercise, count: int, repeats: int) -> None:
    """Prints the sheets per second of every peer, and the ratios to those with checks."""
    random = Random(1)
    batches = [[another(exercise, random) for _ in range(count)] for _ in range(repeats)]
    first = another(exercise, random)
    solved = solve(first)
    texts = [solved.markdown(), solved.latex()]
    jinja, variable = plain_jinja(first, texts, solved.shape.digits)
    ways: dict[str, Callable[[Exercise], Any]] = {
        "checked": lambda one: sheet(one, True),
        "unchecked": lambda one: sheet(one, False),
        "NumPy and Jinja": jinja,
    }
    handcalcs = handcalcs_sheet(first)
    if handcalcs is not None:
        ways["handcalcs"] = handcalcs
    for make in ways.values():
        make(first)
    layouts = known(exercise)
    # what is known by now lasts: as in any long run, it is not searched for litter again
    gc.collect()
    gc.freeze()
    times = rounds({name: through(make, batches) for name, make in ways.items()}, repeats)
    print(f"{title}: {sum(map(len, texts))} characters in two texts; in Jinja {variable}")
    print(f"  {layouts} layouts were met beforehand")
    for name in ways:
        middle = median(times[name])
        rate = f"{count / middle:8.1f} sheets/s  {1000 * middle / count:7.2f} ms each"
        print(f"  {name:16} {rate}; x {ratio(times, name, 'checked'):.3f} of checked time")
    if handcalcs is None:
        print("  handcalcs        not installed")


def profiled(title: str, exercise: Exercise, count: int) -> None:
    """Prints the 25 functions with the most time of their own, with checks and without."""
    random = Random(2)
    batch = [another(exercise, random) for _ in range(count)]
    known(exercise)
    for check in (True, False):
        profile = cProfile.Profile()
        profile.enable()
        for one in batch:
            sheet(one, check)
        profile.disable()
        print(f"{title}, check={check}, {count} sheets")
        pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(25)


def main() -> None:
    """Runs everything and prints it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    for title, name in (("2-2-1", "two-tanh-units"), ("4-4-3-3", "lecture-softmax")):
        exercise = given(name)
        if options.profile:
            profiled(title, exercise, 5 * options.sheets)
        else:
            measured(title, exercise, options.sheets, options.rounds)


if __name__ == "__main__":
    main()

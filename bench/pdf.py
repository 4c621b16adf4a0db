"""PDF pages of one exercise with other numbers each time: both engines, and Typst by itself.

    python bench/pdf.py [--rounds 15] [--sheets 100] [--without-latex]

Last come many variants at once: a PDF each by either engine, and all in one compilation.

Every call gets numbers that no call has had, so that no engine finds its own work done. Every round
calls each way once, turn by turn; then many sheets are made one after the other, as one run does.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import typst
from interleave import milliseconds, ratio, rounds, seconds
from sheets import another, given

from derive.resources import recipes
from derive.teaching.exercise import Exercise
from derive.teaching.exporting.exporters import bound
from derive.teaching.generating.recipe import read
from derive.teaching.generating.sheet import sheet
from derive.teaching.generating.variant import variant
from derive.teaching.solve import Solution, solve
from derive.writing.typeset import typeset

NAME = "two-tanh-units"


def solutions(exercise: Exercise) -> Iterator[Solution]:
    """The exercise solved with ever other numbers."""
    random = Random(1)
    while True:
        yield solve(another(exercise, random), check=False)


def alone(text: str) -> Any:
    """What Typst takes by itself for the same text."""
    return typst.compile(text.encode(), ignore_system_fonts=True)


def following(texts: list[str], work: Callable[[str], Any]) -> Callable[[], Any]:
    """A call that works on the next text."""
    left = iter(texts)
    return lambda: work(next(left))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--sheets", type=int, default=100)
    parser.add_argument("--without-latex", action="store_true")
    options = parser.parse_args()
    found = solutions(given(NAME))
    count = options.rounds + 1

    def some(format: str) -> list[str]:
        return [next(found).text(format) for _ in range(count)]

    def whole() -> bytes:
        return next(found).typeset()

    ways = {
        "Typst by itself": following(some("typ"), alone),
        "text to PDF, typst": following(some("typ"), lambda text: typeset(text, "typst")),
        "exercise to PDF, typst": whole,
    }
    if not options.without_latex:
        ways |= {
            "text to PDF, latex": following(some("tex"), lambda text: typeset(text, "latex")),
            "the same, preamble kept": following(
                some("tex"), lambda text: typeset(text, "latex", many=True)
            ),
        }
    for work in ways.values():
        work()
    times = rounds(ways, options.rounds)
    print(f"solution of {NAME}, {options.rounds} rounds")
    for name, one in times.items():
        over = ratio(times, name, "Typst by itself")
        print(f"  {name:<24}{milliseconds(one)}  {over:6.2f} of Typst by itself")
    if not options.without_latex:
        gain = ratio(times, "the same, preamble kept", "text to PDF, latex")
        print(f"  with the preamble kept, latex takes {gain:.2f} of its time")
    several(options.sheets, ["typst"] if options.without_latex else ["typst", "latex"])


def several(count: int, engines: list[str]) -> None:
    """Prints the sheets per second of one process: from numbers to a PDF each, or all in one."""
    recipe = read(recipes()["tanh-2-2-1"])
    numbers = iter(range(1, 10**9))

    def some(count: int) -> list[Solution]:
        return [sheet(variant(recipe, 7, next(numbers))) for _ in range(count)]

    print(f"solutions of variants of {recipe.name}, numbers to PDF, one process")

    def each(engine: str, count: int) -> float:
        return seconds(lambda: [one.typeset("solution", engine, many=True) for one in some(count)])

    for engine in engines:
        each(engine, 2)
        run = each(engine, count)
        print(f"  a PDF each, {engine:<8}{count / run:8.1f} sheets/s")
    run = seconds(lambda: bound("booklet-solution", some(count), recipe.name, "booklet"))
    print(f"  one booklet, typst   {count / run:8.1f} sheets/s")


if __name__ == "__main__":
    main()

"""Round trip: what `solve` writes is read whole by `verify`, and every line of it holds.

python bench/round_trip.py                       # all exercises, styles, formats, carries, sheets
python bench/round_trip.py --exercises elu,silu-gelu --styles boxed --list 50

Prints how many relation signs were judged, and each that is unread or does not hold.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from derive.resources import exercises
from derive.teaching.exercise import read
from derive.teaching.solve import solve
from derive.teaching.verifying.verify import verify
from derive.writing.notation import styles

RIGHT = {"holds", "holds as shown", "no claim"}
FORMATS = ("md", "github", "tex")
SHEETS = ("question", "solution")


def judged(job: tuple[str, str, str]) -> tuple[Counter[str], list[str]]:
    """The verdicts on every sheet of an exercise in a style, and what does not hold."""
    name, look, carry = job
    exercise = read(exercises()[name])
    solved = solve(exercises()[name], style_name=look, carry=carry)
    seen: Counter[str] = Counter()
    told = []
    for format, sheet in itertools.product(FORMATS, SHEETS):
        report = verify(solved.text(format, sheet), exercise)
        for one in report.claims:
            seen[one.verdict] += 1
            if one.verdict not in RIGHT:
                told.append(
                    f"{name} {look} {carry} {format} {sheet}, line {one.line}: {one.verdict}: "
                    f"{one.left} | {one.right} | {one.message}"
                )
    return seen, told


def jobs(options: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    names = options.exercises.split(",") if options.exercises else sorted(exercises())
    looks = options.styles.split(",") if options.styles else sorted(styles())
    return itertools.product(names, looks, ("full", "shown"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", type=int, default=20, metavar="N", help="show N that do not hold")
    parser.add_argument("--exercises", default="", help="comma between; default: all")
    parser.add_argument("--styles", default="", help="comma between; default: all")
    options = parser.parse_args()
    gc.set_threshold(500_000, 20, 20)  # as the command does
    start = time.perf_counter()
    seen: Counter[str] = Counter()
    told: list[str] = []
    with ProcessPoolExecutor(options.jobs) as pool:
        for found, lines in pool.map(judged, list(jobs(options))):
            seen += found
            told += lines
    print(f"{seen.total()} relation signs")
    for verdict, count in sorted(seen.items()):
        print(f"{count:>8}  {verdict}")
    for line in told[: options.list]:
        print(f"  {line}")
    if len(told) > options.list:
        print(f"  and {len(told) - options.list} more")
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()

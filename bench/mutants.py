"""Faulty sheets: single faults in derive's own sheets, and slips that students carry on.

python bench/mutants.py                          # 2,000 faults, 500 students
python bench/mutants.py --count 20000 --students 5000 --jobs 4
python bench/mutants.py --count 20000 --together 7   # many faults in one sheet, five times faster
python bench/mutants.py --exercises elu,silu-gelu --list 50

Prints how many were found at their own line, by kind, and lists those that were not.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "tests")]

from verifying.harness import CARRIES, own_outcomes, student_outcomes  # noqa: E402

from derive.resources import exercises  # noqa: E402
from derive.writing.notation import styles  # noqa: E402


def own(job: tuple) -> list:
    return list(own_outcomes(*job))


def students(seeds: range) -> list:
    return [one for seed in seeds for one in student_outcomes(seed)]


def jobs(options: argparse.Namespace) -> Iterator[tuple]:
    """One for each sheet, so that together they give `count` faults."""
    names = options.exercises.split(",") if options.exercises else sorted(exercises())
    looks = options.styles.split(",") if options.styles else sorted(styles())
    sheets = list(itertools.product(names, looks, ("md", "tex"), CARRIES))
    each, more = divmod(options.count, len(sheets))
    for place, sheet in enumerate(sheets):
        yield (*sheet, each + (place < more), options.seed, options.together)


def table(title: str, outcomes: list, most: int) -> None:
    kinds = defaultdict(Counter)
    for one in outcomes:
        for kind in (one.kind, "all"):
            kinds[kind]["all"] += 1
            kinds[kind]["found"] += one.found
            kinds[kind]["one"] += one.is_one
            kinds[kind]["unread"] += bool(one.unread)
    print(f"\n{title}\n{'kind':<12}{'sheets':>8}{'found':>9}{'only that':>11}{'unread':>8}")
    for kind, seen in sorted(kinds.items(), key=lambda one: one[0] == "all"):
        found, only = (100 * seen[name] / seen["all"] for name in ("found", "one"))
        print(f"{kind:<12}{seen['all']:>8}{found:>8.2f}%{only:>10.2f}%{seen['unread']:>8}")
    missed = [one for one in outcomes if not one.found]
    for one in missed[:most]:
        print(f"  {one.where}, {one.kind}: {one.told}")
    if len(missed) > most:
        print(f"  and {len(missed) - most} more")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--students", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--together", type=int, default=1, help="so many faults in one sheet")
    parser.add_argument("--list", type=int, default=20, metavar="N", help="show N that were missed")
    parser.add_argument("--exercises", default="", help="comma between; default: all")
    parser.add_argument("--styles", default="", help="comma between; default: all")
    options = parser.parse_args()
    gc.set_threshold(500_000, 20, 20)  # as the command does
    start = time.perf_counter()
    with ProcessPoolExecutor(options.jobs) as pool:
        single = []
        for found in pool.map(own, list(jobs(options))):
            single += found
            print(f"{len(single)} faults, {sum(not one.found for one in single)} missed", end="\r")
        parts = [range(k, min(k + 20, options.students)) for k in range(0, options.students, 20)]
        carried = [one for found in pool.map(students, parts) for one in found]
    table("Single faults in sheets of derive", single, options.list)
    table("Sheets of students", carried, options.list)
    print(f"\n{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()

"""The audit of the tests at full size: 1,000 variants of every shipped recipe, every fault told.

python bench/audit_recipes.py [--variants 1000] [--seed 1] [--jobs N] [--tex 5] [NAME ...]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "teaching" / "generating")]

import audit as reader  # noqa: E402
import pages  # noqa: E402

from derive.resources import recipes  # noqa: E402
from derive.teaching.generating.making import Job, make  # noqa: E402
from derive.teaching.generating.recipe import read  # noqa: E402


def audited(name: str, seed: int, number: int) -> tuple[str, list[str]]:
    """What tells a variant from others, and what is wrong with it."""
    recipe = read(recipes()[name])
    made = reader.made(recipe, seed, number)
    return reader.numbers_of(made[2]), [f"{number}: {one}" for one in reader.faults(recipe, *made)]


def compiled(name: str, seed: int, count: int) -> list[str]:
    """What TeX warns of in the sheets of the first variants."""
    told = []
    for number in range(1, count + 1):
        job = Job(recipes()[name].read_text("utf-8"), name, seed, ("tex",))
        for file, text in make(job, number).files.items():
            if file.endswith(".tex"):
                told += [f"{file}: {one}" for one in pages.by_latex(text.decode()).faults]
    return told


def main() -> int:
    """Audits the recipes and prints what was found; 1 where anything was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variants", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, help="processes; all cores if not given")
    parser.add_argument("--tex", type=int, default=5, help="variants of a recipe set by TeX")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    wrong = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        for name in options.names or recipes():
            there = read(recipes()[name])
            count = min(options.variants, there.form.count if not there.numbered else 10**9)
            work = partial(audited, name, options.seed)
            texts, told = Counter[str](), []
            for text, found in pool.map(work, range(1, count + 1), chunksize=20):
                texts[text] += 1
                told += found
            told += compiled(name, options.seed, min(options.tex, count))
            doubled = count - len(texts)
            wrong += len(told) + doubled
            print(
                f"{name:24} {count} variants, {len(told)} faults, {doubled} duplicates", flush=True
            )
            for one in told[:10]:
                print(f"  {one[:300]}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())

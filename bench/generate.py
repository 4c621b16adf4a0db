"""Variants of a recipe: accepted and checked ones per second, in memory, on one core and on two.

    python bench/generate.py [--variants 300] [--rounds 5] [--files 3000] [--place FOLDER]

A variant is drawn, tried against its conditions, solved and checked; question and solution are
written in Markdown and LaTeX, the key in JSON. Draws that are turned down are counted apart: how
long they take is measured by trying the same draws again. Every round makes other variants.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from zipfile import ZipFile

from interleave import seconds

from derive.resources import recipes
from derive.teaching.generating.making import Job, make
from derive.teaching.generating.recipe import Recipe, loads, read
from derive.teaching.generating.run import generate
from derive.teaching.generating.sheet import sheet
from derive.teaching.generating.variant import Variant, variant
from derive.teaching.generating.workers import cores

# as in the recipe tanh-2-2-1, with more layers
DEEPER = """
title = "Three tanh layers"
style = "lecture"
part = [ { ask = ["forward", "loss", "backward", "update"] } ]
[network]
inputs = 4
loss = "half squared error"
layer = [
  { units = 4, activation = "tanh" },
  { repeat = 2, of = { units = 3, activation = "tanh" } } ]
[[example]]
x = { decimals = 1, from = -1.5, to = 1.5, without = [-1, 0, 1] }
t = { shuffle = [1, 0, 0] }
[numbers]
learning_rate = 0.1
W = { decimals = 1, from = -0.9, to = 0.9, without = [0] }
b = { decimals = 1, from = -0.5, to = 0.5, without = [0] }
"""
SEED = 7
AT_ONCE = 25


def written(made: Variant, check: bool = True) -> int:
    """The characters of question, solution and key of a variant."""
    solved = sheet(made, check=check)
    texts = [
        solved.text(format, one) for format in ("md", "tex") for one in ("question", "solution")
    ]
    return sum(map(len, [*texts, solved.json()]))


def batch(text: str, name: str, first: int, count: int) -> tuple[float, float, int]:
    """Makes variants; the processor's seconds, those that turned-down draws cost, their number."""
    recipe = loads(text, name)
    numbers = range(first, first + count)
    began = process_time()
    made = [variant(recipe, SEED, number) for number in numbers]
    for one in made:
        written(one)
    taken = process_time() - began
    rejected = sum(one.rejected.total() for one in made)
    return taken, rejected * _each_rejected(recipe, made), rejected


def _each_rejected(recipe: Recipe, made: list[Variant]) -> float:
    """The seconds of one draw that is turned down: from variants with many and with few."""
    few = sorted(made, key=lambda one: one.rejected.total())[: len(made) // 2]
    numbers, total = [one.number for one in few], sum(one.rejected.total() for one in few)
    began = process_time()
    for number in numbers:
        variant(recipe, SEED, number)
    middle = process_time() - began
    began = process_time()
    for one in made:
        variant(recipe, SEED, one.number)
    whole = process_time() - began
    more = sum(one.rejected.total() for one in made) - 2 * total
    return max(0.0, (whole - 2 * middle) / more) if more > 0 else 0.0


def warmed(text: str, name: str) -> None:
    """Makes variants until the layouts that the width of numbers decides are known."""
    batch(text, name, 10**6, 80)
    gc.collect()
    gc.freeze()


def one_core(title: str, text: str, count: int, rounds: int) -> None:
    """Prints the variants per second of one core, with and without rejected draws and checks."""
    warmed(text, title)
    taken, apart, rejected, plain = [], [], 0, []
    recipe = loads(text, title)
    for turn in range(rounds):
        first = 1 + turn * count
        seconds, turned_down, number = batch(text, title, first, count)
        taken.append(seconds)
        apart.append(seconds - turned_down)
        rejected += number
        made = [variant(recipe, SEED, number) for number in range(first, first + count)]
        began = process_time()
        for one in made:
            written(one, check=False)
        without = process_time() - began
        began = process_time()
        for one in made:
            written(one)
        plain.append((process_time() - began) / without)
    print(f"{title}: {count / median(apart):7.0f} variants/s beside rejected draws, "
          f"{count / median(taken):7.0f} with them; {rejected / rounds / count:.2f} rejected for "
          f"each; checking costs x {median(plain):.2f}")  # fmt: skip


def several(title: str, text: str, count: int) -> None:
    """Prints how much faster two processes are than one, once both are warm."""
    pieces = [(text, title, first, AT_ONCE) for first in range(1, count + 1, AT_ONCE)]
    times = {}
    for workers in (1, 2):
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            list(pool.map(batch, *zip(*[(text, title, 10**6, 80)] * (2 * workers), strict=True)))
            began = perf_counter()
            list(pool.map(batch, *zip(*pieces, strict=True)))
            times[workers] = perf_counter() - began
    print(f"{title}: two processes x {times[1] / times[2]:.2f} of one")


def to_files(title: str, path: Path, count: int, rounds: int, place: Path | None) -> None:
    """Prints the rate to files by all workers and to an archive, beside writing the same files.

    Nothing is taken away before the end: where many files were deleted, some file systems take
    long to make others, whoever makes them.
    """
    workers = cores()
    with tempfile.TemporaryDirectory(dir=place) as folder:
        out = Path(folder)
        generate(path, out / "warm", count=60, seed=SEED, first=10**6, workers=1)
        found = [
            written_round(path, out / str(turn), count, workers, bool(turn % 2))
            for turn in range(rounds)
        ]
    files, alone, archive = ([one[at] for one in found] for at in range(3))
    part = median(b / a for a, b, _ in found)
    print(f"{title}: by {workers} processes, their start included, {count / median(files):.0f} "
          f"variants/s to files; writing these alone {count / median(alone):.0f}, of which that is "
          f"{part:.2f}; {count / median(archive):.0f} to one archive")  # fmt: skip


def written_round(
    path: Path, out: Path, count: int, workers: int, plain_first: bool
) -> tuple[float, float, float]:
    """The seconds to files, those of the same files written plainly, those to an archive.

    Who writes first pays where files were deleted before: the two take turns.
    """
    again = out / "again"
    again.mkdir(parents=True)

    def run(name: str, archive: bool) -> None:
        generate(path, out / name, count=count, seed=SEED, workers=workers, archive=archive)

    archive = seconds(lambda: run("zip", True))
    with ZipFile(next((out / "zip").glob("*.zip"))) as made:
        contents = {name: made.read(name) for name in made.namelist()}
    plain = seconds(lambda: plainly(again, contents)) if plain_first else 0.0
    files = seconds(lambda: run("run", False))
    return files, plain or seconds(lambda: plainly(again, contents)), archive


def plainly(folder: Path, contents: dict[str, bytes]) -> None:
    """The same files, written one after the other."""
    for name, content in contents.items():
        (folder / name).write_bytes(content)


def all_of_them() -> None:
    """Prints the time of a whole variant of every shipped recipe, files in memory."""
    for name, path in recipes().items():
        job = Job(read(path).text, name, SEED)
        for number in range(1001, 1041):
            make(job, number)
        began = process_time()
        for number in range(1, 101):
            make(job, number)
        print(f"{name:24} {1000 * (process_time() - began) / 100:7.2f} ms a variant")


def main() -> None:
    """Runs everything and prints it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variants", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--files", type=int, default=3000, help="variants to files")
    parser.add_argument("--place", type=Path, help="where the files are written")
    options = parser.parse_args()
    path = recipes()["tanh-2-2-1"]
    small = path.read_text("utf-8")
    one_core("2-2-1", small, options.variants, options.rounds)
    one_core("4-4-3-3", DEEPER, options.variants // 3, options.rounds)
    several("2-2-1", small, 4 * options.variants)
    to_files("2-2-1", path, options.files, 4, options.place)
    all_of_them()


if __name__ == "__main__":
    main()

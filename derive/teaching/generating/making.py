"""What is done for each variant, wherever that is: here, in another process, on another machine.

A job and the numbers of a chunk go out, whole files come back: the same bytes wherever they are
made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from derive.errors import DeriveError
from derive.teaching.exporting.collected import split
from derive.teaching.exporting.exporters import EXPORTERS
from derive.teaching.exporting.item import Item
from derive.teaching.exporting.zipped import Member
from derive.teaching.generating.exercise_text import exercise_text
from derive.teaching.generating.mistake import planted
from derive.teaching.generating.recipe import Recipe, loads
from derive.teaching.generating.row import Row
from derive.teaching.generating.sheet import foot, sheet
from derive.teaching.generating.variant import Variant, stem, variant
from derive.teaching.produce import contents_of, makers
from derive.teaching.solve import Solution

# which document stands in which file, where a mistake is planted
MISTAKEN, CORRECTED = {"question": "mistaken"}, {"solution": "corrected"}


@dataclass(frozen=True)
class Job:
    """What is asked for: the recipe as a text, the seed, how the variants are written."""

    text: str
    name: str
    seed: int
    formats: tuple[str, ...] = ("md", "tex", "json")
    sheet: str = "both"
    engine: str = "typst"
    style: str | None = None
    folder: str = ""  # where the recipe lies, and styles of its own
    out: str = ""  # where the files are to lie


@dataclass(frozen=True)
class Made:
    """A variant made: its row of the index, its files by name (none where they are in place or
    packed already), its parts of the files that hold all variants, by format, its packed files.
    """

    row: dict[str, Any]
    files: dict[str, bytes]
    parts: dict[str, Any]
    packed: tuple[Member, ...] = ()


Contents = dict[str, str | bytes]
# variants up to the first that could not be made, and why that one could not
Answer = tuple[list[Made], Exception | None]


@lru_cache(maxsize=4)
def _recipe(text: str, name: str, folder: str) -> Recipe:
    return loads(text, name, folder)


def make(job: Job, number: int) -> Made:
    """One variant of a job; DeriveError where there is none."""
    found, trouble = make_chunk(job, (number,))
    if trouble is not None:
        raise trouble
    return found[0]


def make_chunk(job: Job, numbers: Sequence[int]) -> Answer:
    """Several variants of a job, in order.

    Each step is made for all of them before the next, so that what it works with stays at hand: a
    sixth of the time is saved.
    """
    recipe = _recipe(job.text, job.name, job.folder)
    own, shared = split(job.formats)
    if recipe.slips and shared:
        raise DeriveError(
            f"a sheet with a mistake is for paper; {shared[0]} asks for numbers", file=recipe.name
        )
    row = Row()
    drawn = row.each(lambda number: variant(recipe, job.seed, number), numbers)
    all_solved = row.each(lambda made: sheet(made, style_name=job.style), drawn)
    names = [stem(recipe, made.number) for made in drawn]

    def exercise(made: Variant, solved: Solution, name: str) -> Contents:
        return {f"{name}.toml": exercise_text(made.exercise, made.frame, foot(solved), job.out)}

    def with_mistake(files: Contents, made: Variant, solved: Solution, name: str) -> Contents:
        both = planted(recipe, made, solved)
        engine = {"engine": job.engine, "many": True}
        for one, kinds in ((both.wrong, MISTAKEN), (both.right, CORRECTED)):
            files |= contents_of(one, name, own, job.sheet, kinds=kinds, **engine)
        return files | both.contents(name) if "json" in job.formats else files

    files = row.each(exercise, drawn, all_solved, names)
    if recipe.slips:
        files = row.each(with_mistake, files, drawn, all_solved, names)
    else:
        for maker in makers(own, job.sheet, job.engine, many=True):
            new = row.each(maker, all_solved, names)
            files = [one | more for one, more in zip(files, new, strict=False)]

    def parts(made: Variant, solved: Solution, name: str) -> dict[str, Any]:
        item = Item(name, solved, str(made.code))
        return {one: EXPORTERS[one].made(item) for one in shared}

    all_parts = row.each(parts, drawn, all_solved, names)
    return row.each(_made, drawn, names, files, all_parts), row.trouble


def _made(made: Variant, name: str, files: Contents, parts: dict[str, Any]) -> Made:
    row = {
        "number": made.number,
        "name": name,
        "code": str(made.code),
        "title": made.exercise.title,
        "difficulty": made.effort,
        "rejected": dict(sorted(made.rejected.items())),
        "files": list(files),
    }
    encoded = {
        name: one.encode("utf-8") if isinstance(one, str) else one for name, one in files.items()
    }
    return Made(row, encoded, parts)


def chunks(first: int, count: int, size: int) -> Iterator[range]:
    """The numbers of the variants in pieces, in order."""
    for start in range(first, first + count, size):
        yield range(start, min(start + size, first + count))

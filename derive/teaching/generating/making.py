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
from derive.teaching.generating.exercise_text import exercise_text
from derive.teaching.generating.mistake import planted
from derive.teaching.generating.recipe import Recipe, loads
from derive.teaching.generating.sheet import foot, sheet
from derive.teaching.generating.variant import stem, variant
from derive.teaching.produce import contents_of

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
    """A variant made: its row of the index, its files by name (none where they are in place
    already), and its parts of the files that hold all variants, by format.
    """

    row: dict[str, Any]
    files: dict[str, bytes]
    parts: dict[str, Any]


@lru_cache(maxsize=4)
def _recipe(text: str, name: str, folder: str) -> Recipe:
    return loads(text, name, folder)


def make(job: Job, number: int) -> Made:
    """One variant of a job; DeriveError where there is none."""
    recipe = _recipe(job.text, job.name, job.folder)
    made = variant(recipe, job.seed, number)
    solved = sheet(made, style_name=job.style)
    name = stem(recipe, number)
    contents: dict[str, str | bytes] = {
        f"{name}.toml": exercise_text(made.exercise, made.frame, foot(solved), job.out)
    }
    own, shared = split(job.formats)
    parts: dict[str, Any] = {}
    if recipe.slips:
        if shared:
            raise DeriveError(
                f"a sheet with a mistake is for paper; {shared[0]} asks for numbers",
                file=recipe.name,
            )
        both = planted(recipe, made, solved)
        contents |= contents_of(both.wrong, name, own, job.sheet, job.engine, True, kinds=MISTAKEN)
        contents |= contents_of(both.right, name, own, job.sheet, job.engine, True, kinds=CORRECTED)
        if "json" in job.formats:
            contents |= both.contents(name)
    else:
        contents |= contents_of(solved, name, own, job.sheet, job.engine, True)
        item = Item(name, solved, str(made.code))
        parts = {one: EXPORTERS[one].made(item) for one in shared}
    files = {
        name: one.encode("utf-8") if isinstance(one, str) else one for name, one in contents.items()
    }
    row = {
        "number": number,
        "name": name,
        "code": str(made.code),
        "title": made.exercise.title,
        "difficulty": made.effort,
        "rejected": dict(sorted(made.rejected.items())),
        "files": list(files),
    }
    return Made(row, files, parts)


def make_chunk(job: Job, numbers: Sequence[int]) -> list[Made]:
    """Several variants of a job, in order."""
    return [make(job, number) for number in numbers]


def chunks(first: int, count: int, size: int) -> Iterator[range]:
    """The numbers of the variants in pieces, in order."""
    for start in range(first, first + count, size):
        yield range(start, min(start + size, first + count))

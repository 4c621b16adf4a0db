"""From an exercise file to files: all are made first, then put in place whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from derive.errors import DeriveError
from derive.teaching.exporting.exporters import EXPORTERS, booklets, bound, exported
from derive.teaching.files import writable, written
from derive.teaching.solve import Solution, solve
from derive.writing.figures import BESIDE
from derive.writing.formats import format_of

SHEETS = {"question": ("question",), "solution": ("solution",), "both": ("question", "solution")}
USUAL = {"question": "question", "solution": "solution"}
# what is written without a template of its own
MADE_OTHERWISE = ("json", "pdf", *EXPORTERS)


def produce(
    path: Path,
    out: Path,
    *,
    formats: list[str],
    sheet: str = "both",
    body: bool = False,
    engine: str = "typst",
    many: bool = False,
    **options: Any,
) -> list[Path]:
    """Solves the exercise and writes its sheets and key; answers the files written.

    With `body`, LaTeX comes without a preamble. `engine` typesets what is asked for as PDF; `many`
    says that more exercises follow.

    Raises DeriveError for bad input or where nothing can be written; then no file is left behind.
    """
    check_formats(formats, engine)
    writable(out)
    solved = solve(path, **options)
    return written(
        out, contents_of(solved, path.stem, formats, sheet, engine=engine, many=many, body=body)
    )


def check_formats(formats: Sequence[str], engine: str = "typst") -> None:
    """Raises DeriveError where a format is unknown, none is given, or the engine is not there."""
    for name in formats:
        if name not in MADE_OTHERWISE:
            format_of(name, MADE_OTHERWISE)
    if not formats:
        raise DeriveError("no format given; for instance: --format md,tex,json")
    if "pdf" in formats:
        from derive.writing.typeset import engine_of  # only where it is needed

        engine_of(engine)


# makes some of the files of a solved exercise, whose names begin with a stem
Maker = Callable[[Solution, str], dict[str, str | bytes]]


def contents_of(
    solved: Solution, stem: str, formats: Sequence[str], sheet: str = "both", **options: Any
) -> dict[str, str | bytes]:
    """What the files of a solved exercise hold, by their names, which begin with `stem`.

    The options are those of `makers`.
    """
    contents: dict[str, str | bytes] = {}
    for maker in makers(formats, sheet, **options):
        contents |= maker(solved, stem)
    return contents


def makers(
    formats: Sequence[str],
    sheet: str = "both",
    engine: str = "typst",
    many: bool = False,
    body: bool = False,
    kinds: Mapping[str, str] = USUAL,
) -> list[Maker]:
    """What makes the files of each format and sheet, in order.

    `kinds` says which document stands in the file of a sheet; those that it leaves out are not
    made.
    """
    found: list[Maker] = []
    for name in dict.fromkeys(formats):
        if name == "json":
            found.append(_key)
        elif name in EXPORTERS:
            found.append(partial(_exported, name))
        else:
            for one, kept in ((kinds[one], one) for one in SHEETS[sheet] if one in kinds):
                if name == "pdf":
                    found.append(partial(_typeset, one, kept, engine, many))
                else:
                    found.append(partial(_printed, name, one, kept, body and name == "tex"))
    return found


def _key(solved: Solution, stem: str) -> dict[str, str | bytes]:
    return {f"{stem}.json": solved.json(indent=1) + "\n"}


def _exported(name: str, solved: Solution, stem: str) -> dict[str, str | bytes]:
    return {f"{stem}{EXPORTERS[name].ending}": exported(name, solved)}


def _typeset(
    one: str, kept: str, engine: str, many: bool, solved: Solution, stem: str
) -> dict[str, str | bytes]:
    return {f"{stem}-{kept}.pdf": solved.typeset(one, engine, many=many)}


def _printed(
    name: str, one: str, kept: str, bare: bool, solved: Solution, stem: str
) -> dict[str, str | bytes]:
    kind = format_of(name)
    made: dict[str, str | bytes] = {
        f"{stem}-{kept}{kind.extension}": solved.text(name, one, body=bare)
    }
    if kind.pictures == BESIDE:
        made |= dict(solved.pictures(one))
    return made


def booklet(paths: Sequence[Path], out: Path, sheet: str = "both", **options: Any) -> list[Path]:
    """Solves exercises and binds all question sheets, and all solutions, into one PDF each.

    The options are those of `solve`. Answers the files written.
    """
    writable(out)
    solved = [solve(path, **options) for path in paths]
    title = ", ".join(dict.fromkeys(one.exercise.title for one in solved))
    return written(
        out,
        {
            EXPORTERS[name].ending.lstrip("-"): bound(name, solved, title, "booklet")
            for name in booklets(sheet)
        },
    )

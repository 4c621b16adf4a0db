"""From an exercise file to files: all are made first, then put in place whole, or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from derive.errors import DeriveError
from derive.teaching.files import writable, written
from derive.teaching.solve import Solution, solve
from derive.writing.formats import format_of

SHEETS = {"question": ("question",), "solution": ("solution",), "both": ("question", "solution")}
# what is written without a template of its own
MADE_OTHERWISE = ("json", "pdf")


def produce(
    path: Path,
    out: Path,
    *,
    formats: list[str],
    sheet: str = "both",
    engine: str = "typst",
    many: bool = False,
    **options: Any,
) -> list[Path]:
    """Solves the exercise and writes its sheets and key; answers the files written.

    `engine` typesets what is asked for as PDF; `many` says that more exercises follow.
    Raises DeriveError for bad input or where nothing can be written; then no file is left behind.
    """
    for name in formats:
        if name not in MADE_OTHERWISE:
            format_of(name, MADE_OTHERWISE)
    if not formats:
        raise DeriveError("no format given; for instance: --format md,tex,json")
    writable(out)
    if "pdf" in formats:
        from derive.writing.typeset import engine_of  # only where it is needed

        engine_of(engine)
    solved = solve(path, **options)
    contents: dict[str, str | bytes] = {}
    for name in dict.fromkeys(formats):
        if name == "json":
            key = json.dumps(solved.key, indent=1, ensure_ascii=False) + "\n"
            contents[f"{path.stem}.json"] = key
            continue
        for one in SHEETS[sheet]:
            ending, content = _sheet(solved, name, one, engine, many)
            contents[f"{path.stem}-{one}{ending}"] = content
    return written(out, contents)


def _sheet(
    solved: Solution, format: str, sheet: str, engine: str, many: bool
) -> tuple[str, str | bytes]:
    """The ending of a sheet's file, and what goes into it."""
    if format == "pdf":
        return ".pdf", solved.typeset(sheet, engine, many=many)
    return format_of(format).extension, solved.text(format, sheet)

"""From an exercise file to files: all are made first, then put in place whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from derive.errors import DeriveError
from derive.teaching.solve import Solution, solve
from derive.writing.figures import BESIDE
from derive.writing.formats import format_of

SHEETS = {"question": ("question",), "solution": ("solution",), "both": ("question", "solution")}


def produce(
    path: Path,
    out: Path,
    *,
    formats: list[str],
    sheet: str = "both",
    body: bool = False,
    **options: Any,
) -> list[Path]:
    """Solves the exercise and writes its sheets and key; answers the files written.

    With `body`, LaTeX comes without a preamble.

    Raises DeriveError for bad input or where nothing can be written; then no file is left behind.
    """
    for name in formats:
        if name != "json":
            format_of(name)
    if not formats:
        raise DeriveError("no format given; for instance: --format md,tex,json")
    _writable(out)
    solved = solve(path, **options)
    texts = _texts(solved, path.stem, formats, sheet, body)
    return written(out, texts)


def _texts(
    solved: Solution, stem: str, formats: list[str], sheet: str, body: bool
) -> dict[str, str]:
    """File names and what goes into them."""
    texts = {}
    for name in dict.fromkeys(formats):
        if name == "json":
            texts[f"{stem}.json"] = solved.json(indent=1) + "\n"
            continue
        for one in SHEETS[sheet]:
            texts[f"{stem}-{one}{format_of(name).extension}"] = solved.text(name, one, body=body)
            if format_of(name).pictures == BESIDE:
                texts |= solved.pictures(one)
    return texts


def _writable(out: Path) -> None:
    """Says early, in one line, why a folder cannot be written to."""
    if out.exists() and not out.is_dir():
        raise DeriveError("is a file, not a folder to write to", file=str(out))
    place = out
    while not place.exists():
        place = place.parent
    if not os.access(place, os.W_OK):
        raise DeriveError("no permission to write here", file=str(place))


def written(out: Path, texts: dict[str, str]) -> list[Path]:
    """Every file through another one beside it, so that none is ever half-written."""
    made: list[tuple[Path, Path]] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            part = out / f".{name}.{os.getpid()}.part"
            made.append((part, out / name))
            part.write_text(text, encoding="utf-8", newline="\n")
        for part, path in made:
            part.replace(path)
    except OSError as error:
        raise DeriveError(f"cannot be written: {error.strerror}", file=str(out)) from None
    finally:
        for part, _ in made:
            part.unlink(missing_ok=True)
    return [path for _, path in made]

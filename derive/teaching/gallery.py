"""A gallery: exercises in every style and format, and pages that lead to each sheet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader

from derive.errors import DeriveError
from derive.resources import folder
from derive.teaching.exercise import read
from derive.teaching.files import written
from derive.teaching.produce import MADE_OTHERWISE, SHEETS, produce
from derive.writing.formats import format_of
from derive.writing.notation import style, styles
from derive.writing.printers.escapes import ESCAPES
from derive.writing.templates import SYNTAX

USUAL = ("md", "tex", "pdf")
PAGES = ("index.md", "index.html")


@dataclass(frozen=True)
class Hall:
    """What a gallery shows: where, and in which styles (by their folders), formats, language."""

    out: Path
    styles: dict[str, str]
    formats: tuple[str, ...]
    language: str


@dataclass(frozen=True)
class Exhibit:
    """One exercise: its name, its title, and the sheets in the folder of each style."""

    name: str
    title: str
    files: dict[str, tuple[str, ...]]


def hall(
    out: Path, chosen: Sequence[str] = (), wanted: Sequence[str] = (), language: str | None = None
) -> Hall:
    """A gallery in a folder: all styles and the usual formats, where none are named.

    Raises DeriveError for unknown styles, formats and languages, before anything is written.
    """
    named = {}
    for name in chosen or styles():
        look = style(name, language or "en")
        place = look.name.strip(".") or "style"
        if place in named:
            raise DeriveError(f'two styles are called "{place}"')
        named[place] = name
    kept = tuple(dict.fromkeys(name for name in wanted or USUAL if name != "json"))
    for name in kept:
        if name not in MADE_OTHERWISE:
            format_of(name, MADE_OTHERWISE)
    return Hall(out, named, kept, language or "")


def exhibit(hall: Hall, path: Path) -> Exhibit:
    """Every sheet and key of one exercise, in every style: all files, or none.

    Raises DeriveError for bad input, and where nothing can be written.
    """
    title = read(path).title
    files = {}
    with _aside(hall.out) as aside:
        for place, name in hall.styles.items():
            made = produce(
                path,
                aside / place,
                formats=[*hall.formats, "json"],
                style_name=name,
                language=hall.language or None,
            )
            files[place] = tuple(one.name for one in made)
        for place, names in files.items():
            (hall.out / place).mkdir(exist_ok=True)
            for one in names:
                (aside / place / one).replace(hall.out / place / one)
    # pictures are seen on their sheets
    sheets = {
        place: tuple(one for one in names if not one.endswith(".svg"))
        for place, names in files.items()
    }
    return Exhibit(path.stem, title, sheets)


@contextmanager
def _aside(out: Path) -> Iterator[Path]:
    """A folder within the gallery for what is not whole yet; where it fails, nothing stays."""
    new = [place for place in (out, *out.parents) if not place.exists()]
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=out) as aside:
            yield Path(aside)
    except OSError as error:
        raise DeriveError(f"cannot be written: {error.strerror}", file=str(out)) from None
    finally:
        for place in new:
            with suppress(OSError):  # what is not empty stays
                place.rmdir()


def write_index(hall: Hall, exhibits: Sequence[Exhibit]) -> list[Path]:
    """The pages that lead to every sheet, in Markdown and HTML; answers the files written."""
    look = style(next(iter(hall.styles.values())), hall.language or "en")
    rows = [(one, [_links(one, place) for place in hall.styles]) for one in exhibits]
    texts = {
        page: _environment()
        .get_template(f"{page}.j2")
        .render(
            words=look.words["gallery"],
            language=look.language.code,
            styles=list(hall.styles),
            rows=rows,
        )
        for page in PAGES
    }
    return written(hall.out, texts)


def _links(one: Exhibit, place: str) -> dict[str, list[tuple[str, str]]]:
    """The files of one cell, by sheet: what each is called there, and where it is."""
    found: dict[str, list[tuple[str, str]]] = {}
    for sheet in (*SHEETS["both"], "key"):
        start = f"{one.name}." if sheet == "key" else f"{one.name}-{sheet}."
        found[sheet] = [
            (name.removeprefix(start), quote(f"{place}/{name}"))
            for name in one.files[place]
            if name.startswith(start)
        ]
    return found


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder("templates") / "gallery"),
        **SYNTAX,
        autoescape=lambda name: name is not None and ".html" in name,
    )
    environment.filters["md_escape"] = ESCAPES["md"]
    return environment

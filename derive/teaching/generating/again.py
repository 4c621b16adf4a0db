"""A sheet given back by its short code: the recipe is looked for by its digest."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from derive.errors import DeriveError
from derive.resources import recipes
from derive.teaching.files import writable, written
from derive.teaching.generating.codes import Code, decoded
from derive.teaching.generating.making import Job, make
from derive.teaching.generating.recipe import Recipe, read
from derive.teaching.produce import check_formats

MOST_SEARCHED = 1_000


def again(
    code: str,
    out: Path,
    *,
    places: Iterable[Path] = (),
    formats: tuple[str, ...] = ("md", "tex", "json"),
    sheet: str = "both",
    engine: str = "typst",
    style: str | None = None,
) -> list[Path]:
    """Writes the sheet of a code once more; answers its files.

    The recipe is one of `places` (files, or folders that hold it), else a shipped one, else one in
    the folder where the command runs. Raises DeriveError where the code or its recipe is unknown.
    """
    found = decoded(code)
    check_formats(formats, engine)
    writable(out)
    recipe = _recipe(found, [*places])
    job = Job(
        recipe.text, recipe.name, found.seed, formats, sheet, engine, style, recipe.folder, str(out)
    )
    return written(out, make(job, found.number).files)


def _recipe(code: Code, places: list[Path]) -> Recipe:
    """The recipe with the digest of a code."""
    for path in places:
        if not path.exists():
            raise DeriveError("no such file or folder", file=str(path))
    for path in [one for place in (*places, *recipes().values(), Path()) for one in _within(place)]:
        try:
            recipe = read(path)
        except DeriveError:  # another file of TOML, no recipe
            continue
        if recipe.digest == code.digest:
            return recipe
    raise DeriveError(
        f"no recipe here has the digest {code.digest}: name its file with --recipe; a recipe that "
        "was changed since has another",
        file=str(code),
    )


def _within(place: Path) -> list[Path]:
    return sorted(place.glob("*.toml"))[:MOST_SEARCHED] if place.is_dir() else [place]

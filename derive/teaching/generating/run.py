"""A run: many variants of a recipe made and written, with their index."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from derive import __version__
from derive.errors import DeriveError
from derive.teaching.exporting.collected import Collected
from derive.teaching.exporting.item import Head
from derive.teaching.generating.archive import Archive, packed
from derive.teaching.generating.folder import Folder, locked
from derive.teaching.generating.making import Job, Made, chunks
from derive.teaching.generating.placing import placed
from derive.teaching.generating.recipe import Recipe, read
from derive.teaching.generating.workers import (
    CHUNK,
    Last,
    cores,
    in_processes,
    in_this_process,
    on_cluster,
)
from derive.teaching.produce import check_formats
from derive.writing.notation import style as style_of

# fewer variants than this are made sooner than other processes start
FEW = 40


@dataclass(frozen=True)
class Report:
    """What a run came to: the files that lead to it, variants made, draws turned down by reason."""

    files: tuple[Path, ...]
    made: int
    rejected: Counter[str]

    @property
    def acceptance(self) -> float:
        """Which part of all draws was accepted."""
        return self.made / max(1, self.made + self.rejected.total())


def generate(
    recipe: Path,
    out: Path,
    *,
    count: int,
    seed: int,
    first: int = 1,
    formats: tuple[str, ...] = ("md", "tex", "json"),
    sheet: str = "both",
    engine: str = "typst",
    style: str | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    archive: bool = False,
    resume: bool = False,
    force: bool = False,
) -> Report:
    """Makes variants `first`, `first` + 1, ... and writes them into a folder, or one archive.

    Raises DeriveError for a bad recipe, where a variant cannot be met, where nothing can be
    written, and where something is there already that `force` or `resume` do not speak of.
    """
    check_formats(formats, engine)
    if resume and (force or archive):
        raise DeriveError(f"--resume does not go with --{'force' if force else 'archive'}")
    known = read(recipe)
    if style is not None:
        style_of(style)
    job = Job(known.text, known.name, seed, formats, sheet, engine, style, known.folder, str(out))

    def made(done: int, until: int, last: Last | None = None) -> Generator[Made, None, None]:
        pieces = chunks(first + done, until - done, CHUNK)
        if scheduler is not None:
            return on_cluster(job, pieces, scheduler)
        several = workers or (cores() if until - done >= FEW else 1)
        if several == 1:
            return in_this_process(job, pieces)
        return in_processes(job, pieces, several, last)

    head = Head(title_of(known), known.name)
    if archive:
        path = out / f"{known.name}.zip"
        with locked(out), closing(made(0, count, packed)) as each, TemporaryDirectory() as place:
            whole = Archive(path, Path(place), formats, force=force)
            whole.write(_progress(each, 0, count), head)
            return _report((path,), whole.rows())
    asked = {"recipe": known.digest, "seed": seed, "first": first, "formats": list(formats),
             "sheet": sheet, "style": style, "version": __version__}  # fmt: skip
    with locked(out):
        folder = Folder(out, known.name, asked, force=force, resume=resume)
        with (
            closing(folder),
            closing(Collected(out, formats, folder.done)) as shared,
            closing(made(folder.done, count, partial(placed, place=folder.place))) as each,
        ):
            if not folder.force:
                shared.check_free(out, known.name)
            if shared.lacks and folder.done >= count and shared.written(out, known.name):
                found = [*shared.written(out, known.name), *folder.finish(known.name)]
                return _report(tuple(found), folder.rows())
            if shared.lacks:
                with closing(made(0, shared.lacks)) as before:
                    for one in before:
                        shared.put(one.parts)
            try:
                for one in _progress(each, folder.done, count):
                    shared.put(one.parts)
                    folder.put(one)
                folder.whole = True
            finally:
                if not folder.done:  # the parts of a first variant whose files found no place
                    shared.forget()
        written = [*shared.finish(out, head), *folder.finish(known.name)]
        shared.forget()
        return _report(tuple(written), folder.rows())


def title_of(recipe: Recipe) -> str:
    """The title that all variants share; the recipe's name where they have several."""
    title = recipe.data.get("title")
    return title if isinstance(title, str) else recipe.name


def _report(files: tuple[Path, ...], rows: Iterable[dict[str, Any]]) -> Report:
    made, rejected = 0, Counter[str]()
    for row in rows:
        made += 1
        rejected.update(row["rejected"])
    return Report(files, made, rejected)


def _progress(made: Iterable[Made], done: int, count: int) -> Iterable[Made]:
    """The same variants, with rate and time left on a terminal."""
    if not sys.stderr.isatty():
        return made
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread, so that workers may be copies of this process
    bar: Iterable[Made] = tqdm(made, initial=done, total=count, unit="variant", file=sys.stderr)
    return bar

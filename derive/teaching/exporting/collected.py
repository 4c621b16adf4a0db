"""The parts of many questions kept until all are there: a file for each format, a line a part.

A run that is ended goes on with them, and memory does not grow with their number. When the run is
complete they are taken away: they are larger than all else, and can be made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from derive.errors import DeriveError
from derive.teaching.exporting.exporters import EXPORTERS
from derive.teaching.exporting.item import Head


class Collected:
    """The parts in a folder, in files that nobody sees."""

    def __init__(self, out: Path, formats: Iterable[str], done: int = 0) -> None:
        """Goes on after the parts of the first `done` questions; what is more is forgotten.

        Where they are not all there, none is kept, and `lacks` says how many are to be put again.
        """
        self.names = [name for name in formats if name in EXPORTERS]
        self.paths = {name: out / f".derive-run.{name}.jsonl" for name in self.names}
        found = done
        for path in self.paths.values():
            with _clear(path):
                found = min(found, _shorten(path, done))
        self.lacks = done if found < done else 0
        if self.lacks:
            for path in self.paths.values():
                path.write_bytes(b"")

    def put(self, parts: Mapping[str, Any]) -> None:
        """Keeps what one question comes to in every format."""
        for name, path in self.paths.items():
            with _clear(path), path.open("ab") as file:
                file.write(msgspec.json.encode(parts[name]) + b"\n")

    def close(self) -> None:
        """Files in which nothing was kept are taken away."""
        for path in self.paths.values():
            if path.exists() and not path.stat().st_size:
                path.unlink()

    def forget(self) -> None:
        """All that was kept is taken away: the run is complete, or came to nothing."""
        for path in self.paths.values():
            path.unlink(missing_ok=True)

    def parts(self, name: str) -> Iterator[Any]:
        """All that was kept for a format, in order."""
        with self.paths[name].open("rb") as file:
            for line in file:
                yield msgspec.json.decode(line)

    def finish(self, out: Path, head: Head) -> list[Path]:
        """Writes the file of every format, each whole or not at all; answers them."""
        made: list[tuple[Path, Path]] = []
        try:
            for name, path in self.targets(out, head.stem).items():
                part = path.with_name(f".{path.name}.part")
                made.append((part, path))
                with _clear(path), part.open("wb") as file:
                    EXPORTERS[name].write(self.parts(name), head, file)
            for part, path in made:
                part.replace(path)
        finally:
            for part, _ in made:
                part.unlink(missing_ok=True)
        return [path for _, path in made]

    def targets(self, out: Path, stem: str) -> dict[str, Path]:
        """The file of every format."""
        return {name: out / f"{stem}{EXPORTERS[name].ending}" for name in self.names}

    def written(self, out: Path, stem: str) -> list[Path]:
        """The files of all formats if they are there already, else none."""
        found = list(self.targets(out, stem).values())
        return found if all(path.exists() for path in found) else []

    def check_free(self, out: Path, stem: str) -> None:
        """Raises DeriveError where a file is there already."""
        for path in self.targets(out, stem).values():
            if path.exists():
                raise DeriveError("is there already, --force writes over it", file=str(path))


@contextmanager
def _clear(path: Path) -> Iterator[None]:
    """Says in one line where a file cannot be written."""
    try:
        yield
    except OSError as error:
        raise DeriveError(f"cannot be written: {error.strerror}", file=str(path)) from None


def _shorten(path: Path, lines: int) -> int:
    """Only the first lines of a file; answers how many there are."""
    with path.open("ab+") as file:
        file.seek(0)
        found, end = 0, 0
        while found < lines and file.readline().endswith(b"\n"):
            found, end = found + 1, file.tell()
        file.truncate(end)
        return found


def split(formats: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The formats of single variants, and those that hold all of them.

    >>> split(("md", "moodle"))
    (('md',), ('moodle',))
    """
    return (
        tuple(name for name in formats if name not in EXPORTERS),
        tuple(name for name in formats if name in EXPORTERS),
    )

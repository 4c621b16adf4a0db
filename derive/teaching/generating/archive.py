"""All variants in one zip: the fast road to many files, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import msgspec

from derive.errors import DeriveError
from derive.teaching.exporting.collected import Collected
from derive.teaching.exporting.item import Head
from derive.teaching.exporting.zipped import Zip, member
from derive.teaching.files import writable
from derive.teaching.generating.index import index_files
from derive.teaching.generating.making import Made

PIECE = 1 << 20


def packed(made: Made) -> Made:
    """The variant with its files packed, which takes longest where it is done one by one."""
    members = tuple([member(name, content) for name, content in made.files.items()])
    return replace(made, files={}, packed=made.packed + members)


class Archive:
    """An archive of a run, there when it is whole; `place` is for what waits until it is."""

    def __init__(self, path: Path, place: Path, formats: Iterable[str], *, force: bool) -> None:
        """DeriveError where one is there and `force` is not asked, or nothing can be written."""
        if path.exists() and not force:
            raise DeriveError("is there already, --force writes over it", file=str(path))
        writable(path.parent)
        self.path, self.place, self._rows = path, place, place / "rows.jsonl"
        self.shared = Collected(place, formats)

    def write(self, made: Iterable[Made], head: Head) -> None:
        """Puts the variants and their index into the archive, whole or not at all."""
        part = self.path.with_name(f".{self.path.name}.part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file, TemporaryFile() as table:
                archive = Zip(file, table)
                with self._rows.open("wb") as rows:
                    for one in map(packed, made):
                        for each in one.packed:
                            archive.put(each)
                        self.shared.put(one.parts)
                        rows.write(msgspec.json.encode(one.row) + b"\n")
                for whole in self.shared.finish(self.place, head):
                    archive.put_pieces(whole.name, _pieces(whole))
                for name, pieces in index_files(head.stem, self.rows).items():
                    archive.put_pieces(name, pieces)
                archive.end()
            part.replace(self.path)
        except OSError as error:
            raise DeriveError(f"cannot be written: {error.strerror}", file=str(self.path)) from None
        finally:
            part.unlink(missing_ok=True)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of the index, in order."""
        with self._rows.open("rb") as file:
            for line in file:
                yield msgspec.json.decode(line)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece

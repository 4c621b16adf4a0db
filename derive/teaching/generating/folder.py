"""The folder of a run: one run at a time, whole variants only, and a journal that a run resumes.

The journal's first line says what was asked for; each further line is the index row of a variant
whose files are all in place. Files of variants that have no row yet are taken away where the run is
ended before their turn.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import Any, TextIO

import msgspec

from derive.errors import DeriveError
from derive.teaching.exporting.exporters import EXPORTERS
from derive.teaching.files import Interrupts, writable, written
from derive.teaching.generating.index import INDEX, index_files
from derive.teaching.generating.making import Made
from derive.teaching.generating.placing import Place, placed, removed

JOURNAL, LOCK = ".derive-run.jsonl", ".derive-run.lock"


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Keeps another run out of the folder; DeriveError where one is there."""
    writable(out)
    new = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / LOCK).open("a")
    except OSError as error:
        raise DeriveError(f"cannot be written: {error.strerror}", file=str(out)) from None
    with lock:
        if not _held(lock):
            raise DeriveError("another run writes here", file=str(out))
        try:
            yield
        finally:
            (out / LOCK).unlink(missing_ok=True)
            if new:
                with suppress(OSError):  # it holds something
                    out.rmdir()


def _held(lock: TextIO) -> bool:
    """Whether the lock is ours now; the system lets it go when the process ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    # the other run may have taken its file away between our opening and locking it
    return os.fstat(lock.fileno()).st_nlink > 0


class Folder:
    """A folder in which variants are put, whole, one after the other."""

    def __init__(
        self, out: Path, stem: str, asked: dict[str, Any], *, force: bool, resume: bool
    ) -> None:
        """Begins a run, or with `resume` goes on with one; names of files begin with the stem.

        DeriveError where something is there already and neither `force` nor `resume` is asked.
        """
        self.out, self.journal = out, out / JOURNAL
        self.done, self._first = 0, int(asked["first"])
        self.whole = False  # whether nothing can lie ahead of the journal any more
        self._own = re.compile(rf"{re.escape(stem)}-(\d{{4,}})[-.]")
        self._file: FileIO | None = None
        known = self._known()
        if resume and known:
            head, rows = known
            if head != asked:
                names = ", ".join(key for key in asked if head.get(key) != asked[key])
                raise DeriveError(f"cannot go on: the run there has another {names}", file=str(out))
            self.done = rows
        elif known and known[1] and not force:
            raise DeriveError(
                "holds a run already: --resume goes on with it, --force begins anew", file=str(out)
            )
        elif known:
            self._emptied(known[0].get("formats", ()))
        self.force = force or resume
        self.place = Place(str(out), self.force)
        self._before = {one.name: self._seen(one) for one in os.scandir(out)}
        for name in INDEX:
            if name in self._before and not self.force:
                raise DeriveError("is there already, --force writes over it", file=str(out / name))
        self._interrupts = Interrupts()
        if not self.done:
            self._write(json.dumps(asked).encode() + b"\n", "wb")

    def _known(self) -> tuple[dict[str, Any], int] | None:
        """What the run here was asked for, and how many variants are in place."""
        try:
            with self.journal.open("rb+") as file:
                head = json.loads(file.readline())
                rows, end = 0, file.tell()
                for line in file:
                    if not line.endswith(b"\n"):
                        break
                    rows, end = rows + 1, end + len(line)
                file.truncate(end)  # a row that was being written when the run was ended
                return head, rows
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            raise DeriveError("is not a journal of derive", file=str(self.journal)) from None

    def _emptied(self, formats: Iterable[str]) -> None:
        """The files of the run that was here are taken away, with those that hold all variants."""
        whole = [EXPORTERS[name].ending for name in formats if name in EXPORTERS]
        for row in self.rows():
            stem = str(row["name"]).rpartition("-")[0]
            for name in (*row["files"], *(f"{stem}{ending}" for ending in whole)):
                (self.out / Path(name).name).unlink(missing_ok=True)
        for name in formats:
            (self.out / f".derive-run.{Path(name).name}.jsonl").unlink(missing_ok=True)

    def put(self, made: Made) -> None:
        """The files of a variant in place, then its row in the journal."""
        with self._interrupts:
            if made.files:
                placed(made, self.place)
            try:
                self._write(msgspec.json.encode(made.row) + b"\n", "ab")
            except DeriveError:
                removed([f"{self.out}{os.sep}{name}" for name in made.row["files"]])
                raise
            self.done += 1  # an interrupt that waited comes when the block is left

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of the index, in order."""
        with self.journal.open(encoding="utf-8") as file:
            file.readline()
            for line in file:
                yield msgspec.json.decode(line)

    def close(self) -> None:
        """Takes away what is not in place, and the journal of a run that came to nothing."""
        with self._interrupts:
            if not self.whole:
                removed(list(self._ahead()))
        self._interrupts.end()
        if self._file is not None:
            self._file.close()
        if not self.done:
            self.journal.unlink(missing_ok=True)

    def finish(self, title: str) -> list[Path]:
        """Writes the index; answers its files."""
        return written(self.out, index_files(title, self.rows))

    def _ahead(self) -> Iterator[str]:
        """The files that this run made of variants whose turn did not come."""
        for one in os.scandir(self.out):
            found = self._own.match(one.name)
            ahead = found and int(found[1]) >= self._first + self.done
            if ahead and self._before.get(one.name) != self._seen(one):
                yield one.path

    def _seen(self, one: os.DirEntry[str]) -> tuple[int, ...]:
        """What tells a file from another that was made in its place."""
        if not (self.force and self._own.match(one.name)):
            return ()  # none is made in the place of another
        told = one.stat(follow_symlinks=False)
        return told.st_ino, told.st_mtime_ns, told.st_size

    def _write(self, text: bytes, mode: str) -> None:
        try:
            if self._file is None:
                self._file = FileIO(self.journal, mode)
            while text:  # a disk that is nearly full takes a part
                text = text[self._file.write(text) :]
        except OSError as error:
            raise DeriveError(
                f"cannot be written: {error.strerror}", file=str(self.journal)
            ) from None

"""The folder of a run: one run at a time, whole variants only, and a journal that a run resumes.

The journal's first line says what was asked for; each further line is the index row of a variant
whose files are all in place.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from derive.errors import DeriveError
from derive.teaching.exporting.exporters import EXPORTERS
from derive.teaching.files import writable, written
from derive.teaching.generating.index import index_files
from derive.teaching.generating.making import Made

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

    def __init__(self, out: Path, asked: dict[str, Any], *, force: bool, resume: bool) -> None:
        """Begins a run, or with `resume` goes on with one.

        DeriveError where something is there already and neither `force` nor `resume` is asked.
        """
        self.out, self.journal = out, out / JOURNAL
        self.done = 0
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
        if not self.done:
            self._write(self.journal, json.dumps(asked) + "\n", "w")

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
        if not self.force:
            self._check_free(made.files)
        written(self.out, made.files)
        self._write(self.journal, json.dumps(made.row, ensure_ascii=False) + "\n", "a")
        self.done += 1

    def _check_free(self, names: Any) -> None:
        for name in names:
            if (self.out / name).exists():
                raise DeriveError(
                    "is there already, --force writes over it", file=str(self.out / name)
                )

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of the index, in order."""
        with self.journal.open(encoding="utf-8") as file:
            file.readline()
            for line in file:
                yield json.loads(line)

    def close(self) -> None:
        """Takes the journal of a run away that came to nothing."""
        if not self.done:
            self.journal.unlink(missing_ok=True)

    def finish(self, title: str) -> list[Path]:
        """Writes the index; answers its files."""
        if not self.force:
            self._check_free(("index.csv", "index.json", "index.md"))
        return written(self.out, index_files(title, self.rows))

    def _write(self, path: Path, text: str, mode: str) -> None:
        try:
            with path.open(mode, encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise DeriveError(f"cannot be written: {error.strerror}", file=str(path)) from None

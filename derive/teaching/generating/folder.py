"""The folder of a run: one run at a time, whole variants only, and a journal that a run resumes.

The journal's first line says what was asked for; each further line is the index row of a variant
whose files are all in place. Until then they lie in a hidden folder beside.
"""

from __future__ import annotations

import json
import os
import shutil
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
from derive.teaching.generating.staging import staged

JOURNAL, LOCK, STAGE = ".derive-run.jsonl", ".derive-run.lock", ".derive-run.stage"


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
        self.out, self.journal, self.stage = out, out / JOURNAL, str(out / STAGE)
        self.done = 0
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
        self._unstaged()  # what a run left that was killed
        # looked up once: nobody else's run writes here
        self._there = frozenset() if self.force else frozenset(os.listdir(out))
        self._check_free(INDEX)
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
        names = made.row["files"]
        if not self.force:
            self._check_free(names)
        lies = made.lies or staged(made, self.stage).lies
        pairs = [(f"{lies}{os.sep}{name}", f"{self.out}{os.sep}{name}") for name in names]
        with self._interrupts:
            try:
                for there, here in pairs:
                    os.replace(there, here)
            except OSError as error:
                for _, placed in pairs[: pairs.index((there, here))]:
                    os.unlink(placed)
                raise DeriveError(f"cannot be written: {error.strerror}", file=here) from None
            self._write(msgspec.json.encode(made.row) + b"\n", "ab")
        self.done += 1

    def _check_free(self, names: Any) -> None:
        for name in names:
            if name in self._there:
                raise DeriveError("is there already, --force writes over it",
                                  file=f"{self.out}{os.sep}{name}")  # fmt: skip

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of the index, in order."""
        with self.journal.open(encoding="utf-8") as file:
            file.readline()
            for line in file:
                yield msgspec.json.decode(line)

    def close(self) -> None:
        """Takes away what is not in place, and the journal of a run that came to nothing."""
        self._interrupts.end()
        self._unstaged()
        if self._file is not None:
            self._file.close()
        if not self.done:
            self.journal.unlink(missing_ok=True)

    def finish(self, title: str) -> list[Path]:
        """Writes the index; answers its files."""
        return written(self.out, index_files(title, self.rows()))

    def _unstaged(self) -> None:
        shutil.rmtree(self.stage, ignore_errors=True)

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

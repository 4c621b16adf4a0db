"""Files put in place whole, all of them or none."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from derive.errors import DeriveError


def writable(out: Path) -> None:
    """Says early, in one line, why a folder cannot be written to."""
    if out.exists() and not out.is_dir():
        raise DeriveError("is a file, not a folder to write to", file=str(out))
    place = out
    while not place.exists():
        place = place.parent
    if not os.access(place, os.W_OK):
        raise DeriveError("no permission to write here", file=str(place))


def written(out: Path, contents: Mapping[str, str | bytes | Iterable[bytes]]) -> list[Path]:
    """Every file through another one beside it, so that none is ever half-written.

    A content that does not fit into the memory is given in pieces.

    Raises DeriveError where that cannot be done; then no file is left behind.
    """
    made: list[tuple[Path, Path]] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            part = out / f".{name}.{os.getpid()}.part"
            made.append((part, out / name))
            whole = content.encode("utf-8") if isinstance(content, str) else content
            with part.open("wb") as file:
                file.writelines((whole,) if isinstance(whole, bytes) else whole)
        with uninterrupted():
            for part, path in made:
                part.replace(path)
    except OSError as error:
        raise DeriveError(f"cannot be written: {error.strerror}", file=str(out)) from None
    finally:
        for part, _ in made:
            part.unlink(missing_ok=True)
    return [path for _, path in made]


class Interrupts:
    """Holds interrupts back while files are put in place: `with` it, one that comes waits until the
    block is left. It counts from when it is made until its `end`, for as many blocks as one likes.
    """

    def __init__(self) -> None:
        self._waiting, self._came = False, list[int]()
        # no signal reaches another thread
        main = threading.current_thread() is threading.main_thread()
        signals = (signal.SIGINT, signal.SIGTERM) if main else ()
        self._before = {one: signal.signal(one, self._told) or signal.SIG_DFL for one in signals}

    def _told(self, number: int, frame: Any) -> None:
        if self._waiting:
            self._came.append(number)
        else:
            self._passed_on(number, frame)

    def _passed_on(self, number: int, frame: Any) -> None:
        before = self._before[signal.Signals(number)]
        if callable(before):
            before(number, frame)
        elif before != signal.SIG_IGN:
            signal.signal(number, before)
            signal.raise_signal(number)

    def __enter__(self) -> None:
        self._waiting = True

    def __exit__(self, *_: object) -> None:
        self._waiting = False
        while self._came:
            self._passed_on(self._came.pop(0), None)

    def end(self) -> None:
        """Interrupts are dealt with as before."""
        for one, handler in self._before.items():
            signal.signal(one, handler)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """An interrupt waits until all files are in place, and comes then."""
    interrupts = Interrupts()
    try:
        with interrupts:
            yield
    finally:
        interrupts.end()

"""Files put in place whole, all of them or none."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Mapping
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


def written(out: Path, contents: Mapping[str, str | bytes]) -> list[Path]:
    """Every file through another one beside it, so that none is ever half-written.

    Raises DeriveError where that cannot be done; then no file is left behind.
    """
    made: list[tuple[Path, Path]] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            part = out / f".{name}.{os.getpid()}.part"
            made.append((part, out / name))
            part.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        with uninterrupted():
            for part, path in made:
                part.replace(path)
    except OSError as error:
        raise DeriveError(f"cannot be written: {error.strerror}", file=str(out)) from None
    finally:
        for part, _ in made:
            part.unlink(missing_ok=True)
    return [path for _, path in made]


@contextmanager
def uninterrupted() -> Iterator[None]:
    """An interrupt waits until all files are in place, and comes then."""
    if threading.current_thread() is not threading.main_thread():  # no signal reaches another
        yield
        return
    came: list[int] = []

    def later(number: int, _: Any) -> None:
        came.append(number)

    before = {one: signal.signal(one, later) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        for number in came:
            signal.raise_signal(number)

"""Files of variants put in their places by whoever makes them, all workers at once.

Nothing is written over: a file is made anew or not at all. What was put there and yet is no whole
variant, because a worker was ended, is for the run to take away (see `folder`).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from derive.errors import DeriveError
from derive.teaching.generating.making import Made

# on Windows, a file that is opened without it has its line ends changed
PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True)
class Place:
    """Where files go; `over` says that those of the same names may be taken away before."""

    folder: str
    over: bool


def placed(made: Made, place: Place) -> Made:
    """The variant with all its files written; they leave the memory.

    Raises DeriveError where that cannot be done; then none of them is there.
    """
    done: list[str] = []
    path = ""
    try:
        for name, content in made.files.items():
            path = f"{place.folder}{os.sep}{name}"
            if place.over:
                with suppress(FileNotFoundError):
                    os.unlink(path)
            write(path, content)
            done.append(path)
    except OSError as error:
        removed(done)
        if isinstance(error, FileExistsError):
            raise DeriveError("is there already, --force writes over it", file=path) from None
        raise DeriveError(f"cannot be written: {error.strerror}", file=path) from None
    return replace(made, files={})


def write(path: str, content: bytes) -> None:
    """A new file, whole or not at all; what `Path.write_bytes` does, with half of its calls of the
    system."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | PLAIN, 0o666)
    try:
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(file, rest) :]
        finally:
            os.close(file)
    except OSError:
        removed([path])
        raise


def removed(paths: Sequence[str]) -> None:
    """Takes files away; one that cannot be is left."""
    for path in paths:
        with suppress(OSError):
            os.unlink(path)

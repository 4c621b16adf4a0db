"""Files of variants laid beside their places by whoever makes them, until one hand puts them there.

So files are written by all workers at once, and a variant is put in place, whole, by renaming.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from derive.errors import DeriveError
from derive.teaching.generating.making import Job, Made, make

# on Windows, a file that is opened without it has its line ends changed
PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def staged(made: Made, place: str) -> Made:
    """The variant with its files written to a folder of the process; they leave the memory.

    Raises DeriveError where that cannot be done.
    """
    own = f"{place}{os.sep}{os.getpid()}"
    try:
        if not os.path.isdir(own):
            os.makedirs(own, exist_ok=True)
        for name, content in made.files.items():
            write(f"{own}{os.sep}{name}", content)
    except OSError as error:
        raise DeriveError(f"cannot be written: {error.strerror}", file=place) from None
    return replace(made, files={}, lies=own)


def write(path: str, content: bytes) -> None:
    """A whole file; what `Path.write_bytes` does, with half of its calls of the system."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | PLAIN, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


def stage_chunk(job: Job, numbers: Sequence[int], place: str) -> list[Made]:
    """Several variants of a job, in order, their files in the place."""
    return [staged(make(job, number), place) for number in numbers]

"""Compiled templates kept beside their sources, as Python keeps its own modules in __pycache__."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache


class Beside(BytecodeCache):
    """Compiled templates in `folder`/__pycache__, where that can be written to; else none.

    What `python -B`, PYTHONDONTWRITEBYTECODE and PYTHONPYCACHEPREFIX say of modules holds for
    templates too. A file of another Jinja or another source is not taken, nor one of another
    `kind` of environment: what a sandbox compiles asks before each call.
    """

    def __init__(self, folder: Path, kind: str) -> None:
        prefix = sys.pycache_prefix
        place = Path(prefix).joinpath(*folder.resolve().parts[1:]) if prefix else folder
        self.place = place / "__pycache__"
        self.kind = kind

    def _file(self, bucket: Bucket) -> Path:
        return self.place / f"{bucket.key}.{sys.implementation.cache_tag}.{self.kind}.jinja"

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was kept, if anything was."""
        try:
            with self._file(bucket).open("rb") as file:
                bucket.load_bytecode(file)
        except (OSError, EOFError, ValueError, TypeError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it through another file, so that nobody reads half of it; silent where it can't."""
        if sys.dont_write_bytecode:
            return
        file = self._file(bucket)
        part = file.with_suffix(f".{os.getpid()}.part")
        try:
            self.place.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as opened:
                bucket.write_bytecode(opened)
            part.replace(file)
        except OSError:
            with suppress(OSError):
                part.unlink()

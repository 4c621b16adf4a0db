"""All variants in one zip: the fast road to many files, the same bytes every time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from derive.errors import DeriveError
from derive.teaching.exporting.collected import Collected
from derive.teaching.exporting.item import Head
from derive.teaching.files import writable
from derive.teaching.generating.index import index_files
from derive.teaching.generating.making import Made

LONG_AGO = (1980, 1, 1, 0, 0, 0)


def archived(
    path: Path, made: Iterable[Made], head: Head, shared: Collected, *, force: bool
) -> list[dict[str, Any]]:
    """Writes the variants and their index into a zip, whole or not at all; answers the rows."""
    if path.exists() and not force:
        raise DeriveError("is there already, --force writes over it", file=str(path))
    writable(path.parent)
    part = path.with_name(f".{path.name}.part")
    rows: list[dict[str, Any]] = []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for one in made:
                for name, content in one.files.items():
                    _put(archive, name, content)
                shared.put(one.parts)
                rows.append(one.row)
            with TemporaryDirectory() as place:
                for whole in shared.finish(Path(place), head):
                    _put(archive, whole.name, whole.read_bytes())
            for name, text in index_files(head.stem, rows).items():
                _put(archive, name, text.encode("utf-8"))
        part.replace(path)
    except OSError as error:
        raise DeriveError(f"cannot be written: {error.strerror}", file=str(path)) from None
    finally:
        part.unlink(missing_ok=True)
    return rows


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, LONG_AGO)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, content, compresslevel=1)

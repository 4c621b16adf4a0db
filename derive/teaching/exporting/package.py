"""Packages: zip files that are written entry by entry, the same bytes for the same entries."""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import BinaryIO, TypedDict
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


class Part(TypedDict):
    """One question: its files by name, and what the manifest says of them."""

    files: dict[str, str]
    resource: str


class Package:
    """An open package; `add` puts a file into it."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive

    def take(self, parts: Iterable[Part]) -> Iterator[str]:
        """Adds the files of every part; answers what the manifest says of each."""
        for part in parts:
            for name, text in part["files"].items():
                self.add(name, text)
            yield part["resource"]

    def add(self, name: str, text: str) -> None:
        """Adds a file, with a fixed time."""
        entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        entry.compress_type = ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        self._archive.writestr(entry, text, compresslevel=6)


@contextmanager
def package(file: BinaryIO) -> Iterator[Package]:
    """A package in an open file, finished when all is added."""
    with ZipFile(file, "w") as archive:
        yield Package(archive)


def identifier(name: str) -> str:
    """A name as an identifier of XML: where something must be left out, a mark keeps it apart.

    >>> identifier("exam-007"), identifier("a b")
    ('exam-007', 'a-b-ZBUH')
    """
    kept = re.sub(r"[^A-Za-z0-9_-]", "-", name)
    if kept != name:
        kept += "-" + b32encode(sha256(name.encode()).digest())[:4].decode()
    return kept if re.match("[A-Za-z_]", kept) else f"_{kept}"


def placed(html: str, pictures: Mapping[str, str], folder: str) -> str:
    """HTML whose pictures lie in a folder."""
    return html.replace('<img src="', f'<img src="{folder}') if pictures else html

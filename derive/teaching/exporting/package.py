"""Packages: zip files that are written entry by entry, the same bytes for the same entries."""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from tempfile import TemporaryFile
from typing import BinaryIO, TypedDict

from derive.teaching.exporting.zipped import Zip, member

SMALL = 6  # packages are sent, and packed once


class Part(TypedDict):
    """One question: its files by name, and what the manifest says of them."""

    files: dict[str, str]
    resource: str


def packed(
    file: BinaryIO,
    parts: Iterable[Part],
    listed: str,
    page: Callable[[Iterable[str]], Iterable[str]],
) -> None:
    """Writes a package: the files of every part as they come, then what lists them.

    `page` makes the pieces of that list from what is said of each part.
    """
    with TemporaryFile() as table:
        archive = Zip(file, table)

        def put() -> Iterator[str]:
            for part in parts:
                for name, text in part["files"].items():
                    archive.put(member(name, text.encode("utf-8"), SMALL))
                yield part["resource"]

        archive.put_pieces(listed, (piece.encode("utf-8") for piece in page(put())))
        archive.end()


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

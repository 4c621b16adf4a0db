"""Zip archives whose members are packed wherever they are made; their table waits in a file.

As the format's note says (PKWARE, APPNOTE 6.3.10), with its fields of 64 bits where the others are
too narrow. Nothing in it tells when or where it was made.
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from struct import Struct, pack
from tempfile import TemporaryFile
from typing import IO, Any

LOCAL, CENTRAL = Struct("<4s5H3L2H"), Struct("<4s6H3L5H2L")
END, END_64, WHERE_64 = Struct("<4s4H2LH"), Struct("<4sQ2H2L4Q"), Struct("<4sLQL")
DEFLATED, FIRST_DAY = 8, (1 << 5) | 1  # the first day that the format can tell, in 1980
UTF_8 = 0x800
UNIX, PLAIN_FILE = 3 << 8, 0o100644 << 16
NARROW, FEW = 0xFFFFFFFF, 0xFFFF  # in a field of 32 or 16 bits: look into that of 64
QUICK = 1  # rather than small
OLD, NEW = 20, 45  # the version of the format that can read it


@dataclass(frozen=True)
class Member:
    """A file, packed: its name in the archive, its checksum, its size before, its bytes now."""

    name: str
    checksum: int
    size: int
    content: bytes


def member(name: str, content: bytes, level: int = QUICK) -> Member:
    """A file, packed."""
    packer = _packer(level)
    packed = packer.compress(content) + packer.flush()
    return Member(name, zlib.crc32(content), len(content), packed)


def _packer(level: int) -> Any:
    return zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)


class _Packing:
    """Pieces of a file packed, and what is to be told of them once they all are."""

    def __init__(self) -> None:
        self.checksum = self.size = self.packed = 0

    def of(self, content: Iterable[bytes]) -> Iterator[bytes]:
        packer = _packer(QUICK)
        for piece in content:
            self.checksum = zlib.crc32(piece, self.checksum)
            self.size += len(piece)
            yield self._counted(packer.compress(piece))
        yield self._counted(packer.flush())

    def _counted(self, piece: bytes) -> bytes:
        self.packed += len(piece)
        return piece


class Zip:
    """An archive that grows in a file, and its table in another; it is one when it is ended."""

    def __init__(self, file: IO[bytes], table: IO[bytes]) -> None:
        self._file, self._table = file, table
        self._count, self._at = 0, file.tell()

    def put(self, one: Member) -> None:
        """A packed file at the end of the archive."""
        self._head(one.name, one.checksum, one.size, len(one.content))
        self._write(one.content)

    def put_pieces(self, name: str, content: Iterable[bytes]) -> None:
        """A file that may be larger than the memory, packed now.

        Others may be put while its pieces come: it stands behind them.
        """
        packing = _Packing()
        with TemporaryFile() as waiting:
            waiting.writelines(packing.of(content))
            waiting.seek(0)
            self._head(name, packing.checksum, packing.size, packing.packed)
            shutil.copyfileobj(waiting, self._file)
            self._at += packing.packed

    def end(self) -> None:
        """The table of all files behind them, which makes it an archive."""
        start, size = self._at, self._table.tell()
        self._table.seek(0)
        shutil.copyfileobj(self._table, self._file)
        end = start + size
        if self._count >= FEW or end >= NARROW:
            counts = self._count, self._count
            self._file.write(
                END_64.pack(b"PK\6\6", END_64.size - 12, NEW, NEW, 0, 0, *counts, size, start)
            )
            self._file.write(WHERE_64.pack(b"PK\6\7", 0, end, 1))
        few = min(self._count, FEW)
        self._file.write(
            END.pack(b"PK\5\6", 0, 0, few, few, min(size, NARROW), min(start, NARROW), 0)
        )

    def _head(self, name: str, checksum: int, size: int, packed: int) -> None:
        """What stands before a file, and its row in the table."""
        called = name.encode("utf-8")
        flags = 0 if name.isascii() else UTF_8
        sizes, wide = (packed, size), b""
        if max(sizes) >= NARROW:
            sizes, wide = (NARROW, NARROW), pack("<2Q", size, packed)
        at, where = self._at, b""
        if at >= NARROW:
            at, where = NARROW, pack("<Q", self._at)
        of_both = (flags, DEFLATED, 0, FIRST_DAY, checksum, *sizes, len(called))
        extra = _wide(wide)
        version = NEW if extra else OLD
        self._write(LOCAL.pack(b"PK\3\4", version, *of_both, len(extra)) + called + extra)
        extra = _wide(wide + where)
        version = NEW if extra else OLD
        row = (b"PK\1\2", UNIX | version, version, *of_both, len(extra), 0, 0, 0, PLAIN_FILE, at)
        self._table.write(CENTRAL.pack(*row) + called + extra)
        self._count += 1

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._at += len(content)


def _wide(numbers: bytes) -> bytes:
    """The field that holds numbers of 64 bits; nothing where there are none."""
    return pack("<2H", 1, len(numbers)) + numbers if numbers else b""

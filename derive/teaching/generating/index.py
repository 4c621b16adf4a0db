"""The index of a run: which variant is in which files, as CSV, JSON and Markdown.

Written row by row, so that memory does not grow with the number of variants.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Any

import msgspec

from derive.writing.printers.escapes import ESCAPES

Row = dict[str, Any]
COLUMNS = ("number", "name", "code", "title", "difficulty", "rejected", "files")


def index_files(title: str, rows: Callable[[], Iterable[Row]]) -> dict[str, Iterator[bytes]]:
    """The files of an index by their names, in pieces; `rows` gives those of the variants in order,
    as often as it is asked."""
    return {name: made(title, rows()) for name, made in INDEX.items()}


def _table(title: str, rows: Iterable[Row]) -> Iterator[bytes]:
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in rows:
        told = row | {"rejected": sum(row["rejected"].values()), "files": " ".join(row["files"])}
        table.writerow([told[name] for name in COLUMNS])
        yield out.getvalue().encode("utf-8")
        out.seek(0)
        out.truncate()
    yield out.getvalue().encode("utf-8")


def _list(title: str, rows: Iterable[Row]) -> Iterator[bytes]:
    before = b"[\n"
    for row in rows:
        yield before + msgspec.json.encode(row)
        before = b",\n"
    yield (before if before == b"[\n" else b"") + b"\n]\n"


def _page(title: str, rows: Iterable[Row]) -> Iterator[bytes]:
    head = [
        f"# {ESCAPES['md'](title)}",
        "",
        "| | code | difficulty | files |",
        "| ---: | --- | ---: | --- |",
    ]
    yield ("\n".join(head) + "\n").encode("utf-8")
    for row in rows:
        files = " ".join([f"[{_ending(row, name)}](<{name}>)" for name in row["files"]])
        line = f"| {row['number']} | {row['code']} | {row['difficulty']} | {files} |\n"
        yield line.encode("utf-8")


def _ending(row: Row, name: str) -> str:
    return str(name).removeprefix(row["name"]).lstrip("-.")


INDEX = {"index.csv": _table, "index.json": _list, "index.md": _page}

"""The index of a run: which variant is in which files, as CSV, JSON and Markdown."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

import msgspec

from derive.writing.printers.escapes import ESCAPES

Row = dict[str, Any]
INDEX = ("index.csv", "index.json", "index.md")
COLUMNS = ("number", "name", "code", "title", "difficulty", "rejected", "files")


def index_files(title: str, rows: Iterable[Row]) -> dict[str, str]:
    """The files of an index by their names, from the rows of the variants in order."""
    escape, out = ESCAPES["md"], StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    whole: list[str] = []
    lines = [
        f"# {escape(title)}",
        "",
        "| | code | difficulty | files |",
        "| ---: | --- | ---: | --- |",
    ]
    for row in rows:
        told = row | {"rejected": sum(row["rejected"].values()), "files": " ".join(row["files"])}
        table.writerow([told[name] for name in COLUMNS])
        whole.append(msgspec.json.encode(row).decode())
        files = " ".join([f"[{_ending(row, name)}](<{name}>)" for name in row["files"]])
        lines.append(f"| {row['number']} | {row['code']} | {row['difficulty']} | {files} |")
    texts = out.getvalue(), "[\n" + ",\n".join(whole) + "\n]\n", "\n".join(lines) + "\n"
    return dict(zip(INDEX, texts, strict=True))


def _ending(row: Row, name: str) -> str:
    return str(name).removeprefix(row["name"]).lstrip("-.")

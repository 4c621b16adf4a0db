"""The index of a run: which variant is in which files, as CSV, JSON and Markdown."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from io import StringIO
from typing import Any

from derive.writing.printers.escapes import ESCAPES

Rows = Callable[[], Iterable[dict[str, Any]]]
COLUMNS = ("number", "name", "code", "title", "difficulty", "rejected", "files")


def index_files(title: str, rows: Rows) -> dict[str, str]:
    """The files of an index by their names."""
    return {"index.csv": _csv(rows), "index.json": _json(rows), "index.md": _md(title, rows)}


def _csv(rows: Rows) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows():
        told = row | {"rejected": sum(row["rejected"].values()), "files": " ".join(row["files"])}
        writer.writerow([told[name] for name in COLUMNS])
    return out.getvalue()


def _json(rows: Rows) -> str:
    lines = (json.dumps(row, ensure_ascii=False) for row in rows())
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _md(title: str, rows: Rows) -> str:
    escape = ESCAPES["md"]
    lines = [
        f"# {escape(title)}",
        "",
        "| | code | difficulty | files |",
        "| ---: | --- | ---: | --- |",
    ]
    for row in rows():
        files = " ".join(f"[{_ending(row, name)}](<{name}>)" for name in row["files"])
        lines.append(f"| {row['number']} | {row['code']} | {row['difficulty']} | {files} |")
    return "\n".join(lines) + "\n"


def _ending(row: dict[str, Any], name: str) -> str:
    return str(name).removeprefix(row["name"]).lstrip("-.")

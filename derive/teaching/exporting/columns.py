"""The answers as CSV: a row for each variant, a column for each answer, named as in the key."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import BinaryIO

from derive.teaching.exporting.answers import number_of
from derive.teaching.exporting.item import Head, Item

VARIANT = "variant"


def made(item: Item) -> list[list[str]]:
    """The cells of one variant, each with its column."""
    cells = [[VARIANT, item.name]]
    cells += [[name, answer.text] for _, _, name, answer in item.boxes()]
    return cells


def write(parts: Iterable[list[list[str]]], head: Head, file: BinaryIO) -> None:
    """Writes the table. Variants that ask other things than the first add columns at the end.

    All columns are known only in the end: until then, rows wait in a file without a name.
    """
    columns: dict[str, int] = {VARIANT: 0}
    with TemporaryFile("w+", encoding="utf-8", newline="") as rows:
        waiting = csv.writer(rows)
        for part in parts:
            cells = {columns.setdefault(name, len(columns)): cell for name, cell in part}
            waiting.writerow(cells.get(at, "") for at in range(len(columns)))
        rows.seek(0)
        text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        table = csv.writer(text, lineterminator="\n")
        table.writerow(map(told, columns))
        for row in csv.reader(rows):
            table.writerow(told(one) for one in row + [""] * (len(columns) - len(row)))
        text.detach()


def told(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay as they are.

    >>> told("=1+1"), told("-0.5")
    ("'=1+1", '-0.5')
    """
    if text.startswith(("=", "+", "-", "@", "\t", "\r")) and number_of(text) is None:
        return f"'{text}"
    return text

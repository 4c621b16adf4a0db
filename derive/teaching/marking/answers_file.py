"""The answers of students as CSV: `student`, `variant`, then a column for each answer by its name.

Commas, semicolons or tabs stand between; empty cells are missing answers. Columns that a variant
does not ask for must be empty in its rows.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from derive.errors import DeriveError

STUDENT, VARIANT = "student", "variant"
MOST_BYTES = 100_000_000
MOST_CELL = 200


@dataclass(frozen=True)
class Row:
    """One student's answers to one variant; `line` is where they stand, for messages."""

    line: int
    student: str
    variant: str
    given: dict[str, str]


@dataclass(frozen=True)
class AnswersFile:
    """A file read: its columns, and its rows one after another."""

    path: str
    columns: tuple[str, ...]
    text: str
    delimiter: str

    def rows(self) -> Iterator[Row]:
        """Every row; DeriveError with row and column for what is not as it should be."""
        reader = csv.reader(StringIO(self.text, newline=""), delimiter=self.delimiter, strict=True)
        next(reader)
        try:
            for cells in reader:
                if any(cells):
                    yield self._row(reader.line_num, cells)
        except csv.Error as error:
            raise self.error(reader.line_num, str(error)) from None

    def _row(self, line: int, cells: list[str]) -> Row:
        if len(cells) != len(self.columns):
            raise self.error(
                line, f"{len(cells)} cells, expected {len(self.columns)} as in the first row"
            )
        found = {name: cell.strip() for name, cell in zip(self.columns, cells, strict=True)}
        for name, cell in found.items():
            if len(cell) > MOST_CELL or not cell.isprintable():
                raise self.error(line, "no answer or name looks like this", name)
        student, variant = found.pop(STUDENT), found.pop(VARIANT, "")
        if not student:
            raise self.error(line, "no name or number of a student", STUDENT)
        return Row(line, student, variant, {name: cell for name, cell in found.items() if cell})

    def error(self, line: int, message: str, column: str = "") -> DeriveError:
        """An error that says where in the file it is."""
        where = f'row {line}, column "{column}"' if column else f"row {line}"
        return DeriveError(message, file=self.path, key=where)


def read_answers(path: Path) -> AnswersFile:
    """The file with its columns checked; DeriveError names what is wrong with it."""
    place = str(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DeriveError(f"larger than {MOST_BYTES} bytes", file=place)
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DeriveError(f"cannot be read: {error.strerror}", file=place) from None
    except UnicodeDecodeError:
        raise DeriveError("is not UTF-8; save it as CSV in UTF-8", file=place) from None
    if "\0" in text:
        raise DeriveError("holds characters that no CSV has", file=place)
    first = text.splitlines()[0] if text else ""
    for delimiter in ",;\t":
        try:
            columns = next(csv.reader([first], delimiter=delimiter, strict=True), [])
        except csv.Error:
            continue
        names = [one.strip() for one in columns]
        if STUDENT in names:
            for name in names:
                if names.count(name) > 1 or not name:
                    raise DeriveError(
                        f'the column "{name}" is there twice', file=place, key="row 1"
                    )
            return AnswersFile(place, tuple(names), text, delimiter)
    raise DeriveError(
        f'no column "{STUDENT}"; expected {STUDENT}, {VARIANT}, and the names of answers',
        file=place,
        key="row 1",
    )

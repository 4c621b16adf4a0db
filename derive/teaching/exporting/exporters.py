"""The formats that hold many questions in one file: one table. Nothing here loads algebra.

Each is made in two steps. A question becomes a part, plain data, wherever variants are made; the
parts of all questions, in their order, become the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from derive.teaching.exporting.item import Head, Item
    from derive.teaching.solve import Solution


@dataclass(frozen=True)
class Exporter:
    """One row: what files end in, and the module in this folder that makes them."""

    name: str
    ending: str
    module: str
    sheet: str = ""

    def made(self, item: Item) -> Any:
        """The part of one question: what JSON can hold."""
        found = self._module().made
        return found(item, self.sheet) if self.sheet else found(item)

    def write(self, parts: Iterable[Any], head: Head, file: BinaryIO) -> None:
        """Writes the parts of all questions, whatever their number, into an open file."""
        self._module().write(parts, head, file)

    def _module(self) -> Any:
        return import_module(f"derive.teaching.exporting.{self.module}")


EXPORTERS: dict[str, Exporter] = {
    row.name: row
    for row in (
        Exporter("moodle", ".moodle.xml", "moodle"),
        Exporter("moodle-choice", ".choice.moodle.xml", "moodle_choice"),
        Exporter("qti", ".qti.zip", "qti"),
        Exporter("canvas", ".canvas.zip", "canvas"),
        Exporter("csv", ".csv", "columns"),
        Exporter("answers", ".answers.json", "keys"),
        Exporter("booklet-question", "-booklet-question.pdf", "booklet", "question"),
        Exporter("booklet-solution", "-booklet-solution.pdf", "booklet", "solution"),
    )
}


def booklets(sheet: str) -> list[str]:
    """The formats of a booklet: of its question sheets, of its solutions, or of "both".

    >>> booklets("question")
    ['booklet-question']
    """
    return [name for name, row in EXPORTERS.items() if row.sheet and sheet in ("both", row.sheet)]


def exported(name: str, solution: Solution) -> bytes:
    """One solved exercise as a file of its own, in the format of that name."""
    return bound(name, [solution], solution.exercise.title, solution.stem)


def bound(name: str, solutions: Iterable[Solution], title: str, stem: str) -> bytes:
    """Several solved exercises as one file, each called by its own."""
    from derive.teaching.exporting.item import Head, Item

    file, row = BytesIO(), EXPORTERS[name]
    row.write((row.made(Item(one.stem, one)) for one in solutions), Head(title, stem), file)
    return file.getvalue()

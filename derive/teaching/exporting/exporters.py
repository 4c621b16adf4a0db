"""The formats that hold many questions in one file: one table. Nothing here loads algebra."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from derive.teaching.solve import Solution

Writer = Callable[[Iterable[Any], Any, BinaryIO], None]


@dataclass(frozen=True)
class Exporter:
    """One row: what files end in, and the module in this folder whose `write` makes them."""

    name: str
    ending: str
    module: str

    @property
    def write(self) -> Writer:
        """Writes questions one after another, whatever their number, into an open file."""
        found: Writer = import_module(f"derive.teaching.exporting.{self.module}").write
        return found


EXPORTERS: dict[str, Exporter] = {
    row.name: row
    for row in (
        Exporter("moodle", ".moodle.xml", "moodle"),
        Exporter("moodle-choice", ".choice.moodle.xml", "moodle_choice"),
        Exporter("qti", ".qti.zip", "qti"),
        Exporter("canvas", ".canvas.zip", "canvas"),
        Exporter("csv", ".csv", "columns"),
        Exporter("answers", ".answers.json", "keys"),
    )
}


def exported(name: str, solution: Solution) -> bytes:
    """One solved exercise as a file of its own, in the format of that name."""
    from derive.teaching.exporting.item import Head, items

    file = BytesIO()
    head = Head(solution.exercise.title, solution.stem)
    EXPORTERS[name].write(items([solution]), head, file)
    return file.getvalue()

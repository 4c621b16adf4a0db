"""An exercise on its way to a course system: its sheets as HTML, its boxes and what is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from derive.teaching.exporting.answers import Answer, answers
from derive.teaching.exporting.asked import Asked, asked
from derive.teaching.exporting.fields import fields
from derive.teaching.solve import Solution


@dataclass(frozen=True)
class Head:
    """What all questions of a file have in common: their title, and the file's own name."""

    title: str
    stem: str


@dataclass(frozen=True, repr=False)
class Item:
    """One question with all of its boxes; `name` tells it from the others of its file, and a
    variant's `code` from those of all files.
    """

    name: str
    solution: Solution
    code: str = ""

    @cached_property
    def question(self) -> str:
        """The question sheet as HTML, without title and name line."""
        return self.solution.text("mathjax", "question", body=True)

    @cached_property
    def worked(self) -> str:
        """The worked solution as HTML."""
        return self.solution.text("mathjax", "solution", body=True)

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """The HTML of the answers, cut where the boxes stand."""
        return fields(self.solution.shape, self.solution.style)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        return asked(self.solution.shape)

    @cached_property
    def answers(self) -> list[Answer]:
        """What is right in the boxes, in their order."""
        return answers(self.solution)

    @property
    def title(self) -> str:
        return self.solution.exercise.title

    def boxes(self) -> Iterator[tuple[Asked, int, str, Answer]]:
        """Every box: what it belongs to, its place there, its name, and what is right in it."""
        rest = iter(self.answers)
        for one in self.asked:
            for entry, box in enumerate(one.boxes):
                yield one, entry, box.name, next(rest)

    def pictures(self, sheet: str) -> dict[str, str]:
        """The SVG files that the HTML of a sheet shows, by name."""
        return self.solution.pictures(sheet)

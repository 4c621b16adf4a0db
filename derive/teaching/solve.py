"""An exercise solved: every quantity calculated and checked, ready to be told and marked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from derive.calculus.agree import check_network
from derive.calculus.numeric import COMPARISONS, reader
from derive.errors import DeriveError
from derive.teaching.calculation import Calculation, calculation
from derive.teaching.exercise import Exercise, read
from derive.teaching.files import writable, written
from derive.teaching.furniture import furnished
from derive.teaching.key import answer_key
from derive.teaching.key_text import in_json, key_text
from derive.teaching.shaping import shape_of
from derive.writing.document import Document
from derive.writing.figures import embedded, file_names
from derive.writing.holes import Choice, Numbers
from derive.writing.notation import Style, style
from derive.writing.printing import document, pictures, printed
from derive.writing.shape import Shape, fitted
from derive.writing.tell.facts import told


@dataclass(frozen=True, repr=False)
class Solution:
    """A solved exercise: `key` is the answer key, `markdown()`, `latex()`, `typst()` its sheets.

    `stamp` is put in the place of STAMP, so that sheets share their print and yet differ there.
    """

    exercise: Exercise
    shape: Shape
    style: Style
    calculation: Calculation
    stem: str = "sheet"
    stamp: str = ""

    @cached_property
    def key(self) -> dict[str, Any]:
        """The answer key as the contract has it, ready for JSON."""
        return answer_key(self.exercise, self.shape, self.style.name, self.calculation)

    def json(self, *, indent: int = -1) -> str:
        """The answer key as text: on one line, or with every value on a line of its own."""
        text = key_text(self.exercise, self.shape, self.style.name, self.calculation, indent)
        return in_json(self.key, indent) if text is None else text

    @property
    def values(self) -> dict[str, dict[str, Any]]:
        """The parts of the key by their ids."""
        return {part["id"]: part for part in self.key["parts"]}

    def document(self, sheet: str = "solution") -> Document:
        """The sheet as a value, "question" or "solution"."""
        return document(self.shape, self.style, sheet)

    def text(self, format: str, sheet: str = "solution", *, body: bool = False) -> str:
        """The sheet in a format by name; DeriveError where there is no such format.

        With `body`, a format that has a preamble leaves it out.
        """
        return printed(self.shape, self.style, sheet, format, body).filled(self._numbers)

    def markdown(self, sheet: str = "solution", *, github: bool = False) -> str:
        """The sheet as Markdown: portable, or for GitHub."""
        return self.text("github" if github else "md", sheet)

    def latex(self, sheet: str = "solution", *, body: bool = False) -> str:
        """The sheet as a LaTeX document, or with `body` as a part of somebody's own document."""
        return self.text("tex", sheet, body=body)

    def __repr__(self) -> str:
        return f"<Solution of {self.exercise.name} in the style {self.style.name}>"

    def _repr_markdown_(self) -> str:
        """What a notebook shows: the worked solution, its pictures within it."""
        return embedded(self.markdown(), self.pictures())

    def typst(self, sheet: str = "solution") -> str:
        """The sheet as a Typst document."""
        return self.text("typ", sheet)

    def pdf(self, path: str | Path, sheet: str = "solution", engine: str = "typst") -> Path:
        """Writes the sheet as a PDF, typeset by "typst" or "latex"; answers the file's path.

        Raises DeriveError where the engine is missing or fails, or the file cannot be written.
        """
        file = Path(path)
        writable(file.parent)
        return written(file.parent, {file.name: self.typeset(sheet, engine)})[0]

    def typeset(
        self, sheet: str = "solution", engine: str = "typst", *, many: bool = False
    ) -> bytes:
        """The same PDF as bytes; `many` says that more sheets follow."""
        from derive.writing.typeset import engine_of, typeset  # only where it is needed

        try:
            return typeset(self.text(engine_of(engine).format, sheet), engine, many=many)
        except DeriveError as error:
            raise error.at(file=f"{self.exercise.name}, {sheet}") from None

    def pictures(self, sheet: str = "solution") -> dict[str, str]:
        """The SVG files that a sheet in Markdown shows, by name: "<stem>-solution-1.svg", ..."""
        made = pictures(self.shape, self.style, sheet)
        names = file_names(self.stem, sheet, len(made))
        return {name: one.filled(self._numbers) for name, one in zip(names, made, strict=True)}

    @cached_property
    def _numbers(self) -> Numbers:
        """What holes ask for: the shown texts in the order of the shape's table."""
        found = self.calculation
        shown = found.texts[:]
        for entries in found.entries.values():
            shown += [text or "" for text in entries.shown]

        def holds(choice: Choice) -> bool:
            values, field = found.values[choice.run], found.field
            minus = field.multiply(field.number(-1), reader(choice.right)(values, field))
            difference = field.add([reader(choice.left)(values, field), minus])
            return COMPARISONS[choice.comparison](field.sign(difference))

        return Numbers(shown, told(found.facts, self.style), holds, self.stem, self.stamp)


WIDTHS = (3, 5, 7, 9, 11, 13, 16, 20, 26)


def solve(
    exercise: Exercise | str | Path,
    *,
    style_name: str | None = None,
    digits: int | None = None,
    kind: str | None = None,
    mode: str | None = None,
    carry: str | None = None,
    check: bool = True,
    language: str | None = None,
    stamp: str = "",
    **furniture: Any,
) -> Solution:
    """Solves an exercise file, or a value read before; the options go before what the file says.

    `stamp` stands where texts hold STAMP. `furniture` is what stands round the sheets: title,
    author, course, date, footer, space.
    Raises DeriveError for bad input, naming file and key; CheckError where a check of ours fails.
    """
    place = exercise.name if isinstance(exercise, Exercise) else str(exercise)
    stem = Path(place).name if isinstance(exercise, Exercise) else Path(place).stem
    if not isinstance(exercise, Exercise):
        exercise = read(Path(exercise))
    if furniture:
        exercise = furnished(exercise, **furniture)
    try:
        look = style(style_name or exercise.style, language or exercise.language)
        shape = shape_of(exercise, look, digits, kind, mode, carry)
        return solved(exercise, shape, look, check=check, stem=stem, stamp=stamp)
    except DeriveError as error:
        raise error.at(file=place) from None


def solved(
    exercise: Exercise, shape: Shape, look: Style, *, check: bool, stem: str, stamp: str
) -> Solution:
    """The exercise solved, where its shape and its style are known."""
    found = calculation(exercise, shape, check)
    if check:
        check_network(shape.network, shape.unit_targets)
    return Solution(exercise, _fitted(shape, found), look, found, stem, stamp)


def _fitted(shape: Shape, found: Calculation) -> Shape:
    """The shape with the width that its numbers need, in steps: sheets of a step share a print."""
    longest = 1
    for entries in found.entries.values():
        longest = max([longest, *[len(text) for text in entries.shown if text is not None]])
    return fitted(shape, next((w for w in WIDTHS if w >= longest), longest))

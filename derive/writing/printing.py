"""The symbolic part done once: each sheet of a shape in a style and format is printed one time."""

from __future__ import annotations

from functools import lru_cache, partial

from derive.writing.document import Document
from derive.writing.figures import beside
from derive.writing.fill import Printed
from derive.writing.notation import Style
from derive.writing.render import Laid, compiled, inline, laid_out, page_of
from derive.writing.runs import placed, table
from derive.writing.shape import Shape
from derive.writing.tell.mistakes import corrected, mistaken
from derive.writing.tell.sheets import question, solution

SHEETS = {
    "question": question,
    "solution": solution,
    "mistaken": mistaken,
    "corrected": corrected,
}


def document(shape: Shape, style: Style, sheet: str) -> Document:
    """The sheet by its name in SHEETS as a value."""
    return SHEETS[sheet](shape, style)


@lru_cache(maxsize=128)
def _laid_out(shape: Shape, style: Style, sheet: str) -> Laid:
    return laid_out(document(shape, style, sheet), page_of(shape, style), table(shape), sheet)


@lru_cache(maxsize=256)
def printed(shape: Shape, style: Style, sheet: str, format: str, body: bool = False) -> Printed:
    """The sheet as text with holes; another set of numbers only fills them."""
    return compiled(_laid_out(shape, style, sheet), format, style, body)


@lru_cache(maxsize=128)
def pictures(shape: Shape, style: Style, sheet: str) -> tuple[Printed, ...]:
    """The figures of a sheet as SVG files with holes, for formats that do not draw themselves."""
    place = partial(placed, table(shape))
    return beside(document(shape, style, sheet), lambda: page_of(shape, style), inline, place)

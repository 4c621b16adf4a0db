"""The figures of a document: drawn into its text where the format can, else as files beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from derive.writing.document import Figure, Math, Only
from derive.writing.fill import Printed, fillers, shared_fillers
from derive.writing.holes import CLOSE, OPEN, Beside, Drawn, Hole, Slot, split
from derive.writing.printers.dialect import Dialect
from derive.writing.printers.pieces import Piece

if TYPE_CHECKING:
    from derive.writing.pictures.picture import Picture, Plot

Mark = Callable[[Hole], str]
Words = Callable[[Any], str]
BESIDE = "svg"


def figures(blocks: Any) -> Iterator[Figure]:
    """Every figure, in order."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Only):
            yield from figures(block.blocks)


def any_figure(views: list[dict[str, Any]]) -> bool:
    """Whether there is a figure among the views of a document."""
    return any(one["kind"] == "figure" or any_figure(one.get("blocks", [])) for one in views)


def figure_view(figure: Figure, printed: Callable[[Math], Piece]) -> dict[str, Any]:
    """What a template sees of a figure; the formulas of its labels are printed by the page."""
    known = _formulas(figure, printed)
    return {"kind": "figure", "alt": figure.alt, "figure": figure, "formulas": known}


def _formulas(figure: Figure, printed: Callable[[Math], Piece]) -> dict[Math, Piece]:
    return {word: printed(word) for word in figure.picture.words if isinstance(word, Math)}


def _within(target: str) -> Callable[[Picture, Words], str]:
    """How a format that draws within its text writes a picture, its words already being its own."""
    if target == "tikz":
        from derive.writing.printers.picture_tikz import tikz as write
    else:
        from derive.writing.printers.picture_typst import typst as write
    return write


def drawing(
    target: str, sheet: str, dialect: Dialect, escape: Words, mark: Mark
) -> Callable[[dict[str, Any]], str]:
    """What a template calls for a figure: its text, or the name of its file beside the sheet."""
    count = 0

    def drawn(view: dict[str, Any]) -> str:
        nonlocal count
        count += 1
        if target == BESIDE:
            return mark(Beside(_ending(sheet, count)))
        from derive.writing.pictures.picture import Number

        def words(word: Any) -> str:
            if isinstance(word, Number):
                return f"${dialect.number(word.text)}$"
            return f"${view['formulas'][word]}$" if isinstance(word, Math) else escape(word)

        write = _within(target)
        return _emitted(view["figure"].picture, lambda picture: write(picture, words), mark)

    return drawn


def _ending(sheet: str, count: int) -> str:
    return f"-{sheet}-{count}.svg"


def _emitted(picture: Picture | Plot, emit: Callable[[Picture], str], mark: Mark) -> str:
    """The text of a picture; that of a plot is a hole, drawn with the numbers."""
    from derive.writing.pictures.picture import Picture

    if isinstance(picture, Picture):
        return emit(picture)
    draw = picture.draw
    return mark(Drawn(picture.slots, lambda texts: emit(draw(texts))))


def beside(
    document: Any,
    new_page: Callable[[], Any],
    inline: Callable[[Math, Any], Piece],
    place: Callable[[Slot], int],
) -> tuple[Printed, ...]:
    """Every figure as an SVG file with holes for its numbers, printed on a page of its own."""
    made = []
    for figure in figures(document.blocks):
        from derive.writing.printers.picture_svg import svg
        from derive.writing.printers.svg import DIALECT

        page = new_page()
        known = _formulas(figure, partial(_by_page, inline, page))
        own: list[Hole] = []

        def mark(hole: Hole, before: int = len(page.holes), own: list[Hole] = own) -> str:
            own.append(hole)
            return f"{OPEN}{before + len(own) - 1}{CLOSE}"

        spelled = {word: DIALECT.text(piece) for word, piece in known.items()}
        emit = partial(svg, formulas=spelled, title=figure.alt)
        text = split(_emitted(figure.picture, emit, mark))
        shared = shared_fillers(page.holes, place, DIALECT)
        made.append(Printed(text, shared, fillers(own, place, DIALECT), DIALECT))
    return tuple(made)


def _by_page(inline: Callable[[Math, Any], Piece], page: Any, word: Math) -> Piece:
    return inline(word, page)


def file_names(stem: str, sheet: str, count: int) -> list[str]:
    """The names of the files beside a sheet."""
    return [stem + _ending(sheet, number) for number in range(1, count + 1)]


def embedded(text: str, pictures: dict[str, str]) -> str:
    """A Markdown text with its pictures in the text itself, for where no file lies beside it."""
    for name, picture in pictures.items():
        from base64 import b64encode
        from urllib.parse import quote

        data = b64encode(picture.encode()).decode()
        text = text.replace(f"]({quote(name)})", f"](data:image/svg+xml;base64,{data})")
    return text

"""A document in a format: printed once to text with holes, then filled with numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from derive.errors import DeriveError
from derive.writing.document import (
    Display,
    Document,
    Equation,
    Figure,
    Front,
    Heading,
    Only,
    Paragraph,
    Space,
    Table,
    Together,
    Word,
)
from derive.writing.document import Math as MathInline
from derive.writing.figures import any_figure, drawing, figure_view
from derive.writing.fill import Fillers, Printed, fillers, shared_fillers
from derive.writing.formats import dialect, format_of
from derive.writing.holes import CLOSE, OPEN, STAMP, Block, Fact, Hole, Slot, Stamp, split
from derive.writing.notation import Style
from derive.writing.printers import names  # noqa: F401  (its functions register themselves)
from derive.writing.printers.escapes import ESCAPES
from derive.writing.printers.page import Page
from derive.writing.printers.pieces import Piece, joined
from derive.writing.printers.rows import rows
from derive.writing.runs import placed
from derive.writing.shape import Shape
from derive.writing.templates import rendered


@dataclass(frozen=True, eq=False)
class Spelled:
    """A document in a dialect: what templates see, and its holes; for all formats that speak it."""

    views: list[dict[str, Any]]
    shared: Fillers


@dataclass(frozen=True, eq=False)
class Laid:
    """A document laid out in pieces, the same for every dialect."""

    title: str
    front: Front
    views: list[dict[str, Any]]
    holes: list[Hole]
    place: Callable[[Slot], int]
    sheet: str = ""
    spelled: dict[str, Spelled] = field(default_factory=dict)

    def spell(self, name: str) -> Spelled:
        """The document in the dialect of a name, written out once."""
        if name not in self.spelled:
            spoken = dialect(name)
            views = [_spelled(one, spoken.text) for one in self.views]
            shared = shared_fillers(self.holes, self.place, spoken)
            self.spelled[name] = Spelled(views, shared)
        return self.spelled[name]


def laid_out(
    document: Document, page: Page, places: Mapping[tuple[str, Any], int], sheet: str = ""
) -> Laid:
    """The document's words and formulas, printed once.

    `places` is where the numbers of a run's quantity are found (see `runs.table`); `sheet` is a
    part of the names of files beside it.
    """
    views = [_view(block, page) for block in document.blocks]
    place = partial(placed, places)
    return Laid(document.title, document.front, views, page.holes, place, sheet)


def compiled(laid: Laid, name: str, style: Style, body: bool = False) -> Printed:
    """The document in the format `name`, with holes where numbers go; `body`: no preamble.

    Raises DeriveError where a style's own template is faulty.
    """
    kind = format_of(name)
    spelled = laid.spell(kind.dialect)
    holes: list[Hole] = []

    def mark(hole: Hole) -> str:
        holes.append(hole)
        return f"{OPEN}{len(spelled.shared) + len(holes) - 1}{CLOSE}"

    def fact(run: str, name: str, opens: bool = False) -> str:
        """The mark of words that are known with the numbers only, and may open a line."""
        return mark(Fact(run, name, opens))

    def maybe(run: str, fact: str, text: str) -> str:
        """The mark of blocks that stand only where a fact holds."""
        return MAYBE + mark(Block(run, fact, str(text).strip("\n") + "\n\n"))

    spoken, escape = dialect(kind.dialect), ESCAPES[kind.escape]
    known = {
        "title": laid.title,
        "front": laid.front,
        "body": body,
        "blocks": spelled.views,
        "left": style.align == "left",
        "fractions": style.kind == "exact",
        "has_figures": any_figure(laid.views),
        "figure": drawing(kind.pictures, laid.sheet, spoken, escape, mark),
        "maybe": maybe,
        "fact": fact,
    }
    text = _tidy(rendered(style.folder, name, known))
    if STAMP in text:
        text = text.replace(STAMP, mark(Stamp()))
    opening = ESCAPES.get(f"{kind.escape}_line", escape)
    own = fillers(holes, laid.place, spoken, escape, opening)
    return Printed(split(_MAYBE.sub(_closed_up, text)), spelled.shared, own, spoken)


def _tidy(text: str) -> str:
    """No more than one empty line in a row."""
    return _EMPTY.sub("\n\n", text).rstrip() + "\n"


_EMPTY = re.compile(r"\n{3,}")
# blocks that may be missing stand together, each with its own empty line after it
MAYBE = "\x04"
_MAYBE = re.compile(rf"\n*((?:{MAYBE}\x02\d+\x03\s*)+)")


def _closed_up(found: re.Match[str]) -> str:
    return "\n\n" + re.sub(rf"[{MAYBE}\s]", "", found[1])


def page_of(shape: Shape, style: Style) -> Page:
    """The printer's page for a shape: what a notation needs to know of the network."""
    graph = shape.graph
    functions = tuple(dict.fromkeys(one.function for one in graph.applications if one.function))
    # "-", "0." and the decimals, at half an em a digit
    digits = shape.shown_width or shape.digits + (5 if shape.kind == "significant" else 3)
    # a number of fewer digits was not rounded; what goes on as shown counts as it is
    certain = min([shape.digits, *(n for _, n in shape.per)]) if shape.carry == "full" else 0
    return Page(
        style.notation,
        depth=graph.depth,
        hole_width=0.5 * digits,
        typed_width=0.5 * shape.typed_width,
        count_from=shape.network.count_from,
        queries=shape.queries,
        functions=functions,
        rounding=(certain, shape.kind),
    )


def _view(block: Any, page: Page) -> dict[str, Any]:
    """What a template sees of a block: words, formulas as pieces, rows."""
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "words": _words(block.words, page)}
    if isinstance(block, Paragraph):
        words = _words(block.words, page)
        return {"kind": "paragraph", "role": block.role, "words": words}
    if isinstance(block, Display):
        return {"kind": "display", "rows": rows(page, block)}
    if isinstance(block, Table):
        return {
            "kind": "table",
            "head": [_words(cell, page) for cell in block.head],
            "rows": [[_words(cell, page) for cell in row] for row in block.rows],
        }
    if isinstance(block, Space):
        return {"kind": "space", "lines": block.lines}
    if isinstance(block, Figure):
        return figure_view(block, partial(inline, page=page))
    if isinstance(block, Only):
        inner = [_view(one, page) for one in block.blocks]
        return {"kind": "maybe", "run": block.run, "fact": block.fact, "blocks": inner}
    if isinstance(block, Together):
        return {"kind": "together", "blocks": [_view(one, page) for one in block.blocks]}
    raise DeriveError(f"no view for a {type(block).__name__}")


def inline(word: MathInline, page: Page) -> Piece:
    if isinstance(word.expression, Equation):
        rights = [
            page.names(form.expression)
            if form.run is None
            else page.numbers(form.expression, form.run)
            for form in word.expression.forms
        ]
        return joined(" = ", [page.names(word.expression.left), *rights])
    if word.run is not None:
        return page.numbers(word.expression, word.run)
    return page.names(word.expression)


def _words(words: Any, page: Page) -> list[dict[str, Any]]:
    views: list[dict[str, Any]] = []
    for word in words:
        if isinstance(word, MathInline):
            views.append({"kind": "math", "formula": inline(word, page)})
        elif isinstance(word, Word):
            views.append({"kind": "fact", "run": word.run, "fact": word.fact})
        else:
            views.append({"kind": "text", "text": word})
    return views


def _spelled(view: dict[str, Any], text: Callable[[Piece], str]) -> dict[str, Any]:
    """The view with its pieces written out."""

    def words(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {"kind": "math", "text": text(word["formula"])} if word["kind"] == "math" else word
            for word in found
        ]

    match view["kind"]:
        case "display":
            lines = [
                one | {"left": text(one["left"]), "right": text(one["right"])}
                for one in view["rows"]
            ]
            return view | {"rows": lines}
        case "table":
            cells = [[words(cell) for cell in row] for row in view["rows"]]
            return view | {"head": [words(cell) for cell in view["head"]], "rows": cells}
        case "figure":
            known = {word: text(piece) for word, piece in view["formulas"].items()}
            return view | {"formulas": known}
        case "maybe" | "together":
            return view | {"blocks": [_spelled(one, text) for one in view["blocks"]]}
        case "space":
            return view
    return view | {"words": words(view["words"])}

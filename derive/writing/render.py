"""A document in a format: printed once to text with holes, then filled with numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from derive.errors import DeriveError, nearest
from derive.resources import folder
from derive.writing.document import (
    Display,
    Document,
    Equation,
    Heading,
    Only,
    Paragraph,
    Space,
    Table,
    Word,
)
from derive.writing.document import Math as MathInline
from derive.writing.fill import Filler, Glyphs, filled, fillers
from derive.writing.holes import CLOSE, OPEN, Block, Compiled, Fact, Hole, Numbers, Slot, split
from derive.writing.notation import Style
from derive.writing.printers import tex_names  # noqa: F401  (its functions register themselves)
from derive.writing.printers.escapes import ESCAPES
from derive.writing.printers.tex import Tex, number
from derive.writing.printers.tex_order import brackets
from derive.writing.printers.tex_rows import rows
from derive.writing.shape import GIVEN, Shape
from derive.writing.templates import rendered


@dataclass(frozen=True)
class Format:
    """An output format: a template, the ending of its files, and how it escapes words."""

    name: str
    extension: str
    escape: str


@dataclass(frozen=True)
class Printed:
    """A document printed in a format: its text with holes, and how each hole is filled."""

    text: Compiled
    shared: tuple[Filler, ...]
    own: tuple[Filler, ...]
    glyphs: Glyphs

    def filled(self, numbers: Numbers) -> str:
        """The text with every hole filled."""
        return filled(self.text, self.shared, self.own, self.glyphs, numbers)


@lru_cache(maxsize=1)
def formats() -> dict[str, Format]:
    """The formats by name: every folder of templates/ that holds a format.toml."""
    found = {}
    for path in sorted(folder("templates").glob("*/format.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        found[path.parent.name] = Format(name=path.parent.name, **data)
    return found


def format_of(name: str) -> Format:
    """The format of a name; DeriveError names the nearest."""
    if name not in formats():
        raise DeriveError(f'unknown format "{name}": {nearest(name, [*formats(), "json"])}')
    return formats()[name]


@dataclass(frozen=True, eq=False)
class Laid:
    """A document laid out: what templates see, and its holes; the same for every TeX format."""

    title: str
    views: list[dict[str, Any]]
    shared: tuple[Filler, ...]


def _glyphs(escape: Callable[[str], str]) -> Glyphs:
    return Glyphs(number, r" \cdot ", r" + \cdots", escape, brackets)


def laid_out(document: Document, page: Tex, places: Mapping[tuple[str, Any], int]) -> Laid:
    """The document's words and formulas, printed once.

    `places` is where the numbers of a run's quantity are found (see `runs.table`).
    """
    views = [_view(block, page) for block in document.blocks]

    def place(slot: Slot) -> int:
        own = places.get((slot.run, slot.name))
        return places[GIVEN, slot.name] if own is None else own

    return Laid(document.title, views, fillers(page.holes, place, _glyphs(str)))


def compiled(laid: Laid, name: str, style: Style) -> Printed:
    """The document in the format `name`, with holes where numbers go.

    Raises DeriveError where a style's own template is faulty.
    """
    kind = format_of(name)
    holes: list[Hole] = []

    def mark(hole: Hole) -> str:
        holes.append(hole)
        return f"{OPEN}{len(laid.shared) + len(holes) - 1}{CLOSE}"

    def fact(run: str, name: str) -> str:
        """The mark of words that are known with the numbers only."""
        return mark(Fact(run, name))

    def maybe(run: str, fact: str, text: str) -> str:
        """The mark of blocks that stand only where a fact holds."""
        return MAYBE + mark(Block(run, fact, str(text).strip("\n") + "\n\n"))

    values = {
        "title": laid.title,
        "blocks": laid.views,
        "left": style.align == "left",
        "fractions": style.kind == "exact",
    }
    text = _tidy(rendered(style.folder, name, values | {"maybe": maybe, "fact": fact}))
    glyphs = _glyphs(ESCAPES[kind.escape])
    own = fillers(holes, lambda slot: 0, glyphs)
    return Printed(split(_MAYBE.sub(_closed_up, text)), laid.shared, own, glyphs)


def _tidy(text: str) -> str:
    """No more than one empty line in a row."""
    return _EMPTY.sub("\n\n", text).rstrip() + "\n"


_EMPTY = re.compile(r"\n{3,}")
# blocks that may be missing stand together, each with its own empty line after it
MAYBE = "\x04"
_MAYBE = re.compile(rf"\n*((?:{MAYBE}\x02\d+\x03\s*)+)")


def _closed_up(found: re.Match[str]) -> str:
    return "\n\n" + re.sub(rf"[{MAYBE}\s]", "", found[1])


def page_of(shape: Shape, style: Style) -> Tex:
    """The printer's page for a shape: what a notation needs to know of the network."""
    graph = shape.graph
    functions = tuple(dict.fromkeys(one.function for one in graph.applications if one.function))
    # "-", "0." and the decimals, at half an em a digit
    digits = shape.shown_width or shape.digits + (5 if shape.kind == "significant" else 3)
    # a number of fewer digits was not rounded; what goes on as shown counts as it is
    certain = min([shape.digits, *(n for _, n in shape.per)]) if shape.carry == "full" else 0
    return Tex(
        style.notation,
        depth=graph.depth,
        hole_width=0.5 * digits,
        typed_width=0.5 * shape.typed_width,
        count_from=shape.network.count_from,
        queries=shape.queries,
        functions=functions,
        rounding=(certain, shape.kind),
    )


def _view(block: Any, page: Tex) -> dict[str, Any]:
    """What a template sees of a block: words, formulas in TeX, rows."""
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "words": _words(block.words, page)}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "words": _words(block.words, page)}
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
    if isinstance(block, Only):
        inner = [_view(one, page) for one in block.blocks]
        return {"kind": "maybe", "run": block.run, "fact": block.fact, "blocks": inner}
    raise DeriveError(f"no view for a {type(block).__name__}")


def _inline(word: MathInline, page: Tex) -> str:
    if isinstance(word.expression, Equation):
        rights = [
            page.names(form.expression)
            if form.run is None
            else page.numbers(form.expression, form.run)
            for form in word.expression.forms
        ]
        return " = ".join([page.names(word.expression.left), *rights])
    if word.run is not None:
        return page.numbers(word.expression, word.run)
    return page.names(word.expression)


def _words(words: Any, page: Tex) -> list[dict[str, str]]:
    views = []
    for word in words:
        if isinstance(word, MathInline):
            views.append({"kind": "math", "text": _inline(word, page)})
        elif isinstance(word, Word):
            views.append({"kind": "fact", "run": word.run, "fact": word.fact})
        else:
            views.append({"kind": "text", "text": word})
    return views

"""The asked answers as HTML with a place for each box: formulas for MathJax, matrices as tables."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from derive.teaching.exporting.asked import Asked, asked
from derive.writing.document import Inline, Math
from derive.writing.formats import dialect
from derive.writing.notation import Style
from derive.writing.printers.escapes import ESCAPES
from derive.writing.render import inline, page_of
from derive.writing.shape import Shape
from derive.writing.tell.words import Teller

_PLACE = "\x06"  # where a box stands, until the text is cut there; in no words
_SIDE = "1px solid"
_TABLE = "border-collapse:collapse;margin:10px 0"


@lru_cache(maxsize=128)
def fields(shape: Shape, style: Style) -> tuple[str, ...]:
    """The HTML before, between and after the boxes of everything asked."""
    teller = Teller(shape, style)
    text = _headings(teller, teller.inlines("export.answers"), 3) if asked(shape) else ""
    for _, group in groupby(asked(shape), key=lambda one: (one.part.id, one.run)):
        several = list(group)
        text += _headings(teller, _place(teller, several[0]), 4)
        text += "".join(field(teller, one) for one in several)
    return tuple(text.split(_PLACE))


@lru_cache(maxsize=4096)
def prompt(shape: Shape, style: Style, one: Asked, entry: int) -> str:
    """What one box alone is asked by: its place, the name of its quantity, its row and column."""
    teller = Teller(shape, style)
    place = _html(teller, _place(teller, one))
    if one.choices:
        before = teller.text("question.class_room", gap="___")
        told = _html(teller, (*_about(teller, one), before))
    else:
        told = field_name(teller, one)
    where = ""
    if len(one.boxes) > 1:
        rows = entry // one.columns + 1
        key = "export.entry" if one.columns > 1 else "export.row"
        where = teller.text(key, row=rows, column=entry % one.columns + 1)
    parts = [part for part in (place, told, ESCAPES["html"](where)) if part]
    return f"<p>{', '.join(parts)}</p>"


def field(teller: Teller, one: Asked) -> str:
    """One asked quantity: its name, and its boxes in rows and columns."""
    if one.choices:
        about = _about(teller, one)
        before, after = teller.text("question.class_room", gap=_PLACE).split(_PLACE)
        told = _html(teller, about) + " " if about else ""
        return f"<p>{told}{_words(before)}{_PLACE}{_words(after)}</p>\n"
    name = field_name(teller, one)
    if one.key.startswith("shape."):
        return f"<p>{name}: {_PLACE} × {_PLACE}</p>\n"
    if len(one.boxes) == 1:
        return f"<p>{name} = {_PLACE}</p>\n"
    rows = len(one.boxes) // one.columns
    lines = []
    for row in range(rows):
        cells = []
        for column in range(one.columns):
            left = f"border-left:{_SIDE};" if column == 0 else ""
            right = f"border-right:{_SIDE};" if column == one.columns - 1 else ""
            cells.append(f'<td style="padding:2px 6px;{left}{right}">{_PLACE}</td>')
        head = f'<td rowspan="{rows}" style="padding-right:6px">{name} =</td>' if row == 0 else ""
        lines.append(f"<tr>{head}{''.join(cells)}</tr>")
    head = f'<table style="{_TABLE}">\n<tbody>\n'
    return head + "\n".join(lines) + "\n</tbody>\n</table>\n"


def field_name(teller: Teller, one: Asked) -> str:
    """The name of a quantity in the notation of the style."""
    return _html(teller, (Math(one.name),))


def _place(teller: Teller, one: Asked) -> tuple[Inline, ...]:
    """Which part, model and step, where there are several."""
    words: list[tuple[Inline, ...]] = []
    if len(teller.shape.parts) > 1:
        words.append(teller.inlines("heading.part", id=one.part.id))
    if len(one.part.parameters) > 1:
        given = one.run.parameters == "given"
        key = "heading.model_given" if given else "heading.model"
        values = {} if given else {"parameters": one.run.parameters}
        words.append(teller.inlines(key, **values))
    if one.part.steps > 1:
        words.append(teller.inlines("heading.step", step=one.run.step))
    return teller.listed(words, ", ")


def _about(teller: Teller, one: Asked) -> tuple[Inline, ...]:
    """Which example or query a class belongs to, where there are several."""
    kind, n = one.name
    several = len(one.part.classified) > 1
    return (*teller.inlines(f"heading.{kind}", n=n), ": ") if several else ()


def _headings(teller: Teller, words: tuple[Inline, ...], level: int) -> str:
    return f"<h{level}>{_html(teller, words)}</h{level}>\n" if words else ""


def _html(teller: Teller, words: tuple[Inline, ...]) -> str:
    page = page_of(teller.shape, teller.style)
    spoken = dialect("mathjax")
    return "".join(
        rf"\({spoken.text(inline(word, page))}\)" if isinstance(word, Math) else _words(str(word))
        for word in words
    )


_words = ESCAPES["html"]

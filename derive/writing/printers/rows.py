"""Displays as rows: where a chain of equations is broken, so that no row is too wide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from derive.calculus import expression as ex
from derive.writing.document import Comparison, Display, Equation, Form, Worked
from derive.writing.holes import Broken, Once, Products
from derive.writing.printers.cuts import cut_product, cut_sum, is_sum, shortened
from derive.writing.printers.height import height
from derive.writing.printers.numbers import NAMES, matrix
from derive.writing.printers.page import WIDEST_ALONE, Page
from derive.writing.printers.pieces import (
    GRID,
    Node,
    Piece,
    boxed,
    holds,
    joined,
    last,
    new_row,
    row,
    sign,
    width,
)
from derive.writing.printers.worked import worked

# in em; the text is 43 em wide, and estimates are on the large side
WIDEST = 44.0
# what is estimated to need less than this surely fits
SURE = 30.0


@dataclass
class _Row:
    """A row in the making: what follows the left side, each part with its relation."""

    left: Piece
    rights: list[Piece]
    note: str
    label: str = ""
    several: bool = False
    above: float = 0.0  # how much of its width stands above its last row

    @property
    def width(self) -> float:
        return sum(map(width, self.rights)) - self.above


def rows(page: Page, display: Display) -> list[dict[str, Any]]:
    """Rows of left side, right side and note; the right side begins with its relation."""
    lefts = [page.names(equation.left) for equation in display.equations]
    # all are aligned at their first sign, so the widest left side takes its room from every row
    indent = max(
        width(left) + (0.5 * len(equation.label) + 1.0 if equation.label else 0.0)
        for left, equation in zip(lefts, display.equations, strict=True)
        if not equation.beside
    )
    made: list[_Row] = []
    for left, equation in zip(lefts, display.equations, strict=True):
        own = _rows(page, equation, left, indent)
        wide = width(left) + own[0].width + 1.0
        if equation.beside and len(own) == 1 and indent + made[-1].width + wide < WIDEST:
            made[-1].rights += [row(sign("quad"), " ", left), *own[0].rights]
        else:
            made += own
    return [
        {
            "left": one.left,
            "right": joined(" ", one.rights),
            "note": one.note,
            "label": one.label,
            "several": one.several,
            "height": max(map(height, (one.left, *one.rights))),
            "sure": not one.above and indent + one.width + 0.5 * len(one.note) < SURE,
        }
        for one in made
    ]


def _rows(page: Page, equation: Equation, left: Piece, indent: float) -> list[_Row]:
    made: list[_Row] = []
    for text, note, above, beside in _forms(page, equation, WIDEST - indent):
        fits = made and indent + made[-1].width + width(text) < WIDEST
        if fits and not _open(made[-1]) and (beside or not equation.rows) and not note:
            made[-1].rights.append(text)
        else:
            label = "" if made else equation.label
            made.append(_Row("" if made else left, [text], note, label, above > 0, above))
    for one in made:
        if one.note and indent + one.width + 0.5 * len(one.note) + 2 > WIDEST + 4:
            one.note = ""
    _once(page, made, equation.forms, WIDEST - indent)
    return made


def _open(one: _Row) -> bool:
    """Whether a row ends in cases: a sign after them would be read as a part of the last one."""
    end = last(one.rights[-1])
    return isinstance(end, Node) and end.kind == "grid" and end.parts[1] == "cases"


def _forms(page: Page, equation: Equation, room: float) -> list[tuple[Piece, str, float, bool]]:
    """Every form with its `=`, cut into rows at its plus and minus signs where it is too wide;
    its note; how much of its width stands above its last row; and whether it is a result, which
    stands beside its numbers wherever there is room."""
    result: list[tuple[Piece, str, float, bool]] = []
    forms = equation.forms
    before: Piece = ""
    for place, form in enumerate(forms):
        put_in = place == 1 or (place > 1 and forms[place - 1].run is not None)
        is_result = place == len(forms) - 1 and form.run is not None and put_in
        if isinstance(form.expression, Worked):
            value = _printed(page, forms[-1], forms[-1].expression)
            wide = width(result[-1][0]) + width(value) + 2.0
            beside = equation.rows and wide < room
            rest = room - width(value) - 2.0 if beside else room
            before = worked(page, form.expression.expression, str(form.run), rest, beside)
            continue
        if isinstance(form.expression, Comparison):
            result.append((_compared(page, form.expression, form), form.note, 0.0, False))
            continue
        text = _printed(page, form, form.expression)
        if form.boxed:
            text = boxed(text)
        parts, above = [text], 0.0
        if width(text) > room or shortened(page, form):
            if is_sum(form.expression):
                parts = cut_sum(page, form, room)
            elif isinstance(form.expression, ex.MatMul) and form.run is not None:
                parts = cut_product(page, form, form.run, room)
            elif isinstance(form.expression, ex.Entrywise) and form.run is not None:
                continue  # it cannot be cut; formula and result stand for themselves
            elif isinstance(form.expression, ex.Terms) and not form.boxed:
                parts, above = _cut_terms(page, form, forms[place + 1 :], room)
        result.append((row(before, "= ", parts[0]), form.note, above, is_result))
        before = ""
        result += [(row(sign("quad"), " ", part), "", 0.0, False) for part in parts[1:]]
    return result


def _printed(page: Page, form: Form, expression: Any) -> Piece:
    if form.run is None:
        return page.names(expression)
    if isinstance(expression, NAMES) and expression.shape[1] > 3:
        return matrix(page, expression, form.run, WIDEST_ALONE)
    return page.numbers(expression, form.run)


def _compared(page: Page, e: Comparison, form: Form) -> Piece:
    """Two numbers and the sign between; their names alone where they are shown alike."""
    compared = sign("less" if e.less else "greater")
    name = page.names(e.right)
    left, right = (_printed(page, form, one) for one in (e.left, e.right))
    both = row("= ", left, " ", compared, " ", right, " = ", name)
    return page.hole(Once(left, right, both, row(compared, " ", name)))


def _cut_terms(
    page: Page, form: Form, after: tuple[Form, ...], room: float
) -> tuple[list[Piece], float]:
    """A wide sum, as many terms to a row as fit; with numbers, in one row if these are short.

    With numbers it is one piece; then how much of its width stands above its last row.
    """
    chunks: list[list[Any]] = []
    for term in form.expression.args:
        longer = _printed(page, form, ex.Terms(*(chunks[-1] if chunks else ()), term))
        if chunks and width(longer) < room:
            chunks[-1].append(term)
        else:
            chunks.append([term])
    lines = []
    for place, chunk in enumerate(chunks):
        text = _printed(page, form, ex.Terms(*chunk))
        if place and form.run is not None:
            assert isinstance(text, Node)
            hole = page.holes[text.parts[0]]
            assert isinstance(hole, Products)
            text = page.hole(replace(hole, signed=True))
        elif place:
            text = row("+ ", text)
        lines.append(text)
    if form.run is None or len(lines) < 2:
        return lines, 0.0
    # the result goes on in the same row
    result = width(_printed(page, after[0], after[0].expression)) + 2.0 if after else 0.0
    whole = _printed(page, form, form.expression)
    between = row(new_row(), sign("quad"), " ")
    broken = page.hole(Broken(whole, tuple(lines), between, room - result))
    return [broken], width(broken) - width(lines[-1])


def _once(page: Page, made: list[_Row], forms: tuple[Form, ...], room: float) -> None:
    """Where the numbers put in are already the result, it stands once."""
    forms = tuple(form for form in forms if not isinstance(form.expression, Worked))
    if len(forms) < 2 or forms[-2].run is None or forms[-1].run is None:
        return
    before = _printed(page, forms[-2], forms[-2].expression)
    after = _printed(page, forms[-1], forms[-1].expression)
    # of matrices only slopes by cases may come out so; others are not compared, to save the time
    if holds(before, GRID) and not forms[-2].expression.has(ex.Cases):
        return
    if isinstance(forms[-2].expression, ex.Terms) and width(before) > room:
        [before], _ = _cut_terms(page, forms[-2], forms[-1:], room)
    pair = [row("= ", before), row("= ", boxed(after) if forms[-1].boxed else after)]
    if made and made[-1].rights[-2:] == pair:
        both = Once(before, after, joined(" ", pair), pair[1])
        made[-1].rights[-2:] = [page.hole(both)]
    elif len(made) > 1 and [made[-2].rights[-1], *made[-1].rights] == pair:
        made.pop()
        both = Once(before, after, row(pair[0], new_row(), pair[1]), pair[1])
        made[-1].rights[-1] = page.hole(both)
        made[-1].several = True

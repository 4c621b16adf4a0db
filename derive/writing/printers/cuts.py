"""Sums and products of matrices that are too wide for a row, cut into several."""

from __future__ import annotations

from typing import Any

from derive.calculus import expression as ex
from derive.writing.document import Form
from derive.writing.printers.names import multiplied, named_terms
from derive.writing.printers.numbers import numbered_factors, numbered_terms
from derive.writing.printers.page import WIDEST_ALONE, Page
from derive.writing.printers.pieces import DOT, Piece, row, sign, width


def is_sum(e: Any) -> bool:
    return isinstance(e, ex.MatAdd) or (
        isinstance(e, ex.Scale) and isinstance(e.args[1], ex.MatAdd)
    )


def shortened(page: Page, form: Form) -> bool:
    """Whether a sum leaves out columns of a matrix that a row of its own would hold."""
    total, run = form.expression, form.run
    if run is None or not isinstance(total, ex.MatAdd) or total.shape[1] < 4:
        return False
    return numbered_terms(page, total, run) != numbered_terms(page, total, run, WIDEST_ALONE)


def cut_sum(page: Page, form: Form, room: float) -> list[Piece]:
    """A wide sum of matrices, with a number before it or not, as many terms to a row as fit."""
    total, front, back = form.expression, row(), row()
    if isinstance(total, ex.Scale):
        front = row(page.names(total.args[0]), " ", sign("big open"))
        back, total = row(" ", sign("big close")), total.args[1]
    if form.run is None:
        terms = named_terms(page, total)
    else:
        terms = numbered_terms(page, total, form.run)
        alone = numbered_terms(page, total, form.run, WIDEST_ALONE)
        pairs = zip(terms, alone, strict=True)
        terms = [whole if width(whole) < room else text for text, whole in pairs]
    lines = [row(front, terms[0])]
    for text in terms[1:]:
        if width(lines[-1]) + width(text) < room:
            lines[-1] = row(lines[-1], " ", text)
        else:
            lines.append(text)
    lines[-1] = row(lines[-1], back)
    return lines


def cut_product(page: Page, form: Form, run: str, room: float) -> list[Piece]:
    """A wide product of matrices, as many factors to a row as fit."""
    factors = form.expression.args
    texts = numbered_factors(page, form.expression, run)
    lines: list[list[int]] = [[]]
    for place, text in enumerate(texts):
        so_far = sum(width(texts[at]) + width(DOT) for at in lines[-1])
        if lines[-1] and so_far + width(text) >= room:
            lines.append([])
        lines[-1].append(place)
    made = [
        multiplied(page, tuple(factors[at] for at in line), [texts[at] for at in line])
        for line in lines
    ]
    return [made[0], *(row(sign("dot"), " ", one) for one in made[1:])]

"""A row with the product of a sum worked out: W x + b with the numbers of W x as one vector."""

from __future__ import annotations

from typing import Any

from derive.calculus import expression as ex
from derive.writing.holes import SUM, Slot, Sums
from derive.writing.printers.numbers import numbered_terms
from derive.writing.printers.page import MOST_CELLS, Page
from derive.writing.printers.pieces import Piece, grid, joined, new_row, row, width
from derive.writing.runs import typed
from derive.writing.sums import MOST_CHARACTERS


def worked(page: Page, e: Any, run: str, room: float, beside: bool) -> Piece:
    """The hole of the row; nothing where there is no such product. The result follows it `beside`
    it, or on a row of its own.

    Numbers decide whether the row is there at all: see `holes.Sums`.
    """
    if not (isinstance(e, ex.MatAdd) and isinstance(e.args[0], ex.MatMul)):
        return ""
    product, *rest = e.args
    rows = int(product.shape[0])
    if rows > MOST_CELLS or product.shape[1] != 1 or len(product.args) != 2:
        return ""
    weights, vector = product.args
    turned = isinstance(weights, ex.Transpose)
    matrix = weights.args[0] if turned else weights
    cells = tuple(
        tuple(
            (Slot(run, matrix, *((k, i) if turned else (i, k))), Slot(run, vector, k, 0))
            for k in range(int(vector.shape[0]))
        )
        for i in range(rows)
    )
    column: Piece = SUM if rows == 1 else grid([[SUM]] * rows, page.notation.matrix)
    terms = numbered_terms(page, ex.MatAdd(e.args[0], *rest), run)[1:]
    text = row("= ", joined(" ", [column, *terms]))
    if width(text) + 0.5 * MOST_CHARACTERS > room:
        return ""
    slots = frozenset(slot for cell in cells for pair in cell for slot in pair if typed(slot))
    digits, kind = page.rounding
    text = row(new_row(), text, " ") if beside else row(text, new_row())
    return page.hole(Sums(text, cells, slots, digits, kind))

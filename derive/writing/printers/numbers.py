"""Expressions with holes where their numbers go."""

from __future__ import annotations

from typing import Any

from sympy import Mul

from derive.calculus import expression as ex
from derive.writing.holes import NEGATIVE, NEVER, Coefficient, Products, Slot, Value
from derive.writing.printers.entries import choice, entry_scalars, loss_terms
from derive.writing.printers.names import multiplied
from derive.writing.printers.page import (
    HADAMARDS,
    MOST_CELLS,
    WIDEST_MATRIX,
    Page,
    kept,
)
from derive.writing.printers.pieces import (
    DOT,
    Node,
    Piece,
    brackets,
    enlarged,
    first,
    grid,
    is_hole,
    joined,
    row,
    sign,
    width,
)
from derive.writing.printers.scalar import ATOM, PRODUCT, SUM, Printed, Scalars

NAMES = (ex.Named, ex.Partial, ex.Slope, ex.Jacobian, ex.Single)


def numbered(page: Page, e: Any, run: str, room: float = WIDEST_MATRIX) -> Printed:
    """The expression with holes for its numbers, and how strongly it binds."""
    if isinstance(e, ex.MatAdd):
        return joined(" ", numbered_terms(page, e, run)), SUM
    if isinstance(e, ex.MatMul | ex.HadamardProduct):
        if all(part.shape == (1, 1) for part in e.args):
            return joined(DOT, (cell(page, p, 0, 0, run, True) for p in e.args)), PRODUCT
        factors = numbered_factors(page, e, run)
        if isinstance(e, ex.HadamardProduct):
            return joined(HADAMARDS[page.notation.hadamard], factors), PRODUCT
        return multiplied(page, e.args, factors), PRODUCT
    if isinstance(e, ex.Scale):
        if e.args[1].shape == (1, 1):
            return _scaled_number(page, e, run), PRODUCT
        front = _front(page, e.args[0], run)
        text, strength = numbered(page, e.args[1], run, room)
        return row(front, " ", brackets(text) if strength == SUM else text), PRODUCT
    if isinstance(e, ex.LossOf):
        return loss_terms(page, cell, e, run), PRODUCT
    if isinstance(e, ex.Apply) and e.args[0].name == "softmax":
        inside, _ = numbered(page, e.args[1], run)
        # a column has brackets of its own
        column = isinstance(inside, Node) and inside.kind == "grid"
        return row(page.function(e.args[0]), inside if column else brackets(inside)), ATOM
    if not isinstance(e, ex.MatrixExpr):
        return _scalars(page, run).printed(e, False)
    if e.shape == (1, 1):
        return cell(page, e, 0, 0, run), ATOM
    return matrix(page, e, run, room), ATOM


def _scaled_number(page: Page, e: Any, run: str) -> Piece:
    """A number times a number: the rate times a gradient, a mean over a batch."""
    factor, one = e.args
    if factor == -1:
        return row("-", cell(page, one, 0, 0, run, True))
    if factor == ex.Rate() and isinstance(one, NAMES):
        # it stands after a minus: where the rate is 1, a negative gradient is alone behind it
        product = (Slot(run, factor, 0, 0), Slot(run, one, 0, 0))
        return page.hole(Products((product,), NEGATIVE))
    text = cell(page, one, 0, 0, run, True)
    return row(_front(page, factor, run), DOT if _runs_on(first(text)) else " ", text)


def _runs_on(start: Piece) -> bool:
    """Whether what begins so, right after a number, would be read as a part of it."""
    if isinstance(start, Node):
        plain = start.kind == "letter" and len(start.parts[0]) == 1 and not start.parts[1]
        return is_hole(start) or plain
    return start[0] != "("


def numbered_terms(page: Page, e: Any, run: str, room: float = WIDEST_MATRIX) -> list[Piece]:
    """The terms of a sum with their numbers, each with its sign; a negative number in brackets."""

    def term(part: Any) -> Printed:
        if part.shape == (1, 1) and isinstance(part, NAMES) and part != e.args[0]:
            return cell(page, part, 0, 0, run, True), ATOM
        return numbered(page, part, run, room)

    return page.terms(e, term)


def _scalars(page: Page, run: str) -> Scalars:
    """The scalar printer whose names are holes: entries of quantities, the rate, activations."""

    def leaf(part: Any, bracket: int) -> Piece | None:
        if isinstance(part, ex.Entry):
            at = int(part.args[1]), int(part.args[2])
            return cell(page, part.args[0], *at, run, bracket)
        if isinstance(part, ex.Rate):
            return page.hole(Value(Slot(run, part, 0, 0), bracket))
        if isinstance(part, ex.Call) and part.args[0].name == "identity":
            return scalars.text(part.args[1])
        if isinstance(part, ex.Call):
            return page.called(part.args[0], scalars.text(part.args[1]))
        if isinstance(part, ex.Cases):
            return choice(page, part, scalars, {}, run, bracket)
        if isinstance(part, ex.Terms | ex.Factors):
            return _products(page, part, run, bracket)
        return None

    scalars = Scalars(leaf, page.logarithm)
    return scalars


def _products(page: Page, e: Any, run: str, bracket: int) -> Piece | None:
    """A sum of products of entries as one hole: zeros and ones are left out of it."""
    terms = []
    for part in e.args if isinstance(e, ex.Terms) else (e,):
        factors = [one for one in part.args if one != 1] if isinstance(part, ex.Factors) else [part]
        if not all(isinstance(factor, ex.Entry | ex.Rate) for factor in factors):
            return None
        terms.append(tuple(_slot(factor, run) for factor in factors))
    shown = kept(len(terms), MOST_CELLS)
    chosen = tuple(terms[i] if i >= 0 else () for i in shown)
    return page.hole(Products(chosen, bracket))


def _slot(e: Any, run: str) -> Slot:
    if isinstance(e, ex.Rate):
        return Slot(run, e, 0, 0)
    return Slot(run, e.args[0], int(e.args[1]), int(e.args[2]))


def numbered_factors(page: Page, e: Any, run: str) -> list[Piece]:
    """The factors of a product with their numbers."""
    return [_factor(page, part, run) for part in e.args]


def _factor(page: Page, e: Any, run: str) -> Piece:
    if e.shape == (1, 1):
        return cell(page, e, 0, 0, run, True)
    text, strength = numbered(page, e, run)
    return brackets(text) if strength < ATOM else text


def _front(page: Page, e: Any, run: str) -> Piece:
    """A number in front of a matrix."""
    if isinstance(e, ex.Rate):
        return page.hole(Coefficient(Slot(run, e, 0, 0)))
    if isinstance(e, Mul) and e.args[0] == -1:
        return row("-", _front(page, -e, run))
    if e == -1:
        return "-"
    return page.names(e)


def matrix(page: Page, e: Any, run: str, room: float = WIDEST_MATRIX) -> Piece:
    """A matrix of cells, its middle left out where it is long or wider than the room."""
    rows, columns = int(e.shape[0]), int(e.shape[1])
    probe = width(cell(page, e, 0, 0, run))
    widest = max(3, min(MOST_CELLS, int(room / (probe + 1.0))))
    lines = []
    for i in kept(rows, MOST_CELLS):
        # in a matrix, a plain fraction would be set too small to read
        lines.append(
            [
                sign("vertical dots" if j >= 0 else "diagonal dots")
                if i < 0
                else sign("dots")
                if j < 0
                else enlarged(cell(page, e, i, j, run))
                for j in kept(columns, widest)
            ]
        )
    return grid(lines, page.notation.matrix)


def cell(page: Page, e: Any, i: int, j: int, run: str, bracket: int = NEVER) -> Piece:
    """One entry of an expression with its numbers; `bracket`: which numbers have brackets."""
    if isinstance(e, NAMES):
        return page.hole(Value(Slot(run, e, i, j), bracket))
    if isinstance(e, ex.Transpose):
        return cell(page, e.args[0], j, i, run, bracket)
    if isinstance(e, ex.WithoutBias):
        right, down = (1, 0) if e.args[1].name == "W x" else (0, 1)
        return cell(page, e.args[0], i + down, j + right, run, bracket)
    if isinstance(e, ex.Prepend):
        return "1" if i == 0 else cell(page, e.args[0], i - 1, 0, run, bracket)
    if isinstance(e, ex.Tail):
        return cell(page, e.args[0], i + 1, 0, run, bracket)
    if isinstance(e, ex.Block):
        return cell(page, e.args[0], i + int(e.args[1]), 0, run, bracket)
    if isinstance(e, ex.Diagonal):
        return cell(page, e.args[0], i, 0, run, bracket) if i == j else "0"
    if isinstance(e, ex.Stack):
        for part in e.args:
            if i < part.shape[0]:
                return cell(page, part, i, 0, run, bracket)
            i -= int(part.shape[0])
    if isinstance(e, ex.OnlyEntry):
        if i != e.args[1]:
            return "0"
        text, strength = _scalars(page, run).printed(e.args[0], bracket)
        return brackets(text) if bracket and strength == SUM else text
    if isinstance(e, ex.Apply):
        if e.args[0].name == "identity":
            return cell(page, e.args[1], i, 0, run, bracket)
        return page.called(e.args[0], cell(page, e.args[1], i, 0, run))
    if isinstance(e, ex.Entrywise):
        text, strength = entry_scalars(page, cell, e, i, run).printed(e.args[0], bracket)
        return brackets(text) if bracket and strength == SUM else text
    if isinstance(e, ex.Total):
        parts = tuple((Slot(run, e.args[0], k, 0),) for k in range(int(e.args[0].shape[0])))
        return page.hole(Products(parts, bracket))
    if isinstance(e, ex.MatMul) and e.shape != (1, 1):
        return _entry_of_product(page, e, i, j, run, bracket)
    text, strength = numbered(page, e, run)
    return brackets(text) if bracket and strength < ATOM else text


def _entry_of_product(page: Page, e: Any, i: int, j: int, run: str, bracket: int) -> Piece:
    """A row of the first factor by a column of the second, their products added."""
    left, right = e.args
    terms = tuple(
        tuple(_slot_of(page, cell(page, *one, run)) for one in ((left, i, k), (right, k, j)))
        for k in range(int(left.shape[1]))
    )
    shown = (terms[k] if k >= 0 else () for k in kept(len(terms), MOST_CELLS))
    return page.hole(Products(tuple(shown), bracket))


def _slot_of(page: Page, entry: Piece) -> Slot | Piece:
    """The slot of an entry that is a number to be filled in; any other as it is."""
    if isinstance(entry, Node) and entry.kind == "hole":
        hole = page.holes[entry.parts[0]]
        if isinstance(hole, Value):
            return hole.slot
    return entry

"""Formulas entry by entry with holes: slopes, losses, chosen branches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Add, Integer, Mul

from derive.calculus import expression as ex
from derive.calculus.functions import A, N, T, loss_parts
from derive.writing.holes import Choice, Products, Slot
from derive.writing.printers.page import MOST_CELLS, Page, fronted, kept
from derive.writing.printers.pieces import Piece, brackets
from derive.writing.printers.scalar import SUM, Scalars

# prints one entry of a matrix: (page, matrix, row, column, run, bracket)
Cell = Callable[..., Piece]


def entry_scalars(page: Page, cell: Cell, e: Any, i: int, run: str) -> Scalars:
    """The scalar printer of an entrywise formula at entry i."""
    vectors = dict(zip(e.args[1], e.args[2], strict=True))
    names = {s: ex.Entry(v, 0 if v.shape == (1, 1) else i, 0) for s, v in vectors.items()}

    def leaf(part: Any, bracket: int) -> Piece | None:
        if isinstance(part, ex.Cases):
            return choice(page, part, scalars, names, run, bracket)
        if part in vectors:
            vector = vectors[part]
            at = 0 if vector.shape == (1, 1) else i
            return cell(page, vector, at, 0, run, bracket)
        return None

    scalars = Scalars(leaf, page.logarithm)
    return scalars


def choice(page: Page, e: Any, scalars: Scalars, names: Any, run: str, bracket: int) -> Piece:
    """The branch of a formula that its number chooses; `names` are the entries of its symbols."""
    then, left, comparison, right, otherwise = e.args
    branches = []
    for one in (then, otherwise):
        text, strength = scalars.printed(one, bracket)
        branches.append(brackets(text) if bracket and strength == SUM else text)
    sides = (left.xreplace(names), comparison.name, right.xreplace(names))
    return page.hole(Choice(*sides, run, *branches))


def _plain(page: Page, e: Any, scalars: Scalars, target: Any, run: str) -> Piece:
    """A factor made of the target alone: as 0 or 1 where it is that, so that it is left out."""
    value = e.xreplace({T: target})
    text: Piece = brackets(scalars.text(e))
    for number in (0, 1):
        least = page.hole(Choice(value, ">=", Integer(number), run, str(number), text))
        text = page.hole(Choice(value, "<=", Integer(number), run, least, text))
    return text


def loss_terms(page: Page, cell: Cell, e: Any, run: str) -> Piece:
    """The loss of one example with its terms written out."""
    factor, term = loss_parts(e.args[0].name)
    output, target = e.args[1:]
    n = int(output.shape[0])
    front = page.names(factor.xreplace({N: Integer(n)}))
    terms: list[tuple[Any, ...]] = []
    for i in kept(n, MOST_CELLS):
        if i < 0:
            terms.append(())
            continue
        scalars = entry_scalars(page, cell, ex.Entrywise(term, (A, T), (output, target)), i, run)
        for part in Add.make_args(term):
            factors: list[Any] = []
            rest = []
            for one in Mul.make_args(part):
                if one.free_symbols != {T}:
                    rest.append(one)
                elif one == T:
                    factors.append(Slot(run, target, i, 0))
                else:
                    factors.append(_plain(page, one, scalars, ex.Entry(target, i, 0), run))
            terms.append((*factors, scalars.printed(Mul(*rest), True)[0]))
    return fronted(front, page.hole(Products(tuple(terms), front != "1")), False)

"""Matrix expressions by their names, one function for each kind."""

from __future__ import annotations

from typing import Any

from sympy import Add, Integer, Mul, Symbol

from derive.calculus import expression as ex
from derive.calculus.functions import A, N, T, loss_parts
from derive.writing.document import Gap
from derive.writing.printers.page import HADAMARDS, PRODUCTS, TRANSPOSES, K, Page, fronted, prints
from derive.writing.printers.pieces import (
    ABOVE,
    BELOW,
    DOT,
    Piece,
    accent,
    blank,
    brackets,
    fenced,
    grid,
    holds,
    joined,
    letter,
    marked,
    row,
    sign,
    total,
    word,
)
from derive.writing.printers.scalar import ATOM, FRACTION, PRODUCT, SUM, Printed, Scalars


@prints(ex.Named)
def _name(page: Page, e: Any) -> Printed:
    return page.letters.marked(e), ATOM


@prints(ex.Partial)
def _partial(page: Page, e: Any) -> Printed:
    return page.by(page.names(e.args[0]), page.names(e.args[1])), FRACTION


@prints(ex.Jacobian)
def _jacobian(page: Page, e: Any) -> Printed:
    return page.by(page.names(e.args[0]), page.names(e.args[1])), FRACTION


@prints(ex.Apply)
def _apply(page: Page, e: Any) -> Printed:
    if e.args[0].name == "identity":
        return page.named(e.args[1])
    return page.called(e.args[0], page.names(e.args[1])), ATOM


@prints(ex.Slope)
def _slope(page: Page, e: Any) -> Printed:
    return page.called(e.args[0], page.names(e.args[1]), "'"), ATOM


@prints(ex.Transpose)
def _transpose(page: Page, e: Any) -> Printed:
    text, strength = page.named(e.args[0])
    if strength != ATOM or holds(text, ABOVE | BELOW):
        text = brackets(text)
    return marked(text, above=TRANSPOSES[page.notation.transpose]), ATOM


@prints(ex.MatMul)
def _product(page: Page, e: Any) -> Printed:
    parts = [page.named(part) for part in e.args]
    texts = [brackets(t) if s < FRACTION and s != PRODUCT else t for t, s in parts]
    return joined(PRODUCTS[page.notation.product], texts), PRODUCT


def multiplied(page: Page, factors: tuple[Any, ...], texts: list[Piece]) -> Piece:
    """Factors side by side; between two numbers there is always a dot."""
    usual = PRODUCTS[page.notation.product]
    made = [texts[0]]
    for before, here, text in zip(factors, factors[1:], texts[1:], strict=False):
        numbers = before.shape == here.shape == (1, 1)
        made += [DOT if numbers else usual, text]
    return row(*made)


@prints(ex.HadamardProduct)
def _hadamard(page: Page, e: Any) -> Printed:
    numbers = all(part.shape == (1, 1) for part in e.args)
    between = DOT if numbers else HADAMARDS[page.notation.hadamard]
    texts = []
    for part in e.args:
        text, strength = page.named(part)
        mixed = isinstance(part, ex.MatMul) or strength == SUM
        if isinstance(part, ex.Entrywise) and strength == PRODUCT and not numbers:
            mixed = isinstance(part.args[0], Add)
        texts.append(brackets(text) if mixed and not (numbers and strength != SUM) else text)
    return joined(between, texts), PRODUCT


@prints(ex.MatAdd)
def _sum(page: Page, e: Any) -> Printed:
    return joined(" ", named_terms(page, e)), SUM


def named_terms(page: Page, e: Any) -> list[Piece]:
    """The terms of a sum by their names, each with its sign."""

    def part(term: Any) -> Printed:
        text, strength = page.named(term)
        return (brackets(text) if strength == SUM else text), strength

    return page.terms(e, part)


@prints(ex.Scale)
def _scale(page: Page, e: Any) -> Printed:
    factor, matrix = e.args
    text, strength = page.named(matrix)
    if strength == SUM:
        text = brackets(text)
    if factor == -1:
        return row("-", text), SUM
    return row(page.names(factor), " ", text), PRODUCT


@prints(ex.Single)
def _single(page: Page, e: Any) -> Printed:
    kind, matrix, row, column, example = e.args
    index = page.index(ex.Entry(matrix, row, column))
    if kind.name == "new":
        return page.letters.marked(ex.Named(f"new {matrix.role}", *matrix.args[1:]), index), ATOM
    role = "batch loss" if example == 0 else "loss"
    loss = page.names(ex.Named(role, 0, example, 1, 1))
    return page.by(loss, page.entry(matrix, index)), FRACTION


@prints(ex.OnlyEntry)
def _only_entry(page: Page, e: Any) -> Printed:
    number, place, rows = e.args
    if rows == 1:
        return page.named(number)
    return column(page, [page.names(number) if i == place else "0" for i in range(int(rows))]), ATOM


@prints(ex.Diagonal)
def _diagonal(page: Page, e: Any) -> Printed:
    return row(word("diag"), fenced(page.names(e.args[0]))), ATOM


@prints(ex.Total)
def _total(page: Page, e: Any) -> Printed:
    return row(total(K), " ", page.entry(e.args[0], K)), PRODUCT


@prints(ex.Prepend)
def _prepend(page: Page, e: Any) -> Printed:
    return column(page, ["1", page.names(e.args[0])]), ATOM


def column(page: Page, cells: list[Piece]) -> Piece:
    """Cells one below the other, in the brackets of the notation."""
    return grid(([cell] for cell in cells), page.notation.matrix)


@prints(ex.Stack)
def _stack(page: Page, e: Any) -> Printed:
    return column(page, [page.names(part) for part in e.args]), ATOM


@prints(ex.Tail)
def _tail(page: Page, e: Any) -> Printed:
    body = fenced(page.names(e.args[0]), "square", grows=True)
    return marked(body, row("2, 3, ", sign("low dots"))), ATOM


@prints(ex.Block)
def _block(page: Page, e: Any) -> Printed:
    start, stop = int(e.args[1]) + 1, int(e.args[2])
    if stop - start < 2:
        rows: Piece = ", ".join(map(str, range(start, stop + 1)))
    else:
        rows = row(f"{start}, ", sign("low dots"), f", {stop}")
    return marked(fenced(page.names(e.args[0]), "square", grows=True), rows), ATOM


@prints(ex.WithoutBias)
def _without_bias(page: Page, e: Any) -> Printed:
    return accent("overline", page.names(e.args[0])), ATOM


@prints(Gap)
def _gap(page: Page, e: Gap) -> Printed:
    return joined(DOT, [blank()] * e.factors), ATOM


@prints(ex.LossOf)
def _loss(page: Page, e: Any) -> Printed:
    """The loss with its sum over the outputs; one output needs no sum."""
    factor, term = loss_parts(e.args[0].name)
    output, target = e.args[1:]
    n = output.shape[0]
    single = n == 1

    def leaf(part: Any, bracket: int) -> Piece | None:
        vector = {A: output, T: target}.get(part)
        if vector is None:
            return None
        return page.names(vector) if single else page.entry(vector, K)

    body, strength = Scalars(leaf, page.logarithm).printed(term, True)
    text = body
    if not single:
        body = brackets(body) if strength == SUM else body
        text = row(total(row(K, "=1"), page.names(n)), " ", body)
    front = page.names(factor.xreplace({N: n if not isinstance(n, Symbol) else N}))
    return fronted(front, text, single and strength == SUM), PRODUCT


@prints(ex.Entrywise)
def _entrywise(page: Page, e: Any) -> Printed:
    """The formula with vectors in it: products of vectors are Hadamard products, 1 is a vector."""
    formula, symbols, vectors = e.args
    named = dict(zip(symbols, vectors, strict=True))
    single = e.shape == (1, 1)

    def leaf(part: Any, bracket: int) -> Piece | None:
        return page.names(named[part]) if part in named else None

    star = " " if single else HADAMARDS[page.notation.hadamard]
    scalars = Scalars(leaf, page.logarithm, star, page.notation.otherwise)
    scalars.scalars = frozenset(s for s, v in named.items() if v.shape == (1, 1) and not single)
    if not single and page.notation.bold and isinstance(formula, Integer | Add | Mul):
        scalars.one = letter("1", bold=True)
    return scalars.printed(formula, False)

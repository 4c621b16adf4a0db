"""Matrix expressions in TeX by their names, one function for each kind."""

from __future__ import annotations

from typing import Any

from sympy import Add, Integer, Mul, Symbol

from derive.calculus import expression as ex
from derive.calculus.functions import A, N, T, loss_parts
from derive.writing.document import Gap
from derive.writing.printers.tex import (
    HADAMARDS,
    MATRICES,
    PARTIALS,
    PRODUCTS,
    TRANSPOSES,
    Tex,
    fronted,
    prints,
)
from derive.writing.printers.tex_order import brackets
from derive.writing.printers.tex_scalar import ATOM, FRACTION, PRODUCT, SUM, Scalars

Printed = tuple[str, int]
GAP = r"\underline{\qquad\quad}"


@prints(ex.Named)
def _name(page: Tex, e: Any) -> Printed:
    return page.letters.marked(e), ATOM


@prints(ex.Partial)
def _partial(page: Tex, e: Any) -> Printed:
    d = PARTIALS[page.notation.derivative]
    return rf"\frac{{{d} {page.names(e.args[0])}}}{{{d} {page.names(e.args[1])}}}", FRACTION


@prints(ex.Jacobian)
def _jacobian(page: Tex, e: Any) -> Printed:
    d = PARTIALS[page.notation.derivative]
    return rf"\frac{{{d} {page.names(e.args[0])}}}{{{d} {page.names(e.args[1])}}}", FRACTION


@prints(ex.Apply)
def _apply(page: Tex, e: Any) -> Printed:
    if e.args[0].name == "identity":
        return page.named(e.args[1])
    return f"{page.function(e.args[0])}({page.names(e.args[1])})", ATOM


@prints(ex.Slope)
def _slope(page: Tex, e: Any) -> Printed:
    return f"{page.function(e.args[0])}'({page.names(e.args[1])})", ATOM


@prints(ex.Transpose)
def _transpose(page: Tex, e: Any) -> Printed:
    text, strength = page.named(e.args[0])
    mark = TRANSPOSES[page.notation.transpose]
    if strength != ATOM or "^" in text or "_" in text:
        text = brackets(text)
    return f"{text}^{{{mark}}}", ATOM


@prints(ex.MatMul)
def _product(page: Tex, e: Any) -> Printed:
    sign = PRODUCTS[page.notation.product]
    parts = [page.named(part) for part in e.args]
    return sign.join(brackets(t) if s < FRACTION and s != PRODUCT else t for t, s in parts), PRODUCT


@prints(ex.HadamardProduct)
def _hadamard(page: Tex, e: Any) -> Printed:
    numbers = all(part.shape == (1, 1) for part in e.args)
    sign = r" \cdot " if numbers else HADAMARDS[page.notation.hadamard]
    texts = []
    for part in e.args:
        text, strength = page.named(part)
        mixed = isinstance(part, ex.MatMul) or strength == SUM
        if isinstance(part, ex.Entrywise) and strength == PRODUCT and not numbers:
            mixed = isinstance(part.args[0], Add)
        texts.append(brackets(text) if mixed and not (numbers and strength != SUM) else text)
    return sign.join(texts), PRODUCT


@prints(ex.MatAdd)
def _sum(page: Tex, e: Any) -> Printed:
    return " ".join(named_terms(page, e)), SUM


def named_terms(page: Tex, e: Any) -> list[str]:
    """The terms of a sum by their names, each with its sign."""

    def part(term: Any) -> Printed:
        text, strength = page.named(term)
        return (brackets(text) if strength == SUM else text), strength

    return page.terms(e, part)


@prints(ex.Scale)
def _scale(page: Tex, e: Any) -> Printed:
    factor, matrix = e.args
    text, strength = page.named(matrix)
    if strength == SUM:
        text = brackets(text)
    if factor == -1:
        return f"-{text}", SUM
    return f"{page.names(factor)} {text}", PRODUCT


@prints(ex.Single)
def _single(page: Tex, e: Any) -> Printed:
    kind, matrix, row, column = e.args
    index = page.index(ex.Entry(matrix, row, column))
    if kind.name == "new":
        return page.letters.marked(ex.Named(f"new {matrix.role}", *matrix.args[1:]), index), ATOM
    d = PARTIALS[page.notation.derivative]
    loss = page.names(ex.Named("batch loss", 0, 0, 1, 1))
    return rf"\frac{{{d} {loss}}}{{{d} {page.entry(matrix, index)}}}", FRACTION


@prints(ex.OnlyEntry)
def _only_entry(page: Tex, e: Any) -> Printed:
    number, place, rows = e.args
    if rows == 1:
        return page.named(number)
    return column(page, [page.names(number) if i == place else "0" for i in range(int(rows))]), ATOM


@prints(ex.Diagonal)
def _diagonal(page: Tex, e: Any) -> Printed:
    return rf"\mathrm{{diag}}({page.names(e.args[0])})", ATOM


@prints(ex.Total)
def _total(page: Tex, e: Any) -> Printed:
    return rf"\sum_{{k}} {page.entry(e.args[0], 'k')}", PRODUCT


@prints(ex.Prepend)
def _prepend(page: Tex, e: Any) -> Printed:
    return column(page, ["1", page.names(e.args[0])]), ATOM


def column(page: Tex, cells: list[str]) -> str:
    """Cells one below the other, in the brackets of the notation."""
    kind = MATRICES[page.notation.matrix]
    return rf"\begin{{{kind}}} " + r" \\ ".join(cells) + rf" \end{{{kind}}}"


@prints(ex.Stack)
def _stack(page: Tex, e: Any) -> Printed:
    return column(page, [page.names(part) for part in e.args]), ATOM


@prints(ex.Tail)
def _tail(page: Tex, e: Any) -> Printed:
    return rf"\left[{page.names(e.args[0])}\right]_{{2, 3, \ldots}}", ATOM


@prints(ex.Block)
def _block(page: Tex, e: Any) -> Printed:
    start, stop = int(e.args[1]) + 1, int(e.args[2])
    rows = str(start) if start == stop else rf"{start}, \ldots, {stop}"
    return rf"\left[{page.names(e.args[0])}\right]_{{{rows}}}", ATOM


@prints(ex.WithoutBias)
def _without_bias(page: Tex, e: Any) -> Printed:
    return rf"\overline{{{page.names(e.args[0])}}}", ATOM


@prints(Gap)
def _gap(page: Tex, e: Gap) -> Printed:
    return r" \cdot ".join([GAP] * e.factors), ATOM


@prints(ex.LossOf)
def _loss(page: Tex, e: Any) -> Printed:
    """The loss with its sum over the outputs; one output needs no sum."""
    factor, term = loss_parts(e.args[0].name)
    output, target = e.args[1:]
    n = output.shape[0]
    single = n == 1

    def leaf(part: Any, bracket: bool) -> str | None:
        vector = {A: output, T: target}.get(part)
        if vector is None:
            return None
        return page.names(vector) if single else page.entry(vector, "k")

    body, strength = Scalars(leaf, logarithm=page.logarithm).printed(term, True)
    text = (
        body
        if single
        else rf"\sum_{{k=1}}^{{{n}}} " + (brackets(body) if strength == SUM else body)
    )
    front = page.names(factor.xreplace({N: n if not isinstance(n, Symbol) else N}))
    return fronted(front, text, single and strength == SUM), PRODUCT


@prints(ex.Entrywise)
def _entrywise(page: Tex, e: Any) -> Printed:
    """The formula with vectors in it: products of vectors are Hadamard products, 1 is a vector."""
    formula, symbols, vectors = e.args
    named = dict(zip(symbols, vectors, strict=True))
    single = e.shape == (1, 1)

    def leaf(part: Any, bracket: bool) -> str | None:
        return page.names(named[part]) if part in named else None

    scalars = Scalars(leaf, " " if single else HADAMARDS[page.notation.hadamard], page.logarithm)
    scalars.scalars = frozenset(s for s, v in named.items() if v.shape == (1, 1) and not single)
    if not single and page.notation.bold and isinstance(formula, Integer | Add | Mul):
        scalars.one = r"\mathbf{1}"
    return scalars.printed(formula, False)

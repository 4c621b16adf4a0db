"""The taught order of terms and factors, and where a dot stands between two."""

from __future__ import annotations

from typing import Any

from sympy import (
    Add,
    Mul,
    Number,
    Pow,
    Sum,
    Symbol,
    exp,
)
from sympy.core.numbers import Pi
from sympy.tensor.indexed import Indexed

from derive.calculus.expression import Call, Cases, Diff, Entry, Rate
from derive.writing.printers.pieces import Piece, is_hole

COMPARISONS = {">": "greater", ">=": "at least", "<": "less", "<=": "at most"}


def is_small(e: Any) -> bool:
    return isinstance(e, Symbol | Indexed | Entry | Rate | exp)


def sign_of(term: Any) -> tuple[bool, Any]:
    """Whether a term is subtracted, and what is then subtracted."""
    if isinstance(term, Number):
        return (True, -term) if term < 0 else (False, term)
    if isinstance(term, Mul):
        first = term.args[0]
        if isinstance(first, Number) and first < 0:
            return True, -term
    return False, term


def taught(terms: Any) -> list[Any]:
    """Numbers first, what is added before what is subtracted."""
    return sorted(terms, key=lambda term: (sign_of(term)[0], not isinstance(term, Number)))


def rank(factor: Any) -> int:
    """Numbers, names, powers, brackets, functions, derivatives, sums: as on the board."""
    if isinstance(factor, Number):
        return 0
    if isinstance(factor, Symbol | Indexed | Entry | Rate | Pi):
        return 1
    if isinstance(factor, exp):
        return 4
    if isinstance(factor, Pow):
        if not factor.free_symbols:
            return 0
        return 2 if not isinstance(factor.base, Add) else 3
    if isinstance(factor, Add):
        return 3
    if isinstance(factor, Diff):
        return 8
    if isinstance(factor, Sum):
        return 7
    if isinstance(factor, Call | Cases):
        return 5
    return 3


def dotted(before: Piece, after: Piece, derivative: bool) -> bool:
    """Whether two factors need a dot between them: where numbers would run together."""
    if is_hole(before) or is_hole(after):
        return True
    if isinstance(after, str):
        return after[0].isdigit()
    runs_on = isinstance(before, str) and before[-1].isdigit()
    return runs_on and after.kind == "fraction" and not derivative

"""Scalar terms as expressions of SymPy, for the engine to differentiate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import (
    Add,
    Integer,
    Mul,
    Pow,
    Rational,
    Symbol,
    atan,
    cos,
    erf,
    exp,
    log,
    pi,
    sin,
    sqrt,
    tanh,
)

from derive.calculus import term as tm
from derive.calculus.expression import Cases
from derive.calculus.functions import Z
from derive.calculus.term import Term
from derive.calculus.term_functions import WRITTEN, definition
from derive.calculus.term_value import substituted

CALLS: dict[str, Callable[[Any], Any]] = {
    "exp": exp, "log": log, "tanh": tanh, "sin": sin, "cos": cos, "sqrt": sqrt, "erf": erf,
    "atan": atan,
}  # fmt: skip
SIGNS = {">": ">", "≥": ">=", "<": "<", "≤": "<="}


def sympy_of(term: Term) -> Any:
    """The expression of a scalar term; TypeError for what SymPy is not asked to differentiate."""
    match term:
        case tm.Constant(number):
            return Rational(number.numerator, number.denominator)
        case tm.Variable("z"):
            return Z
        case tm.Variable(key):
            return Symbol(key.removeprefix("the "), positive=True)
        case tm.Add(terms, signs):
            pairs = zip(terms, signs, strict=True)
            return Add(*(sympy_of(one) if sign > 0 else -sympy_of(one) for one, sign in pairs))
        case tm.Multiply(factors, _):
            return Mul(*map(sympy_of, factors))
        case tm.Divide(top, bottom):
            return sympy_of(top) / sympy_of(bottom)
        case tm.Power(base, exponent):
            return Pow(sympy_of(base), sympy_of(exponent))
        case tm.Call("pi", ()):
            return pi
        case tm.Call("abs", (inner,)):
            found = sympy_of(inner)
            return Cases(found, found, ">", Integer(0), -found)
        case tm.Call("max", (left, right)):
            first, second = sympy_of(left), sympy_of(right)
            return Cases(first, first, ">", second, second)
        case tm.Call(function, (inner,)) if function in CALLS:
            return CALLS[function](sympy_of(inner))
        case tm.Call(function, (inner,)) if function in WRITTEN or function != "softmax":
            return sympy_of(_written(function, inner))
        case tm.Choice((((tm.Compare(left, sign, right),), then), ((), otherwise))):
            parts = map(sympy_of, (then, left, right, otherwise))
            chosen, low, high, other = parts
            return Cases(chosen, low, SIGNS[sign], high, other)
    raise TypeError(f"no expression for {type(term).__name__}")


def _written(function: str, inner: Term) -> Term:
    """A function by its definition, the argument put in."""
    try:
        found = definition(function)
    except KeyError:
        raise TypeError(f"no definition of {function}") from None
    # in two steps: the argument may hold a z of its own
    placed = substituted(found, {"z": tm.Variable("the argument")})
    term: Term = substituted(placed, {"the argument": inner})
    return term

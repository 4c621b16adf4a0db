"""The rules of differentiation: a name, a law (the docstring) and a function each."""

from __future__ import annotations

from typing import Any

from sympy import (
    Add,
    Integer,
    KroneckerDelta,
    Mul,
    Pow,
    Sum,
    cos,
    erf,
    exp,
    log,
    pi,
    sin,
    sqrt,
    tanh,
)
from sympy.tensor.indexed import Indexed

from derive.calculus.derivation import Rule
from derive.calculus.expression import Cases, Diff, Function
from derive.calculus.functions import A


def constant(node: Any, v: Any) -> Any:
    """The derivative of what does not hold the variable is 0."""
    return None if node.args[0].has(v) or _meets(node.args[0], v) else Integer(0)


def variable(node: Any, v: Any) -> Any:
    """The derivative of the variable by itself is 1."""
    return Integer(1) if node.args[0] == v else None


def index_rule(node: Any, v: Any) -> Any:
    """One entry of a vector by another is 1 where the indices agree, else 0."""
    f = node.args[0]
    if isinstance(f, Indexed) and isinstance(v, Indexed) and f.base == v.base:
        return KroneckerDelta(f.indices[0], v.indices[0])
    return None


def sum_rule(node: Any, v: Any) -> Any:
    """The derivative of a sum is the sum of the derivatives."""
    f = node.args[0]
    return Add(*(Diff(term, v) for term in f.args)) if isinstance(f, Add) else None


def constant_factor(node: Any, v: Any) -> Any:
    """A factor without the variable stays in front."""
    f = node.args[0]
    if not isinstance(f, Mul):
        return None
    free = [part for part in f.args if not (part.has(v) or _meets(part, v))]
    if not free:
        return None
    rest = [part for part in f.args if part not in free]
    return Mul(*free, Diff(Mul(*rest), v))


def branches(node: Any, v: Any) -> Any:
    """A function given by cases is differentiated case by case."""
    f = node.args[0]
    if not isinstance(f, Cases):
        return None
    then, left, comparison, right, otherwise = f.args
    return Cases(Diff(then, v), left, comparison, right, Diff(otherwise, v))


def sum_over_index(node: Any, v: Any) -> Any:
    """The derivative of a sum over an index is the sum of the derivatives."""
    f = node.args[0]
    return Sum(Diff(f.function, v), *f.limits) if isinstance(f, Sum) else None


def quotient(node: Any, v: Any) -> Any:
    """(f/g)' = (f' g - f g') / g^2."""
    f = node.args[0]
    above, below = _fraction(f)
    if below == 1 or above == 1 or not (below.has(v) or _meets(below, v)):
        return None
    return (Diff(above, v) * below - above * Diff(below, v)) / below**2


def reciprocal(node: Any, v: Any) -> Any:
    """(1/g)' = -g' / g^2."""
    above, below = _fraction(node.args[0])
    return None if below == 1 or above != 1 else -Diff(below, v) / below**2


def product(node: Any, v: Any) -> Any:
    """(f g)' = f' g + f g'."""
    f = node.args[0]
    if not isinstance(f, Mul) or _fraction(f)[1] != 1:
        return None
    if any(not (part.has(v) or _meets(part, v)) for part in f.args):
        return None  # a factor without the variable goes in front first
    first, rest = f.args[0], Mul(*f.args[1:])
    return Diff(first, v) * rest + first * Diff(rest, v)


def power(node: Any, v: Any) -> Any:
    """(g^n)' = n g^(n-1) g'."""
    f = node.args[0]
    if isinstance(f, Pow) and not isinstance(f, exp) and not f.exp.has(v):
        return f.exp * f.base ** (f.exp - 1) * Diff(f.base, v)
    return None


def general_power(node: Any, v: Any) -> Any:
    """g^h = exp(h ln g)."""
    f = node.args[0]
    if isinstance(f, Pow) and not isinstance(f, exp) and f.exp.has(v):
        return f * Diff(f.exp * log(f.base), v)
    return None


def exponential(node: Any, v: Any) -> Any:
    """(e^g)' = e^g g'."""
    f = node.args[0]
    return f * Diff(f.args[0], v) if isinstance(f, exp) else None


def logarithm(node: Any, v: Any) -> Any:
    """(ln g)' = g' / g."""
    f = node.args[0]
    return Diff(f.args[0], v) / f.args[0] if isinstance(f, log) else None


def error_function(node: Any, v: Any) -> Any:
    """(erf g)' = 2/sqrt(pi) exp(-g^2) g'."""
    f = node.args[0]
    if not isinstance(f, erf):
        return None
    return 2 / sqrt(pi) * exp(-(f.args[0] ** 2)) * Diff(f.args[0], v)


def sine(node: Any, v: Any) -> Any:
    """(sin g)' = cos(g) g'."""
    f = node.args[0]
    return cos(f.args[0]) * Diff(f.args[0], v) if isinstance(f, sin) else None


def cosine(node: Any, v: Any) -> Any:
    """(cos g)' = -sin(g) g'."""
    f = node.args[0]
    return -sin(f.args[0]) * Diff(f.args[0], v) if isinstance(f, cos) else None


def hyperbolic_tangent(node: Any, v: Any) -> Any:
    """(tanh g)' = the slope of tanh, as the engine found it from exponentials, times g'."""
    f = node.args[0]
    if not isinstance(f, tanh):
        return None
    from derive.calculus.output_form import slope_in_output  # the two need each other

    return slope_in_output(Function("tanh")).last.xreplace({A: f}) * Diff(f.args[0], v)


TIDY = tuple(
    Rule(name, function)
    for name, function in (
        ("constant", constant),
        ("variable", variable),
        ("index", index_rule),
        ("sum", sum_rule),
        ("constant factor", constant_factor),
        ("sum over index", sum_over_index),
    )
)
RULES = tuple(
    Rule(name, function)
    for name, function in (
        ("cases", branches),
        ("reciprocal", reciprocal),
        ("quotient", quotient),
        ("product", product),
        ("power", power),
        ("general power", general_power),
        ("exponential", exponential),
        ("logarithm", logarithm),
        ("error function", error_function),
        ("sine", sine),
        ("cosine", cosine),
        ("hyperbolic tangent", hyperbolic_tangent),
    )
)


def _fraction(f: Any) -> tuple[Any, Any]:
    """Numerator and denominator as they stand; nothing is multiplied out."""
    parts = f.args if isinstance(f, Mul) else (f,)
    below = [p for p in parts if isinstance(p, Pow) and p.exp.is_Rational and p.exp < 0]
    above = [p for p in parts if p not in below]
    return Mul(*above), Mul(*(Pow(p.base, -p.exp) for p in below))


def _meets(f: Any, v: Any) -> bool:
    """Whether an indexed formula holds an entry of the same vector as the variable."""
    return isinstance(v, Indexed) and bool([one for one in f.atoms(Indexed) if one.base == v.base])

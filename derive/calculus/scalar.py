"""Recorded differentiation of one-variable and indexed formulas, one rule a step."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import (
    Add,
    Integer,
    KroneckerDelta,
    Mul,
    Pow,
    Sum,
    Symbol,
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

from derive.calculus.derivation import Derivation, Line, Rule, everywhere
from derive.calculus.expression import Cases, Diff, Function
from derive.calculus.functions import A
from derive.errors import DeriveError

MOST_LINES = 60


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


def sift(expression: Any) -> Any:
    """Sums over an index that a Kronecker delta leaves one term of; None where there are none."""

    def at(node: Any) -> Any:
        if not isinstance(node, Sum):
            return None
        ((k, _, _),) = node.limits
        terms = [_one_term(term, k) for term in Add.make_args(node.function)]
        return None if None in terms else Add(*terms)

    return everywhere(expression, at)


def _one_term(term: Any, k: Any) -> Any:
    """What a Kronecker delta leaves of one term summed over k."""
    deltas = [d for d in term.atoms(KroneckerDelta) if k in d.args]
    if not isinstance(term, Mul | KroneckerDelta) or len(deltas) != 1:
        return None
    (other,) = [index for index in deltas[0].args if index != k]
    return term.xreplace({deltas[0]: Integer(1)}).xreplace({k: other})


@lru_cache(maxsize=512)
def differentiate(f: Any, v: Symbol | Indexed) -> Derivation:
    """The derivative of f by v with every rule that was used, in the order of its use.

    >>> from derive.calculus.functions import Z
    >>> [line.value for line in differentiate(Z**2 + exp(Z), Z).lines][-1]
    2*z + exp(z)

    Raises DeriveError where no rule fits a function, or the rules do not come to an end.
    """
    lines = [Line(Diff(f, v), ("definition",))]
    while lines[-1].value.has(Diff):
        if len(lines) > MOST_LINES:
            raise DeriveError(f"the derivation did not end after {MOST_LINES} lines")
        after, names = _step(lines[-1].value, v)
        lines.append(Line(after, names))
    return Derivation(tuple(lines))


def _step(value: Any, v: Any) -> tuple[Any, tuple[str, ...]]:
    """One line: simple rules as far as they go, after one rule worth a line of its own."""
    names: list[str] = []
    for rule in RULES:
        after = _once(value, rule, v)
        if after is not None:
            value = after
            names.append(rule.name)
            break
    value, more = _tidied(value, v)
    if not names and not more:
        raise DeriveError(f"no rule differentiates {next(iter(value.atoms(Diff)))}")
    return value, tuple(dict.fromkeys((*names, *more)))


def _tidied(value: Any, v: Any) -> tuple[Any, list[str]]:
    names: list[str] = []
    while True:
        for rule in TIDY:
            after = _once(value, rule, v)
            if after is not None:
                value = after
                names.append(rule.name)
                break
        else:
            sifted = sift(value)
            if sifted is None:
                return value, names
            value = sifted
            names.append("sift")


def _once(value: Any, rule: Rule, v: Any) -> Any:
    return everywhere(value, lambda node: rule.apply(node, v) if isinstance(node, Diff) else None)

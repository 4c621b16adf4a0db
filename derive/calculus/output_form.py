"""The slope of an activation in terms of its own output, found by linear algebra, not typed.

Branch by branch, where the function is rational in one exponential u = e^(kz) (or a logarithm of
such), we look for numbers c with slope = c0 + c1 a + c2 a^2 (for a logarithm: in e^-a). The
candidates are solved for at rational points u and proved at more points than the degree allows to
agree by chance.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flint import fmpq, fmpq_mat
from sympy import Add, Integer, Mul, Pow, Rational, Symbol, exp, log

from derive.calculus.derivation import Derivation, Line
from derive.calculus.exact import Exact
from derive.calculus.expression import Cases, Diff, Function
from derive.calculus.functions import A, Z, definition
from derive.calculus.numeric import value
from derive.calculus.scalar import differentiate
from derive.calculus.undefined import DivisionByZero
from derive.errors import CheckError

U = Symbol("u", positive=True)
MOST_POWER = 2
MOST_EXPONENT = 12


@lru_cache(maxsize=256)
def slope_in_output(function: Function) -> Derivation:
    """The derivation of a slope, ended in a (and z) where that form exists, else in z.

    >>> slope_in_output(Function("sigmoid")).last
    a*(1 - a)
    >>> slope_in_output(Function("silu")).last.free_symbols
    {z}
    """
    value_in_z = definition(function)
    derivation = differentiate(value_in_z, Z)
    last = derivation.last
    written, in_output = _by_branch(value_in_z, last)
    lines = list(derivation.lines)
    if in_output is None:
        return derivation
    if written != last:
        lines.append(Line(written, ("same function",)))
    if in_output != written:
        lines.append(Line(in_output, ("output",)))
    factored = _factored(in_output)
    if factored != in_output:
        lines.append(Line(factored, ("factor",)))
    return Derivation(tuple(lines))


def _by_branch(f: Any, slope: Any) -> tuple[Any, Any]:
    """The slope written with f itself put in, and with the name a; (slope, None) if neither."""
    if isinstance(f, Cases) and isinstance(slope, Cases):
        then, below = _by_branch(f.args[0], slope.args[0]), _by_branch(f.args[4], slope.args[4])
        _, left, comparison, right, _ = f.args
        if then[1] is None and below[1] is None:
            return slope, None
        return (
            Cases(then[0], left, comparison, right, below[0]),
            Cases(
                slope.args[0] if then[1] is None else then[1],
                left,
                comparison,
                right,
                slope.args[4] if below[1] is None else below[1],
            ),
        )
    if not slope.has(Z):
        return slope, None
    return _found(f, slope)


def _found(f: Any, slope: Any) -> tuple[Any, Any]:
    if isinstance(f, log):
        argument, base_in_z, base = f.args[0], 1 / f.args[0], exp(-A)
    else:
        argument, base_in_z, base = f, f, A
    rational, slope_rational = _in_one_exponential(argument, slope)
    if rational is None:
        return slope, None
    basis = 1 / rational if isinstance(f, log) else rational
    coefficients = _coefficients(basis, slope_rational)
    if coefficients is None:
        return slope, None
    pairs = [(c, n) for n, c in enumerate(coefficients) if c]
    return (
        Add(*(Mul(c, Pow(base_in_z, n)) for c, n in pairs)),
        Add(*(Mul(c, Pow(base, n)) for c, n in pairs)),
    )


def _in_one_exponential(*expressions: Any) -> tuple[Any, ...]:
    """The expressions with e^(kz) written as u^m; (None, None) where z stays."""
    rates = sorted(
        {one.args[0].coeff(Z) for e in expressions for one in e.atoms(exp)}, key=lambda r: abs(r)
    )
    if not rates or any(not rate.is_Rational or not rate for rate in rates):
        return (None,) * len(expressions)
    smallest = abs(rates[0])
    names = {}
    for e in expressions:
        for one in e.atoms(exp):
            multiple = one.args[0].coeff(Z) / smallest
            if one.args[0] != one.args[0].coeff(Z) * Z or multiple.q != 1 or abs(multiple) > 8:
                return (None,) * len(expressions)
            names[one] = U**multiple
    results = tuple(e.xreplace(names) for e in expressions)
    return results if all(_is_rational(e) for e in results) else (None,) * len(expressions)


def _is_rational(e: Any) -> bool:
    """Whether an expression is a rational function of u with rational numbers."""
    if e == U or e.is_Rational:
        return True
    if isinstance(e, Pow):
        return bool(e.exp.is_Integer) and abs(e.exp) <= MOST_EXPONENT and _is_rational(e.base)
    return isinstance(e, Add | Mul) and all(map(_is_rational, e.args))


def _coefficients(basis: Any, slope: Any) -> list[Any] | None:
    """The numbers c with slope = sum of c_n basis^n, proved; None where there are none."""
    degree = _degree(basis) * MOST_POWER + _degree(slope)
    points = _points(basis, slope, degree + 1 + MOST_POWER)
    for power in range(1, MOST_POWER + 1):
        size = power + 1
        matrix = fmpq_mat(size, size, [b**n for b, _ in points[:size] for n in range(size)])
        right = fmpq_mat(size, 1, [s for _, s in points[:size]])
        if not matrix.det():
            continue
        solved = matrix.solve(right)
        found = [solved[n, 0] for n in range(size)]
        # agreement at more points than both sides have degrees is equality
        if all(sum(c * b**n for n, c in enumerate(found)) == s for b, s in points):
            return [Rational(int(c.p), int(c.q)) for c in found]
    return None


def _points(basis: Any, slope: Any, count: int) -> list[tuple[Any, Any]]:
    """Exact values of both at the first `count` integers u > 1 where they have some."""
    points: list[tuple[Any, Any]] = []
    u, field = 1, Exact()
    while len(points) < count:
        u += 1
        try:
            at = {U: fmpq(u)}
            points.append((value(basis, at, field), value(slope, at, field)))
        except DivisionByZero:
            continue
    return points


def _degree(e: Any) -> int:
    """A bound on numerator plus denominator degree in u of a rational expression."""
    if e == U:
        return 1
    if isinstance(e, Pow):
        return _degree(e.base) * abs(int(e.exp))
    return sum(_degree(part) for part in e.args)


def _factored(e: Any) -> Any:
    """c1 a + c2 a^2 as a (c1 + c2 a); a form without a common factor stays."""
    if isinstance(e, Cases):
        then, left, comparison, right, otherwise = e.args
        return Cases(_factored(then), left, comparison, right, _factored(otherwise))
    if not isinstance(e, Add) or not all(term.has(A) and not term.has(exp) for term in e.args):
        return e
    rest = Add(*(term / A for term in e.args))
    if rest.is_Number:
        return e
    common, inner = rest.primitive()
    return Mul(common, A, inner, evaluate=False) if common != 1 else Mul(A, inner, evaluate=False)


def slope_formula(function: Function) -> tuple[Any, tuple[Symbol, ...]]:
    """The final slope of an entrywise activation and the names (a, z) that it holds.

    Raises CheckError where a slope still holds a derivative.
    """
    last = slope_in_output(function).last
    if last.has(Diff):
        raise CheckError(f"the slope of {function.name} was not worked out")
    return last, tuple(sorted(last.free_symbols & {A, Z}, key=str))


__all__ = ["Integer", "slope_formula", "slope_in_output"]

"""What the engine derived, as terms: the same formula, valued and printed without SymPy."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from sympy import Add, Mul, Pow, Rational, Symbol, cos, erf, exp, log, sin, tanh
from sympy.core.numbers import Exp1, Pi

from derive.calculus import expression as ex
from derive.calculus import term as tm
from derive.calculus.term import Term

ZERO = tm.Constant(Fraction(0))


def key_of(named: Any) -> str:
    """The key of a quantity: its role and its layer."""
    return f"{named.role} {named.layer}"


def engine_term(e: Any, names: dict[Any, Term] | None = None) -> Term:
    """The term of an expression of the engine; `names` says what its symbols stand for.

    Raises TypeError, naming the class, for an expression without a term.
    """
    names = names or {}
    if e in names:
        return names[e]
    if isinstance(e, ex.Named):
        return tm.Variable(key_of(e))
    if isinstance(e, Symbol):
        return tm.Variable(str(e.name))
    if isinstance(e, Rational):
        return tm.Constant(Fraction(int(e.p), int(e.q)))
    for kinds, make in MAKERS.items():
        if isinstance(e, kinds):
            return make(e, names)
    raise TypeError(f"no term for {type(e).__name__}")


def _all(e: Any, names: dict[Any, Term]) -> tuple[Term, ...]:
    return tuple(engine_term(part, names) for part in e.args)


def _sum(e: Any, names: dict[Any, Term]) -> Term:
    terms, signs = [], []
    for part in sorted(e.args, key=_order) if isinstance(e, Add) else e.args:
        number = part.args[0] if isinstance(part, Mul | ex.Scale) else part
        negative = isinstance(number, Rational) and bool(number < 0)
        terms.append(engine_term(_negated(part) if negative else part, names))
        signs.append(-1 if negative else 1)
    return tm.Add(tuple(terms), tuple(signs))


def _negated(part: Any) -> Any:
    if not isinstance(part, ex.Scale):
        return -part
    return part.args[1] if part.args[0] == -1 else ex.Scale(-part.args[0], part.args[1])


def _order(part: Any) -> tuple[bool, int]:
    """Positive terms first, numbers before names: 1 - a, a - t."""
    number = part.args[0] if isinstance(part, Mul) else part
    negative = isinstance(number, Rational) and bool(number < 0)
    return negative, len(part.free_symbols)


def _product(e: Any, names: dict[Any, Term]) -> Term:
    above = [part for part in e.args if not _inverse(part)]
    below = [Pow(part.base, -part.exp) for part in e.args if _inverse(part)]
    if above and isinstance(above[0], Rational) and above[0].q != 1:
        below.insert(0, Rational(above[0].q))
        above[0] = Rational(above[0].p)
        if above[0] == 1 and len(above) > 1:
            above = above[1:]
    negative = len(above) > 1 and above[0] == -1
    top = _side_by_side(above[1:] if negative else above, names)
    found = tm.Divide(top, _side_by_side(below, names)) if below else top
    return tm.Add((found,), (-1,)) if negative else found


def _side_by_side(parts: list[Any], names: dict[Any, Term]) -> Term:
    # a factor and its sum stand as people write them: a(1 - a), not (1 - a)a
    parts = sorted(parts, key=lambda one: isinstance(one, Add))
    terms = tuple(engine_term(part, names) for part in parts)
    if not terms:
        return tm.Constant(Fraction(1))
    if len(terms) == 1:
        return terms[0]
    columns = [bool(part.free_symbols & names.keys()) for part in parts]
    pairs = pairwise(columns)
    return tm.Multiply(terms, ("", *("∘" if a and b else "" for a, b in pairs)))


def _inverse(part: Any) -> bool:
    return isinstance(part, Pow) and part.exp.is_Rational and bool(part.exp < 0)


def _power(e: Any, names: dict[Any, Term]) -> Term:
    if _inverse(e):
        one = tm.Constant(Fraction(1))
        return tm.Divide(one, engine_term(Pow(e.base, -e.exp), names))
    if e.exp == Rational(1, 2):
        return tm.Call("sqrt", (engine_term(e.base, names),))
    return tm.Power(engine_term(e.base, names), engine_term(e.exp, names))


def _entrywise(e: Any, names: dict[Any, Term]) -> Term:
    """A scalar formula at each entry: the vectors put in for its symbols."""
    symbols = dict(zip(e.args[1], (engine_term(one, names) for one in e.args[2]), strict=True))
    found = engine_term(e.args[0], symbols)
    if isinstance(found, tm.Constant):  # a number at every entry has the shape of the vector
        (vector, *_) = symbols.values()
        return tm.Add((found, tm.Multiply((ZERO, vector), ("", ""))), (1, 1))
    return found


def _cases(e: Any, names: dict[Any, Term]) -> Term:
    then, left, right, otherwise = (engine_term(e.args[i], names) for i in (0, 1, 3, 4))
    sign = {">": ">", ">=": "≥", "<": "<", "<=": "≤"}[e.args[2].name]
    return tm.Choice((((tm.Compare(left, sign, right),), then), ((), otherwise)))


def _matrices(sign: str) -> Callable[[Any, dict[Any, Term]], Term]:
    return lambda e, names: tm.Multiply(_all(e, names), ("",) + (sign,) * (len(e.args) - 1))


def _call(name: str) -> Callable[[Any, dict[Any, Term]], Term]:
    return lambda e, names: tm.Call(name, _all(e, names))


def _function(kind: type) -> Callable[[Any, dict[Any, Term]], Term]:
    def make(e: Any, names: dict[Any, Term]) -> Term:
        argument = engine_term(e.args[1], names)
        if kind is ex.Slope:
            return tm.Slope(e.args[0].name, argument)
        return tm.Call(e.args[0].name, (argument,))

    return make


MAKERS: dict[Any, Callable[[Any, dict[Any, Term]], Term]] = {
    ex.MatMul: _matrices("·"),
    ex.HadamardProduct: _matrices("∘"),
    ex.MatAdd: _sum,
    ex.Transpose: lambda e, names: tm.Turned(engine_term(e.args[0], names)),
    ex.Scale: lambda e, names: tm.Multiply(_all(e, names), ("", "")),
    ex.Slope: _function(ex.Slope),
    ex.Apply: _function(ex.Apply),
    ex.Entrywise: _entrywise,
    ex.Diagonal: _call("diag"),
    ex.Total: _call("total"),
    ex.Cases: _cases,
    Add: _sum,
    Mul: _product,
    Exp1: lambda e, names: tm.Call("exp", (tm.Constant(Fraction(1)),)),
    Pi: lambda e, names: tm.Call("pi", ()),
    exp: _call("exp"),
    Pow: _power,
    log: _call("log"),
    tanh: _call("tanh"),
    erf: _call("erf"),
    sin: _call("sin"),
    cos: _call("cos"),
}

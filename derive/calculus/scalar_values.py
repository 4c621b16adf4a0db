"""Values of scalar formulas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import fmpq
from sympy import Add, Integer, Mul, Pow, Rational, Symbol, cos, erf, exp, log, sin, tanh
from sympy.core.numbers import Exp1, Pi

from derive.calculus import expression as ex
from derive.calculus.readers import READERS, Reader, Values, reader, reads

# a power that is a whole number for these numbers is worked out exactly up to this
MOST_POWER = 64
COMPARISONS: dict[str, Callable[[int], bool]] = {
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
}


@reads(Symbol, ex.Rate)
def _symbol(e: Any) -> Reader:
    return lambda values, field: values[e]


@reads(Rational)
def _rational(e: Any) -> Reader:
    p, q = int(e.p), int(e.q)
    return lambda values, field: field.number(p, q)


@reads(Exp1)
def _e(e: Any) -> Reader:
    return lambda values, field: field.function("exp", field.number(1))


@reads(Pi)
def _pi(e: Any) -> Reader:
    return lambda values, field: field.function("pi", field.number(0))


@reads(Add, ex.Terms)
def _add(e: Any) -> Reader:
    parts = [reader(part) for part in e.args]
    return lambda values, field: field.add([part(values, field) for part in parts])


@reads(Mul, ex.Factors)
def _mul(e: Any) -> Reader:
    factors = [part for part in e.args if not _is_inverse(part)]
    logarithms = [reader(part) for part in factors if isinstance(part, log)]
    above = [reader(part) for part in factors if not isinstance(part, log)]
    below = [reader(Pow(part.base, -part.exp)) for part in e.args if _is_inverse(part)]

    def product(values: Values, field: Any) -> Any:
        result = field.number(1)
        for part in above:
            result = field.multiply(result, part(values, field))
        # 0 ln 0 is 0, as the contract of every entropy loss has it
        for part in logarithms if logarithms and field.sign(result) else ():
            result = field.multiply(result, part(values, field))
        for part in below:
            result = field.divide(result, part(values, field))
        return result

    return product


def _is_inverse(part: Any) -> bool:
    return isinstance(part, Pow) and part.exp.is_Rational and part.exp < 0


@reads(Pow)
def _pow(e: Any) -> Reader:
    base, exponent = reader(e.base), e.exp
    if isinstance(exponent, Integer):
        whole = int(exponent)
        return lambda values, field: field.power(base(values, field), whole)
    if isinstance(exponent, Rational) and exponent.q == 2:
        whole = int(exponent.p)
        return lambda values, field: field.power(field.function("sqrt", base(values, field)), whole)
    power = reader(exponent)

    def general(values: Values, field: Any) -> Any:
        raised = power(values, field)
        if type(raised) is fmpq and raised.q == 1 and abs(raised.p) <= MOST_POWER:
            return field.power(base(values, field), int(raised.p))
        logarithm = field.function("log", base(values, field))
        return field.function("exp", field.multiply(raised, logarithm))

    return general


def _function(name: str) -> Callable[[Any], Reader]:
    def read(e: Any) -> Reader:
        argument = reader(e.args[0])
        return lambda values, field: field.function(name, argument(values, field))

    return read


for _one in (exp, log, tanh, erf, sin, cos):
    READERS[_one] = _function(_one.__name__)


@reads(ex.Cases)
def _cases(e: Any) -> Reader:
    then, left, right, otherwise = (reader(e.args[i]) for i in (0, 1, 3, 4))
    holds: Callable[[int], bool] = COMPARISONS[e.args[2].name]

    def choose(values: Values, field: Any) -> Any:
        minus = field.multiply(field.number(-1), right(values, field))
        branch = then if holds(field.sign(field.add([left(values, field), minus]))) else otherwise
        return branch(values, field)

    return choose


@reads(ex.Entry)
def _entry(e: Any) -> Reader:
    matrix, row, column = reader(e.args[0]), int(e.args[1]), int(e.args[2])
    return lambda values, field: matrix(values, field)[row][column]

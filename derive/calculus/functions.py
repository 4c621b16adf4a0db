"""From a formula's tree to SymPy, and from a table row to the definition of a function."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import (
    Integer,
    Rational,
    Symbol,
    cos,
    erf,
    exp,
    log,
    nan,
    oo,
    pi,
    sin,
    sqrt,
    tanh,
    zoo,
)

from derive.calculus.activations import activation
from derive.calculus.expression import Cases, Function
from derive.calculus.formula import Binary, Call, Choice, Name, Negative, Node, Num, parse
from derive.calculus.losses import Loss, loss
from derive.errors import FormulaError

Z = Symbol("z", real=True)
A = Symbol("a", real=True)
T = Symbol("t", real=True)
N = Symbol("n", positive=True, integer=True)

CALLS: dict[str, Any] = {
    "exp": exp,
    "log": log,
    "tanh": tanh,
    "sin": sin,
    "cos": cos,
    "sqrt": sqrt,
    "erf": erf,
}


def expression(node: Node, names: dict[str, Any]) -> Any:
    """The SymPy expression of a parsed formula; `names` gives what each name stands for."""
    match node:
        case Num(value):
            return Rational(value.numerator, value.denominator)
        case Name("pi"):
            return pi
        case Name(name):
            return names[name]
        case Negative(argument):
            return -expression(argument, names)
        case Call(function, arguments):
            return _call(function, [expression(argument, names) for argument in arguments])
        case Choice(then, left, comparison, right, otherwise):
            parts = [expression(part, names) for part in (then, left, right, otherwise)]
            return Cases(parts[0], parts[1], comparison, parts[2], parts[3])
        case Binary(operator, left, right):
            first, second = expression(left, names), expression(right, names)
            match operator:
                case "+":
                    return first + second
                case "-":
                    return first - second
                case "*":
                    return first * second
                case "/":
                    return first / second
            return first**second
    raise TypeError(f"no expression for {type(node).__name__}")


def _call(function: str, arguments: list[Any]) -> Any:
    """A call; max, min and abs are written out as cases, so that every slope has its branch."""
    if function == "abs":
        return Cases(arguments[0], arguments[0], ">", Integer(0), -arguments[0])
    if function in ("max", "min"):
        result = arguments[-1]
        for argument in reversed(arguments[:-1]):
            order = (argument, result) if function == "max" else (result, argument)
            # `else` first: at a tie the constant branch gives the slope, as it does for ReLU
            result = Cases(*_branches(*order, function))
        return result
    return CALLS[function](*arguments)


def _branches(larger: Any, smaller: Any, function: str) -> tuple[Any, Any, str, Any, Any]:
    if function == "max":
        if not smaller.free_symbols:
            return larger, larger, ">", smaller, smaller
        return smaller, smaller, ">", larger, larger
    if not larger.free_symbols:
        return smaller, larger, ">", smaller, larger
    return larger, smaller, ">", larger, smaller


@lru_cache(maxsize=256)
def definition(function: Function) -> Any:
    """The value of an entrywise activation as an expression in z, its constants put in.

    >>> definition(Function("sigmoid"))
    1/(1 + exp(-z))
    """
    row = activation(function.name)
    names = {"z": Z} | function.constants
    found = expression(parse(row.value, tuple(names)), names)
    if found.has(zoo, nan, oo):
        raise FormulaError(f'"{row.value}" divides by zero, or takes a logarithm of 0')
    return found


@lru_cache(maxsize=32)
def loss_parts(name: str) -> tuple[Any, Any]:
    """The factor (in n, the number of outputs) and the term (in a and t) of a loss.

    >>> loss_parts("half squared error")
    (1/2, (a - t)**2)
    """
    row: Loss = loss(name)
    factor = expression(parse(row.factor, ("n",)), {"n": N})
    return factor, expression(parse(row.term, ("a", "t")), {"a": A, "t": T})


__all__ = ["A", "N", "T", "Z", "definition", "expression", "loss_parts", "sqrt"]

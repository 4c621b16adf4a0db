"""The tree of a formula, and how large its values can grow."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

Operator: TypeAlias = Literal["+", "-", "*", "/", "^"]
Comparison: TypeAlias = Literal[">", ">=", "<", "<="]


@dataclass(frozen=True, slots=True)
class Num:
    """A number literal, exactly as it was typed."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """One of the allowed names, or a constant."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the table; `ln` arrives here as `log`."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and their operator; `**` arrives here as `^`."""

    operator: Operator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus sign in front."""

    argument: Node


@dataclass(frozen=True, slots=True)
class Choice:
    """`then` where `left comparison right` holds, else `otherwise`."""

    then: Node
    left: Node
    comparison: Comparison
    right: Node
    otherwise: Node


Node: TypeAlias = Num | Name | Call | Binary | Negative | Choice


_FLOATS: dict[str, Callable[..., float]] = {
    "exp": math.exp,
    "log": math.log,
    "tanh": math.tanh,
    "sin": math.sin,
    "cos": math.cos,
    "sqrt": math.sqrt,
    "erf": math.erf,
    "max": max,
    "min": min,
    "abs": abs,
}
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    ">": float.__gt__,
    ">=": float.__ge__,
    "<": float.__lt__,
    "<=": float.__le__,
}


def estimate(node: Node) -> float:
    """About the value of a formula without names; LookupError where it holds one.

    ArithmeticError or ValueError where it has no value, OverflowError where it is too large.
    """
    match node:
        case Num(value):
            return float(value)
        case Name("pi"):
            return math.pi
        case Name(name):
            raise LookupError(name)
        case Negative(argument):
            return -estimate(argument)
        case Call(function, arguments):
            return _FLOATS[function](*[estimate(argument) for argument in arguments])
        case Choice(then, left, comparison, right, otherwise):
            holds = _HOLDS[comparison](estimate(left), estimate(right))
            return estimate(then) if holds else estimate(otherwise)
        case Binary(operator, left, right):
            return _calculated(operator, estimate(left), estimate(right))


def _calculated(operator: Operator, left: float, right: float) -> float:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
        case "^":
            return math.pow(left, right)


def degree(node: Node) -> float:
    """How many times longer than its numbers an exact value can be, at least 1.

    >>> degree(Binary("^", Name("z"), Num(Fraction(3))))
    3.0
    """
    match node:
        case Num() | Name():
            return 1.0
        case Negative(argument):
            return degree(argument)
        case Call(_, arguments):
            return max(map(degree, arguments))
        case Choice(then, _, _, _, otherwise):
            return max(degree(then), degree(otherwise))
        case Binary("+" | "-", left, right):
            return max(degree(left), degree(right))
        case Binary("^", left, right):
            try:
                return degree(left) * max(1.0, abs(estimate(right)))
            except (LookupError, ArithmeticError, ValueError):
                return degree(left) + degree(right)
        case Binary(_, left, right):
            return degree(left) + degree(right)

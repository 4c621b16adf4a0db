"""Functions by name: elementary ones, activations by their definitions, functions of matrices."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

from derive.calculus import formula_tree as ft
from derive.calculus import term as tm
from derive.calculus.activations import ACTIVATIONS, activation
from derive.calculus.formula import parse
from derive.calculus.term import Term
from derive.calculus.term_fields import Dual, Duals, Field
from derive.calculus.term_shapes import (
    Matrix,
    ShapeError,
    add,
    entrywise,
    number_or_matrix,
    turned,
)
from derive.calculus.term_value import Values, value

BASE = frozenset(("exp", "log", "tanh", "sin", "cos", "sqrt", "erf", "atan"))
# what is written in other functions, in z
WRITTEN = {
    "sinh": "(exp(z)-exp(-z))/2",
    "cosh": "(exp(z)+exp(-z))/2",
    "sech": "2/(exp(z)+exp(-z))",
    "csch": "2/(exp(z)-exp(-z))",
    "coth": "(exp(z)+exp(-z))/(exp(z)-exp(-z))",
    "tan": "sin(z)/cos(z)",
    "cot": "cos(z)/sin(z)",
    "normcdf": "(1+erf(z/sqrt(2)))/2",
    "normpdf": "exp(-z^2/2)/sqrt(2*pi)",
    "logit": "log(z/(1-z))",
    "asinh": "log(z+sqrt(z^2+1))",
    "atanh": "log((1+z)/(1-z))/2",
}
_SIGNS = {">": ">", ">=": "≥", "<": "<", "<=": "≤"}
# what a layer has where nothing is said
CONSTANTS = {"slope": Fraction(1, 100), "alpha": Fraction(1)}


def term_of(node: ft.Node) -> Term:
    """The term of a formula of the activation table."""
    match node:
        case ft.Num(number):
            return tm.Constant(number)
        case ft.Name("pi"):
            return tm.Call("pi", ())
        case ft.Name(name):
            return tm.Variable(name)
        case ft.Negative(inner):
            return tm.Add((term_of(inner),), (-1,))
        case ft.Call(function, arguments):
            return tm.Call(function, tuple(map(term_of, arguments)))
        case ft.Choice(then, left, comparison, right, otherwise):
            condition = tm.Compare(term_of(left), _SIGNS[comparison], term_of(right))
            return tm.Choice((((condition,), term_of(then)), ((), term_of(otherwise))))
        case ft.Binary(operator, left, right):
            first, second = term_of(left), term_of(right)
            match operator:
                case "+":
                    return tm.Add((first, second), (1, 1))
                case "-":
                    return tm.Add((first, second), (1, -1))
                case "*":
                    return tm.Multiply((first, second), ("", ""))
                case "/":
                    return tm.Divide(first, second)
            return tm.Power(first, second)


@lru_cache(maxsize=256)
def definition(name: str) -> Term:
    """The definition of an entrywise function as a term in z and its constants.

    A function without a name is called by its formula in z.

    >>> definition("identity")
    Variable(key='z')
    """
    if name in WRITTEN:
        return term_of(parse(WRITTEN[name], ("z",)))
    row = activation(name)
    return term_of(parse(row.value, ("z", *row.constants)))


def constants(name: str, values: Values, field: Field) -> Values:
    """The values of a function's constants: given, else those of a layer that says nothing."""
    row = ACTIVATIONS.get(name)
    return {
        key: values[key] if key in values else field.number(CONSTANTS[key])
        for key in (row.constants if row else ())
    }


def applied(name: str, arguments: list[Any], values: Values, field: Field) -> Any:
    """The value of a function at values."""
    if name == "pi":
        return field.function("pi", field.number(Fraction(0)))
    if name in EXTREMES:
        return _extreme(EXTREMES[name], arguments, field)
    if len(arguments) != 1:
        raise ShapeError(f"{name} takes one argument")
    if name in BASE:
        (only,) = arguments
        return entrywise(lambda x: field.function(name, x), only)
    if name in MATRICES:
        return MATRICES[name](arguments[0], field)
    if name in CHOSEN:
        choose = CHOSEN[name]
        return entrywise(lambda x: choose(field, x), arguments[0])
    (only,) = arguments
    still = constants(name, values, field)
    term = definition(name)
    return entrywise(lambda x: value(term, {**still, "z": x}, field), only)


def slope_of(name: str, at: Any, values: Values, field: Field) -> Any:
    """The derivative of a function at a value; of softmax, the matrix of them."""
    if name == "softmax":
        p = softmax(at, field)
        outer = [[-(x * y) for y in p.entries()] for x in p.entries()]
        return add(diagonal(p, field), Matrix(outer))
    duals = Duals(field)
    still = {key: Dual(one, duals.zero) for key, one in values.items() if key in CONSTANTS}

    def slope(x: Any) -> Any:
        return applied(name, [Dual(x, duals.one)], still, duals).slope

    return entrywise(slope, at)


def softmax(z: Any, field: Field) -> Matrix:
    """Exponentials over their sum, column by column."""
    if type(z) is not Matrix:
        raise ShapeError("softmax of a single number")
    if len(z.rows) == 1:  # a vector that lies
        return Matrix([softmax(turned(z), field).entries()])
    columns = []
    for column in zip(*z.rows, strict=True):
        raised = [field.function("exp", x) for x in column]
        total = raised[0]
        for one in raised[1:]:
            total = total + one
        columns.append([one / total for one in raised])
    return Matrix([list(row) for row in zip(*columns, strict=True)])


def diagonal(column: Any, field: Field) -> Any:
    if type(column) is not Matrix:
        return column
    if 1 not in column.shape:
        raise ShapeError("diag of a matrix")
    zero = field.number(Fraction(0))
    entries = column.entries()
    return Matrix([[x if i == j else zero for j in range(len(entries))]
                   for i, x in enumerate(entries)])  # fmt: skip


def _total(matrix: Any, field: Field) -> Any:
    if type(matrix) is not Matrix:
        return matrix
    total = field.number(Fraction(0))
    for entry in matrix.entries():
        total = total + entry
    return total


def _mean(matrix: Any, field: Field) -> Any:
    count = len(matrix.entries()) if type(matrix) is Matrix else 1
    return _total(matrix, field) / field.number(Fraction(count))


def _across(of_row: Callable[[Any, Field], Any]) -> Callable[[Any, Field], Any]:
    """What a function of a whole matrix makes of each row: a column of them."""

    def made(matrix: Any, field: Field) -> Any:
        if type(matrix) is not Matrix:
            return matrix
        return number_or_matrix([[of_row(Matrix([row]), field)] for row in matrix.rows])

    return made


def _down(of_column: Callable[[Any, Field], Any]) -> Callable[[Any, Field], Any]:
    """The same for each column: a row of them."""
    return lambda matrix, field: turned(_across(of_column)(turned(matrix), field))


def _trace(matrix: Any, field: Field) -> Any:
    if type(matrix) is not Matrix:
        return matrix
    if matrix.shape[0] != matrix.shape[1]:
        raise ShapeError("the trace of a matrix that is not square")
    total = field.number(Fraction(0))
    for place, row in enumerate(matrix.rows):
        total = total + row[place]
    return total


def _norm(matrix: Any, field: Field) -> Any:
    return field.function("sqrt", _total(entrywise(lambda x: x * x, matrix), field))


MATRICES: dict[str, Callable[[Any, Field], Any]] = {
    "softmax": softmax,
    "diag": diagonal,
    "total": _total,
    "mean": _mean,
    "total across": _across(_total),
    "total down": _down(_total),
    "mean across": _across(_mean),
    "mean down": _down(_mean),
    "trace": _trace,
    "norm": _norm,
}


def _extreme(choose: Callable[..., Any], arguments: list[Any], field: Field) -> Any:
    """The greatest or least of its arguments, entry by entry; of a matrix alone, of its entries."""
    if len(arguments) == 1 and type(arguments[0]) is Matrix:
        arguments = arguments[0].entries()
    if not arguments:
        raise ShapeError("the greatest of nothing")
    result = arguments[0]
    for other in arguments[1:]:
        result = entrywise(lambda x, y: choose(field, x, y), result, other)
    return result


def _sign(field: Field, x: Any) -> Any:
    return field.number(Fraction(field.sign(x)))


EXTREMES: dict[str, Callable[..., Any]] = {
    # at a tie the later argument, as ReLU takes its constant there
    "max": lambda field, x, y: x if field.sign(x - y) > 0 else y,
    "min": lambda field, x, y: x if field.sign(x - y) < 0 else y,
}
CHOSEN: dict[str, Callable[..., Any]] = {
    "abs": lambda field, x: x if field.sign(x) > 0 else -x,
    "sign": _sign,
    "step": lambda field, x: field.number(Fraction(int(field.sign(x) > 0))),
}

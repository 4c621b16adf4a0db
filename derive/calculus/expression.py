"""The few expressions that SymPy lacks: named quantities, formal derivatives, entrywise functions.

All are SymPy expressions: `e.func(*e.args) == e` holds for each, and a name among the arguments
is a `Str`. Products, sums, transposes and Hadamard products are SymPy's own, built unevaluated so
that the taught order stays.
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Tuple

# strict: numbers and expressions become SymPy, a text never does
from sympy.core.sympify import _sympify as strict
from sympy.matrices.expressions import (
    HadamardProduct,
    MatAdd,
    MatMul,
    MatrixExpr,
    Transpose,
)

from derive.calculus.rearranged import Block, Prepend, Stack, Tail, WithoutBias
from derive.calculus.scalar_expression import (
    Call,
    CallSlope,
    Cases,
    Diff,
    Entry,
    Factors,
    Rate,
    Ratio,
    Terms,
    name_of,
)

__all__ = [
    "Apply",
    "Block",
    "Call",
    "CallSlope",
    "Cases",
    "Diagonal",
    "Diff",
    "Entry",
    "Entrywise",
    "Factors",
    "Function",
    "HadamardProduct",
    "Jacobian",
    "LossOf",
    "MatAdd",
    "MatMul",
    "MatrixExpr",
    "Named",
    "OnlyEntry",
    "Partial",
    "Prepend",
    "Rate",
    "Ratio",
    "Scale",
    "Single",
    "Slope",
    "Stack",
    "Tail",
    "Terms",
    "Total",
    "Transpose",
    "WithoutBias",
]


class Function(Basic):
    """An activation with its constants: `Function("leaky relu", ((slope, 1/100),))`."""

    def __new__(cls, name: Any, constants: Any = ()) -> Function:
        pairs = [Tuple(name_of(key), strict(value)) for key, value in constants]
        return Basic.__new__(cls, name_of(name), Tuple(*pairs))

    @property
    def name(self) -> str:
        return str(self.args[0].name)

    @property
    def constants(self) -> dict[str, Any]:
        return {str(key.name): value for key, value in self.args[1]}


class Named(MatrixExpr):
    """A named quantity: role, layer (number or symbol), example (0: none), rows, columns."""

    is_name = True

    def __new__(cls, role: Any, layer: Any, example: Any, rows: Any, columns: Any) -> Named:
        return Basic.__new__(
            cls, name_of(role), strict(layer), strict(example), strict(rows), strict(columns)
        )

    @property
    def role(self) -> str:
        return str(self.args[0].name)

    @property
    def layer(self) -> Any:
        return self.args[1]

    @property
    def example(self) -> Any:
        return self.args[2]

    @property
    def shape(self) -> tuple[Any, Any]:
        return self.args[3], self.args[4]


class _LikeLast(MatrixExpr):
    """Shaped like the last argument."""

    def __new__(cls, *args: Any) -> Any:
        return Basic.__new__(cls, *args)

    @property
    def shape(self) -> tuple[Any, Any]:
        return self.args[-1].shape


class Partial(_LikeLast):
    """`Partial(loss, q)`: the derivative of the loss by q, shaped like q (a gradient)."""


class Apply(_LikeLast):
    """`Apply(function, z)`: an entrywise activation, or softmax, of the vector z."""


class Slope(_LikeLast):
    """`Slope(function, z)`: the derivative of an entrywise activation at each entry of z."""


class Scale(_LikeLast):
    """`Scale(c, M)`: the number c times the matrix M."""


class Jacobian(MatrixExpr):
    """`Jacobian(u, v)` of column vectors: entry (i, j) is the derivative of u_i by v_j."""

    def __new__(cls, output: Any, quantity: Any) -> Jacobian:
        return Basic.__new__(cls, output, quantity)

    @property
    def shape(self) -> tuple[Any, Any]:
        return self.args[0].shape[0], self.args[1].shape[0]


class Entrywise(MatrixExpr):
    """`Entrywise(f, symbols, vectors)`: the scalar formula f at each entry of the vectors.

    A 1 x 1 vector among them stands for the same number at every entry.
    """

    def __new__(cls, formula: Any, symbols: Any, vectors: Any) -> Entrywise:
        return Basic.__new__(cls, strict(formula), Tuple(*symbols), Tuple(*vectors))

    @property
    def shape(self) -> tuple[Any, Any]:
        return self.args[2][0].shape


class Diagonal(MatrixExpr):
    """The square matrix with the vector on its diagonal."""

    def __new__(cls, vector: Any) -> Diagonal:
        return Basic.__new__(cls, vector)

    @property
    def shape(self) -> tuple[Any, Any]:
        return self.args[0].shape[0], self.args[0].shape[0]


class Total(MatrixExpr):
    """The sum of the entries of a vector, 1 x 1."""

    def __new__(cls, vector: Any) -> Total:
        return Basic.__new__(cls, vector)

    shape = (strict(1), strict(1))


class LossOf(MatrixExpr):
    """`LossOf(name, a, t)`: the loss of one example, 1 x 1."""

    def __new__(cls, name: Any, output: Any, target: Any) -> LossOf:
        return Basic.__new__(cls, name_of(name), output, target)

    shape = (strict(1), strict(1))


class Single(MatrixExpr):
    """One entry of a weight matrix as a quantity of its own, 1 x 1: its "gradient", or "new"."""

    def __new__(cls, kind: Any, matrix: Any, row: Any, column: Any) -> Single:
        return Basic.__new__(cls, name_of(kind), matrix, strict(row), strict(column))

    shape = (strict(1), strict(1))


class OnlyEntry(MatrixExpr):
    """`OnlyEntry(x, place, rows)`: the column that holds the number x at `place`, else zeros."""

    def __new__(cls, value: Any, place: Any, rows: Any) -> OnlyEntry:
        return Basic.__new__(cls, strict(value), strict(place), strict(rows))

    @property
    def shape(self) -> tuple[Any, Any]:
        return self.args[2], strict(1)

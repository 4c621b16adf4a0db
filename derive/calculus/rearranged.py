"""Vectors and matrices put together or cut: a leading 1, stacks, blocks, weights without bias."""

from __future__ import annotations

from typing import Any

from sympy import Basic

# strict: numbers and expressions become SymPy, a text never does
from sympy.core.sympify import _sympify as strict
from sympy.matrices.expressions import MatrixExpr

from derive.calculus.scalar_expression import name_of


class Prepend(MatrixExpr):
    """The column vector with a 1 put before its first entry."""

    def __new__(cls, vector: Any) -> Prepend:
        return Basic.__new__(cls, vector)

    @property
    def shape(self) -> tuple[Any, Any]:
        rows, columns = self.args[0].shape
        return rows + 1, columns


class Tail(MatrixExpr):
    """The column vector without its first entry."""

    def __new__(cls, vector: Any) -> Tail:
        return Basic.__new__(cls, vector)

    @property
    def shape(self) -> tuple[Any, Any]:
        rows, columns = self.args[0].shape
        return rows - 1, columns


class WithoutBias(MatrixExpr):
    """Folded weights without the bias: the first column ("W x") or row ("W^T x") is left out."""

    def __new__(cls, weights: Any, product: Any) -> WithoutBias:
        return Basic.__new__(cls, weights, name_of(product))

    @property
    def shape(self) -> tuple[Any, Any]:
        rows, columns = self.args[0].shape
        return (rows, columns - 1) if self.args[1].name == "W x" else (rows - 1, columns)


class Stack(MatrixExpr):
    """Column vectors one below the other."""

    def __new__(cls, *vectors: Any) -> Stack:
        return Basic.__new__(cls, *vectors)

    @property
    def shape(self) -> tuple[Any, Any]:
        return sum(vector.shape[0] for vector in self.args), strict(1)


class Block(MatrixExpr):
    """`Block(v, start, stop)`: rows start (counted from 0) to before stop of a column vector."""

    def __new__(cls, vector: Any, start: Any, stop: Any) -> Block:
        return Basic.__new__(cls, vector, strict(start), strict(stop))

    @property
    def shape(self) -> tuple[Any, Any]:
        return self.args[2] - self.args[1], strict(1)

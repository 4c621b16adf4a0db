"""Matrices of numbers of any field, and their products, told apart by sign and shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


class ShapeError(Exception):
    """Shapes that do not fit together."""


class Matrix:
    """Rows of numbers; 1 x 1 is never kept as a matrix, see `number_or_matrix`."""

    __slots__ = ("rows",)

    def __init__(self, rows: list[list[Any]]) -> None:
        self.rows = rows

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])

    def entries(self) -> list[Any]:
        return [entry for row in self.rows for entry in row]


def number_or_matrix(rows: list[list[Any]]) -> Any:
    """The matrix of these rows; the number itself where it is the only one."""
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else Matrix(rows)


def of_cells(cells: list[list[Any]]) -> Any:
    """The matrix of cells that were worked out one by one; a matrix in a cell fits nowhere."""
    if any(type(cell) is Matrix for row in cells for cell in row):
        raise ShapeError("entries that are matrices")
    return number_or_matrix(cells)


def shape_of(value: Any) -> tuple[int, int]:
    return value.shape if type(value) is Matrix else (1, 1)


def entrywise(f: Callable[..., Any], *values: Any) -> Any:
    """f at each entry; a number among the values stands for itself at every entry."""
    for value in values:
        if type(value) is Matrix:
            break
    else:
        return f(*values)
    shapes = {value.shape for value in values if type(value) is Matrix}
    if len(shapes) > 1:
        raise ShapeError(" and ".join(f"{r} x {c}" for r, c in sorted(shapes)))
    ((rows, columns),) = shapes
    return Matrix(
        [
            [f(*(v.rows[i][j] if type(v) is Matrix else v for v in values)) for j in range(columns)]
            for i in range(rows)
        ]
    )


def add(a: Any, b: Any) -> Any:
    """The sum; a number is added to every entry, a column to every column of a matrix."""
    if type(a) is not Matrix or type(b) is not Matrix or a.shape == b.shape:
        return entrywise(lambda x, y: x + y, a, b)
    if a.shape[0] == b.shape[0] and 1 in (a.shape[1], b.shape[1]):
        narrow, wide = (a, b) if a.shape[1] == 1 else (b, a)
        return Matrix(
            [[x + column[0] for x in row]
             for row, column in zip(wide.rows, narrow.rows, strict=True)]
        )  # fmt: skip
    if a.shape[1] == b.shape[1] and 1 in (a.shape[0], b.shape[0]):
        return turned(add(turned(a), turned(b)))
    raise ShapeError(f"{_said(a)} plus {_said(b)}")


def turned(value: Any) -> Any:
    if type(value) is not Matrix:
        return value
    return Matrix([list(row) for row in zip(*value.rows, strict=True)])


def product(a: Any, b: Any, sign: str) -> Any:
    """The product that sign and shapes mean.

    Two columns side by side can only be meant entry by entry; a dot between them is the scalar
    product, as everywhere else in a course on matrices. A star between two square matrices is
    that of programs: entry by entry.
    """
    if type(a) is not Matrix or type(b) is not Matrix:
        return entrywise(lambda x, y: x * y, a, b)
    if sign == "∘":
        if a.shape == b.shape:
            return entrywise(lambda x, y: x * y, a, b)
    elif sign == "⊗":
        if a.shape[1] == b.shape[1] == 1:
            return _matrix_product(a, turned(b))
    elif a.shape[1] == b.shape[0] and not (sign == "*" and a.shape == b.shape):
        return _matrix_product(a, b)
    elif a.shape == b.shape:
        if sign in ("", "*"):
            return entrywise(lambda x, y: x * y, a, b)
        if sign == "·" and a.shape[1] == 1:
            return _matrix_product(turned(a), b)
        if sign == "·" and a.shape[0] == 1:
            return _matrix_product(a, turned(b))
    raise ShapeError(f"{_said(a)} {sign or 'times'} {_said(b)}")


def _matrix_product(a: Matrix, b: Matrix) -> Any:
    columns = list(zip(*b.rows, strict=True))
    return number_or_matrix([[dot(row, column) for column in columns] for row in a.rows])


def dot(left: Sequence[Any], right: Sequence[Any]) -> Any:
    total = left[0] * right[0]
    for x, y in zip(left[1:], right[1:], strict=True):
        total = total + x * y
    return total


def products(values: Sequence[Any], signs: Sequence[str]) -> Any:
    """Several factors. What stands side by side holds together most; then from left to right.

    Where shapes refuse that, it is read strictly from left to right, then with ∘ loosest:
    people write δ ∘ f'(z) x^T and f'(z) ∘ W^T · δ.
    """
    if all(type(value) is not Matrix for value in values):
        result = values[0]
        for value in values[1:]:
            result = result * value
        return result
    refused = None
    for grouped in (_side_by_side, _as_it_stands, _circles_last):
        try:
            return grouped(list(values), list(signs))
        except ShapeError as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _as_it_stands(values: list[Any], signs: list[str]) -> Any:
    result = values[0]
    for value, sign in zip(values[1:], signs[1:], strict=True):
        result = product(result, value, sign)
    return result


def _side_by_side(values: list[Any], signs: list[str]) -> Any:
    kept, kept_signs = [values[0]], [""]
    for value, sign in zip(values[1:], signs[1:], strict=True):
        if sign == "":
            kept[-1] = product(kept[-1], value, sign)
        else:
            kept.append(value)
            kept_signs.append(sign)
    return _as_it_stands(kept, kept_signs)


def _circles_last(values: list[Any], signs: list[str]) -> Any:
    groups: list[tuple[list[Any], list[str]]] = [([values[0]], [""])]
    for value, sign in zip(values[1:], signs[1:], strict=True):
        if sign == "∘":
            groups.append(([value], [""]))
        else:
            groups[-1][0].append(value)
            groups[-1][1].append(sign)
    parts = [_as_it_stands(*group) for group in groups]
    return _as_it_stands(parts, ["∘"] * len(parts))


def _said(value: Matrix) -> str:
    rows, columns = value.shape
    return f"a column of {rows}" if columns == 1 else f"{rows} x {columns}"

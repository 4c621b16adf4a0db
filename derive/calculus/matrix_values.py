"""Values of matrix expressions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.calculus import expression as ex
from derive.calculus.functions import A, N, T, Z, definition, loss_parts
from derive.calculus.readers import READERS, Matrix, Reader, Values, reader, reads


@reads(ex.Named, ex.Partial, ex.Slope, ex.Jacobian, ex.Single)
def _named(e: Any) -> Reader:
    return lambda values, field: values[e]


@reads(ex.MatMul)
def _product(e: Any) -> Reader:
    parts = [reader(part) for part in e.args]

    def product(values: Values, field: Any) -> Matrix:
        result: Matrix = parts[-1](values, field)
        for part in reversed(parts[:-1]):
            columns = list(zip(*result, strict=True))
            dot = field.dot
            result = [[dot(row, column) for column in columns] for row in part(values, field)]
        return result

    return product


def _entry_by_entry(combine: Callable[[Any, list[Any]], Any]) -> Callable[[Any], Reader]:
    def read(e: Any) -> Reader:
        parts = [reader(part) for part in e.args]

        def by_entry(values: Values, field: Any) -> Matrix:
            rows = zip(*(part(values, field) for part in parts), strict=True)
            return [
                [combine(field, list(entries)) for entries in zip(*row, strict=True)]
                for row in rows
            ]

        return by_entry

    return read


def _times(field: Any, factors: list[Any]) -> Any:
    result = factors[0]
    for factor in factors[1:]:
        result = field.multiply(result, factor)
    return result


READERS[ex.MatAdd] = _entry_by_entry(lambda field, terms: field.add(terms))
READERS[ex.HadamardProduct] = _entry_by_entry(_times)


@reads(ex.Scale)
def _scale(e: Any) -> Reader:
    number, matrix = reader(e.args[0]), reader(e.args[1])

    def scale(values: Values, field: Any) -> Matrix:
        c = number(values, field)
        return [[field.multiply(c, entry) for entry in row] for row in matrix(values, field)]

    return scale


def _shaped(change: Callable[[Matrix, Any, Any], Matrix]) -> Callable[[Any], Reader]:
    def read(e: Any) -> Reader:
        matrix = reader(e.args[0])
        return lambda values, field: change(matrix(values, field), field, e)

    return read


def _without_bias(m: Matrix, field: Any, e: Any) -> Matrix:
    return [row[1:] for row in m] if e.args[1].name == "W x" else m[1:]


def _diagonal(m: Matrix, field: Any, e: Any) -> Matrix:
    zero = field.number(0)
    return [[m[i][0] if i == j else zero for j in range(len(m))] for i in range(len(m))]


READERS[ex.Transpose] = _shaped(lambda m, f, e: [list(row) for row in zip(*m, strict=True)])
READERS[ex.Tail] = _shaped(lambda m, f, e: m[1:])
READERS[ex.Prepend] = _shaped(lambda m, f, e: [[f.number(1)], *m])
READERS[ex.Block] = _shaped(lambda m, f, e: m[int(e.args[1]) : int(e.args[2])])
READERS[ex.Total] = _shaped(lambda m, f, e: [[f.add([row[0] for row in m])]])
READERS[ex.WithoutBias] = _shaped(_without_bias)
READERS[ex.Diagonal] = _shaped(_diagonal)


@reads(ex.Stack)
def _stack(e: Any) -> Reader:
    parts = [reader(part) for part in e.args]
    return lambda values, field: [row for part in parts for row in part(values, field)]


@reads(ex.OnlyEntry)
def _only_entry(e: Any) -> Reader:
    number, place, rows = reader(e.args[0]), int(e.args[1]), int(e.args[2])

    def column(values: Values, field: Any) -> Matrix:
        entry, zero = number(values, field), field.number(0)
        return [[entry if i == place else zero] for i in range(rows)]

    return column


@reads(ex.Entrywise)
def _entrywise(e: Any) -> Reader:
    formula, symbols = reader(e.args[0]), list(e.args[1])
    vectors = [reader(vector) for vector in e.args[2]]

    def by_entry(values: Values, field: Any) -> Matrix:
        columns = [vector(values, field) for vector in vectors]
        return [
            [
                formula(
                    {
                        symbol: (column[0] if len(column) == 1 else column[i])[0]
                        for symbol, column in zip(symbols, columns, strict=True)
                    },
                    field,
                )
            ]
            for i in range(len(columns[0]))
        ]

    return by_entry


@reads(ex.Apply)
def _apply(e: Any) -> Reader:
    function, vector = e.args[0], reader(e.args[1])
    if function.name == "softmax":
        return lambda values, field: softmax(vector(values, field), field)
    formula = reader(definition(function))
    return lambda values, field: [[formula({Z: row[0]}, field)] for row in vector(values, field)]


def softmax(z: Matrix, field: Any) -> Matrix:
    """The definition of softmax: exponentials over their sum."""
    exponentials = [field.function("exp", row[0]) for row in z]
    total = field.add(exponentials)
    return [[field.divide(one, total)] for one in exponentials]


@reads(ex.LossOf)
def _loss(e: Any) -> Reader:
    factor, term = (reader(part) for part in loss_parts(e.args[0].name))
    output, target = reader(e.args[1]), reader(e.args[2])

    def loss(values: Values, field: Any) -> Matrix:
        a, t = output(values, field), target(values, field)
        terms = [term({A: x[0], T: y[0]}, field) for x, y in zip(a, t, strict=True)]
        scale = factor({N: field.number(len(a))}, field)
        return [[field.multiply(scale, field.add(terms))]]

    return loss

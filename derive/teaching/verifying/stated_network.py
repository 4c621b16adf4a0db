"""Networks that fit what a sheet states: layers, shapes, conventions; nothing of functions yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from derive.teaching.verifying.stated import Rows
from derive.teaching.verifying.stated_groups import Group, Sorted

Vector = tuple[str, ...]
MOST_UNITS = 64


@dataclass(frozen=True)
class Structure:
    """Numbers of a network as an exercise has them, without its functions and its loss.

    `lines` say where the weights, the biases and the examples are stated.
    """

    W: tuple[Rows, ...]
    b: tuple[Vector | None, ...]
    examples: tuple[tuple[Vector, Vector | None], ...]
    queries: tuple[tuple[Vector, Vector | None], ...] = ()
    rate: str | None = None
    product: str = "W x"
    fold: bool = False
    count_from: tuple[int, int] = (1, 1)
    lines: tuple[tuple[str, int], ...] = ()

    @property
    def inputs(self) -> int:
        return len(self.examples[0][0])

    @property
    def units(self) -> tuple[int, ...]:
        """The units of every layer."""
        return tuple(len(one) if self.product == "W x" else len(one[0]) for one in self.W)

    def tables(
        self, activations: tuple[str, ...], loss: str, reduction: str,
        constants: Mapping[str, tuple[str, str]],
    ) -> dict[str, Any]:  # fmt: skip
        """The exercise file, once functions and loss are chosen."""
        layers = [
            {"units": units, "activation": name, "bias": self.fold or bias is not None,
             **dict([constants[name]] if name in constants else [])}
            for units, name, bias in zip(self.units, activations, self.b, strict=True)
        ]  # fmt: skip
        numbers: dict[str, Any] = {
            "W": {str(at): [list(row) for row in one] for at, one in enumerate(self.W, 1)}
        }
        biases = {str(at): list(one) for at, one in enumerate(self.b, 1) if one is not None}
        if biases:
            numbers["b"] = biases
        if self.rate is not None:
            numbers["learning_rate"] = self.rate
        network = {"inputs": self.inputs, "loss": loss, "layer": layers, "product": self.product,
                   "fold_bias": self.fold, "reduction": reduction,
                   "count_from": list(self.count_from)}  # fmt: skip
        return {"network": network, "numbers": numbers,
                "example": [_table(*one) for one in self.examples],
                "query": [_table(*one) for one in self.queries]}  # fmt: skip


def _table(x: Vector, t: Vector | None) -> dict[str, list[str]]:
    return {"x": list(x)} if t is None else {"x": list(x), "t": list(t)}


def structures(data: Sorted) -> Iterator[Structure]:
    """Every network that the data fit, the likelier ones first."""
    if not data.weights or not data.inputs:
        return
    for inputs, targets in _batches(data):
        for W, first in _weights(data.weights, len(inputs[0]), _width(targets)):
            for one in _fitting(W, first, inputs, targets, data):
                yield one


def _width(targets: list[Vector] | None) -> int | None:
    return len(targets[0]) if targets else None


# examples -----------------------------------------------------------------------------------------
def _batches(data: Sorted) -> Iterator[tuple[list[Vector], list[Vector] | None]]:
    """Inputs of the examples one by one, and targets of as many as have one."""
    wholes = [one.whole for one in data.inputs]
    if len(wholes) == 1 and wholes[0] is not None and min(map(len, (wholes[0], wholes[0][0]))) > 1:
        batch = wholes[0]
        for columns in (list(zip(*batch, strict=True)), list(batch)):
            targets = _side_by_side(data.targets, len(columns))
            if targets is not None or not data.targets:
                yield columns, targets
        return
    if len(wholes) == 1 and wholes[0] is not None and data.targets:
        # one input a example: X = (1 2 3)
        told = _side_by_side(data.targets, len(data.inputs[0].vector() or ()))
        if told is not None and len(told) > 1 and _is_batch_of_numbers(data):
            yield [(one,) for one in data.inputs[0].vector() or ()], told
    vectors = [one.vector() for one in data.inputs]
    if not vectors or None in vectors or len({len(one) for one in vectors if one}) != 1:
        return
    inputs = [one for one in vectors if one is not None]
    if not data.targets:
        yield inputs, None
        return
    if len(data.targets) == 1 and len(inputs) > 1:
        flat = data.targets[0].vector()
        if flat is not None and len(flat) == len(inputs):
            yield inputs, [(one,) for one in flat]
    targets = [one.vector() for one in data.targets]
    if None not in targets and len({len(one) for one in targets if one}) == 1:
        yield inputs, [one for one in targets if one is not None]


def _is_batch_of_numbers(data: Sorted) -> bool:
    """Whether the first weights take one number: then a row of inputs is a batch."""
    first = data.weights[0].matrix()
    return first is not None and 1 in (len(first[1]), len(first[1][0]))


def _side_by_side(targets: list[Group], count: int) -> list[Vector] | None:
    """The targets of so many examples out of one matrix or row."""
    if len(targets) != 1:
        return None
    whole = targets[0].whole
    if whole is None:
        flat = targets[0].vector()
        return [(one,) for one in flat] if flat is not None and len(flat) == count else None
    if len(whole[0]) == count:
        return list(zip(*whole, strict=True))
    return list(whole) if len(whole) == count else None


# weights ------------------------------------------------------------------------------------------
def _weights(
    groups: list[Group], inputs: int, outputs: int | None
) -> Iterator[tuple[list[Rows], tuple[int, int]]]:
    """The matrices of all layers, and what their first row and column are called."""
    if len(groups) == 1 and (numbered := groups[0].numbered()) is not None:
        first, flat = numbered
        yield from _numbered(flat, first, inputs, outputs)
        return
    found: list[Rows] = []
    first = (1, 1)
    for one in groups:
        numbered = one.numbered()
        if numbered is not None:
            found.append((tuple(numbered[1]),))
            continue
        matrix = one.matrix()
        if matrix is None:
            return
        if matrix[0] != (1, 1):
            first = matrix[0]
        found.append(matrix[1])
    yield found, first


def _numbered(
    flat: list[str], first: int, inputs: int, outputs: int | None
) -> Iterator[tuple[list[Rows], tuple[int, int]]]:
    """w_1, w_2, ...: one unit, or all layers in a row, unit by unit."""
    if first == 0:
        yield [(tuple(flat),)], (1, 0)
        return
    if len(flat) == inputs:
        yield [(tuple(flat),)], (1, 1)
        return
    units = outputs or 1
    if len(flat) == inputs * units:
        yield [_cut(flat, inputs)], (1, 1)
    hidden, rest = divmod(len(flat), inputs + units)
    if not rest and hidden:
        yield [_cut(flat[: hidden * inputs], inputs), _cut(flat[hidden * inputs :], hidden)], (1, 1)


def _cut(flat: list[str], width: int) -> Rows:
    return tuple(tuple(flat[at : at + width]) for at in range(0, len(flat), width))


def _fitting(
    W: list[Rows], first: tuple[int, int], inputs: list[Vector], targets: list[Vector] | None,
    data: Sorted,
) -> Iterator[Structure]:  # fmt: skip
    """The conventions under which each layer takes what the one before it gives."""
    outputs = _width(targets)
    seen: set[Structure] = set()
    for fold in (False, True):
        if fold and data.biases:
            continue
        x = inputs
        if fold and all(one[0] == "1" for one in inputs) and len(W[0]) != len(x[0]) + 1 != len(
            W[0][0]
        ):
            x = [one[1:] for one in inputs]
        for product in ("W x", "W^T x", ""):
            kept = _chained(W, len(x[0]), product, fold)
            if kept is None:
                continue
            asked = product or "W x"
            units = tuple(len(one) if asked == "W x" else len(one[0]) for one in kept)
            if (outputs is not None and units[-1] != outputs) or max(units) > MOST_UNITS:
                continue
            told = [None if targets is None or at >= len(targets) else targets[at]
                    for at in range(len(x))]  # fmt: skip
            pairs = list(zip(x, told, strict=True))
            trained = [one for one in pairs if one[1] is not None] or pairs
            queries = [one for one in pairs if one not in trained]
            queried = [at for at, one in enumerate(data.inputs) if str(one.key[1]).startswith("q")]
            if queried and len(data.inputs) == len(pairs):
                queries = [pairs[at] for at in queried]
                trained = [one for at, one in enumerate(pairs) if at not in queried] or trained
            lines = [(f"W{at}", one.line) for at, one in enumerate(data.weights, 1)]
            lines += [("x", data.inputs[0].line)]
            lines += [("t", one.line) for one in data.targets[:1]]
            for b in _biases(data.biases, units, data.weights):
                found = Structure(
                    tuple(kept), b, tuple(trained), tuple(queries),
                    data.rate[0] if data.rate else None, asked, fold,
                    _count_from(first, fold, asked), tuple(lines),
                )  # fmt: skip
                if found not in seen:
                    seen.add(found)
                    yield found


def _count_from(first: tuple[int, int], fold: bool, product: str) -> tuple[int, int]:
    """What the first row and column are called; the bias is 0 where it is a part of W."""
    if first != (1, 1) or not fold:
        return first
    return (1, 0) if product == "W x" else (0, 1)


def _chained(W: list[Rows], inputs: int, product: str, fold: bool) -> list[Rows] | None:
    """The matrices where they fit in a row; without a product, each turned as it has to be."""
    width, kept = inputs, []
    for one in W:
        wanted = width + fold
        rows, columns = len(one), len(one[0])
        if product == "W x" or (not product and columns == wanted):
            if columns != wanted:
                return None
            width = rows
        else:
            if rows != wanted:
                return None
            width = columns
            if not product:
                one = tuple(zip(*one, strict=True))
        kept.append(one)
    return kept


# biases -------------------------------------------------------------------------------------------
def _biases(
    groups: list[Group], units: tuple[int, ...], weights: list[Group]
) -> Iterator[tuple[Vector | None, ...]]:
    """The biases of all layers; one number serves a layer where there are no more."""
    if not groups:
        yield (None,) * len(units)
        return
    if len(groups) == 1 and (numbered := groups[0].numbered()) is not None:
        flat = tuple(numbered[1])
        if len(flat) == sum(units):
            found, at = [], 0
            for count in units:
                found.append(flat[at : at + count])
                at += count
            yield tuple(found)
        if len(flat) == len(units) and len(flat) != sum(units):
            yield tuple((one,) * count for one, count in zip(flat, units, strict=True))
        return
    if len(groups) == 1 and len(units) > 1 and groups[0].whole is not None:
        only = groups[0].vector()
        if only is not None and len(only) == 1 and groups[0].key[0] == "letter":
            yield tuple(only * count for count in units)
            return
    if all(one.key[0] == "number" for one in (*groups, *weights)) and len(groups) < len(units):
        places = {one.key[1]: at for at, one in enumerate(weights)}
        if not all(one.key[1] in places for one in groups):
            return
        by_layer = {places[one.key[1]]: one for one in groups}
        ordered = [by_layer.get(at) for at in range(len(units))]
    elif len(groups) == len(units):
        ordered = list(groups)
    else:
        return
    told: list[Vector | None] = []
    for one, count in zip(ordered, units, strict=True):
        vector = None if one is None else one.vector()
        if one is not None and vector is None:
            return
        if vector is not None and len(vector) == 1:
            vector = vector * count
        if vector is not None and len(vector) != count:
            return
        told.append(vector)
    yield tuple(told)


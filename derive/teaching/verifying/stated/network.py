"""Networks that fit what a sheet states: layers, shapes, conventions; nothing of functions yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from derive.teaching.verifying.stated.biases import biases
from derive.teaching.verifying.stated.data import Rows
from derive.teaching.verifying.stated.groups import Group, Sorted
from derive.teaching.verifying.stated.layers import Vector, batches, orders, weights
from derive.teaching.verifying.stated.through import numbered_through

MOST_UNITS = 64
TURNED = "turned"  # square matrices of w_{ij}, from i to j, beside vectors that need no turning


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

    def of_class(self, number: int | None) -> Structure:
        """The same with the target of a class, counted from 1, where none is stated."""
        outputs = self.units[-1]
        (x, t), *others = self.examples
        if number is None or t is not None or others or not 1 <= number <= outputs or outputs == 1:
            return self
        told = tuple("1" if unit == number else "0" for unit in range(1, outputs + 1))
        return replace(self, examples=((x, told),))

    def aimed_at(self, numbers: tuple[str, ...] | None) -> Structure:
        """The same with targets of the outputs of the only example, where none are stated."""
        (x, t), *others = self.examples
        if numbers is None or t is not None or others or self.units[-1] != len(numbers):
            return self
        return replace(self, examples=((x, numbers),))

    def without_targets(self) -> Structure:
        """The same where nothing is known of what is learned: the way forward alone."""
        return replace(self, examples=tuple((x, None) for x, _ in self.examples))

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


def without_repeats(data: Sorted) -> Sorted:
    """The data without a name that lost its layer, told behind those that have it: a result.

    So is b = (0.34, 0.34) at the end, beside the given b^{(1)} and b^{(2)}.
    """
    return replace(data, weights=_layered(data.weights), biases=_layered(data.biases))


def _layered(groups: list[Group]) -> list[Group]:
    numbered = [one for one in groups if one.key[0] == "number"]
    last = max((one.line for one in numbered), default=0)
    bare = [one for one in groups if one.key[0] == "letter" and " " not in str(one.key[1])]
    return [one for one in groups if not (numbered and one in bare and one.line > last)]


def structures(data: Sorted) -> Iterator[Structure]:
    """Every network that the data fit, the likelier ones first."""
    if not data.weights or not data.inputs:
        return
    for told in (numbered_through(data), data):
        if told is None:
            continue
        for inputs, targets in batches(told):
            for order in orders(told.weights):
                for W, first in weights(order, len(inputs[0]), _width(targets)):
                    yield from _fitting(W, first, inputs, targets, replace(told, weights=order))


def _width(targets: list[Vector] | None) -> int | None:
    return len(targets[0]) if targets else None


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
        if (
            fold
            and all(one[0] == "1" for one in inputs)
            and len(W[0]) != len(x[0]) + 1 != len(W[0][0])
        ):
            x = [one[1:] for one in inputs]
        by_entries = any(one.whole is None for one in data.weights)
        for product in ("W x", "W^T x", "", *([TURNED] if by_entries else ())):
            kept = _chained(W, len(x[0]), product, fold)
            turned = not product.startswith("W")
            if kept is None or (turned and not fold and first == (1, 0)):  # 0 is what comes in
                continue
            asked = product if product.startswith("W") else "W x"
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
            for b in biases(data.biases, units, data.weights):
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
        if (
            product == "W x"
            or (not product and columns == wanted)
            or (product == TURNED and columns == wanted != rows)
        ):
            if columns != wanted:
                return None
            width = rows
        else:
            if rows != wanted:
                return None
            width = columns
            if not product.startswith("W"):
                one = tuple(zip(*one, strict=True))
        kept.append(one)
    return kept

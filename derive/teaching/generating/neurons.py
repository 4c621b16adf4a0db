"""The order of neurons: the units of a layer change places, with all their weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial

from derive.calculus.network import Network
from derive.errors import DeriveError
from derive.teaching.generating.numbers import Factor, Leaf
from derive.teaching.generating.ranges import Shuffled


@dataclass(frozen=True, eq=False)
class Order:
    """The units of a layer, each as the places of its weights among the given numbers."""

    units: tuple[tuple[int, ...], ...]

    @property
    def count(self) -> int:
        return factorial(len(self.units))

    def put(self, leaves: Sequence[Leaf], number: int) -> list[Leaf]:
        """The given numbers with the units in the order of that number."""
        found = list(leaves)
        order = Shuffled(tuple(range(len(self.units)))).pick(number)
        for to, at in zip(self.units, order, strict=True):
            for place, source in zip(to, self.units[at], strict=True):
                found[place] = leaves[source]
        return found


def orders(layers: Sequence[int], network: Network, factors: Sequence[Factor]) -> tuple[Order, ...]:
    """The layers whose units change places.

    Raises DeriveError where a layer has none that can, or its numbers are drawn: then other orders
    are other draws already.
    """
    sources = [(one, at) for one in factors for at in range(one.size)]
    found: list[Order] = []
    taken: set[int] = set()
    for number, layer in enumerate(layers, 1):
        key = f"variants.neurons[{number}]"
        if not 1 <= layer < network.depth:
            raise DeriveError(f"must be a hidden layer, 1 to {network.depth - 1}", key=key)
        readers = [n for n, one in enumerate(network.layers, 1) if layer in one.sources]
        if readers != [layer + 1] or network.layers[layer].sources != (layer,):
            raise DeriveError("must be read by the next layer alone", key=key)
        units = _units(network, layer)
        places = {place for unit in units for place in unit}
        if any(sources[place][0].count > 1 for place in places):
            raise DeriveError(f"the weights into and out of layer {layer} are drawn", key=key)
        values = [
            tuple(one.leaves(0)[at].double for one, at in (sources[place] for place in unit))
            for unit in units
        ]
        if len(set(values)) < len(units):
            raise DeriveError(f"layer {layer} has two units with the same weights", key=key)
        if taken & places:
            raise DeriveError("another layer in this list shares its weights", key=key)
        taken |= places
        found.append(Order(units))
    return tuple(found)


def _units(network: Network, layer: int) -> tuple[tuple[int, ...], ...]:
    """For each unit the places of its weights, its bias, and of what the next layer takes of it."""
    starts, at = [], 0
    for number in range(1, network.depth + 1):
        rows, columns = network.weights_shape(number)
        starts.append(at)
        at += rows * columns + (network.width(number) if network.has_bias(number) else 0)

    def row(number: int, which: int) -> list[int]:
        columns = network.weights_shape(number)[1]
        return [starts[number - 1] + which * columns + j for j in range(columns)]

    def column(number: int, which: int) -> list[int]:
        rows, columns = network.weights_shape(number)
        return [starts[number - 1] + i * columns + which for i in range(rows)]

    into, out = (row, column) if network.product == "W x" else (column, row)
    found = []
    for unit in range(network.width(layer)):
        places = [*into(layer, unit), *out(layer + 1, unit + network.folds(layer + 1))]
        if network.has_bias(layer):
            rows, columns = network.weights_shape(layer)
            places.append(starts[layer - 1] + rows * columns + unit)
        found.append(tuple(places))
    return tuple(found)

"""Where formulas about a network are tried: points drawn once, and the network valued at each."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Any

from derive.calculus.activations import activation
from derive.calculus.domain import STEPS
from derive.calculus.network import Network
from derive.calculus.term_fields import Balls, Undecided
from derive.calculus.term_shapes import Matrix, number_or_matrix
from derive.calculus.world import World, entries_of
from derive.calculus.world_keys import key

FEW, MOST = 3, 8  # points
TRIED = 30  # points looked at so that every unit is met on both sides of its kink
LARGE = 2_000  # parameters: from here on, two points are enough


class Points:
    """Seeded points of one network, as many as its pieces need; worlds are kept for all claims."""

    def __init__(self, network: Network, unit_targets: bool, rebuilt: bool = False) -> None:
        self.network, self.unit_targets, self.rebuilt = network, unit_targets, rebuilt
        self.field = Balls()
        self.worlds: dict[tuple[int, tuple[str, ...]], World] = {}
        self.seeds = self._seeds()

    def world(self, seed: int, batch: tuple[str, ...], examples: frozenset[str]) -> World:
        """The network at a point, with the data of these examples."""
        found = self.worlds.get((seed, batch))
        if found is None:
            found = World(self.network, self.field, self._parameters(seed), batch)
            self.worlds[seed, batch] = found
        for one in (*batch, *examples):
            if key("target", 0, one) not in found:
                found[key("activation", 0, one)] = self._drawn(seed, f"x{one}", self.network.inputs)
                found[key("target", 0, one)] = self._targets(seed, one)
                if self.rebuilt:
                    found[key("activation", 0, one)] = found[key("target", 0, one)]
        return found

    def _seeds(self) -> list[int]:
        """Points at which every unit of a layer with a kink is on either side at least once."""
        parameters = sum(rows * columns for rows, columns in map(
            self.network.weights_shape, range(1, self.network.depth + 1)))  # fmt: skip
        if parameters > LARGE:
            return [0, 1]
        chosen = list(range(FEW))
        seen: set[tuple[int, int, bool]] = set()
        if not any(_has_kinks(one.activation) for one in self.network.layers):
            return chosen
        for seed in range(TRIED):
            world = self.world(seed, ("1",), frozenset())
            signs = set()
            for layer in range(1, self.network.depth + 1):
                try:
                    z = entries_of(world[key("preactivation", layer, "1")])
                except Undecided:
                    continue
                signs |= {(layer, unit, bool(one > 0)) for unit, one in enumerate(z)}
            if not signs <= seen:
                seen |= signs
                if seed not in chosen:
                    chosen.append(seed)
            if len(chosen) == MOST:
                break
        return chosen

    def _parameters(self, seed: int) -> dict[str, Any]:
        found = {"rate": self._number(Random(f"{seed} rate"), 1, 99),
                 "z": self.field.number(STEPS[seed % len(STEPS)])}  # fmt: skip
        for layer in range(1, self.network.depth + 1):
            rows, columns = self.network.weights_shape(layer)
            found[key("weights", layer)] = self._drawn(seed, f"W{layer}", rows, columns)
            if self.network.has_bias(layer):
                found[key("bias", layer)] = self._drawn(seed, f"b{layer}", rows=self._units(layer))
        return found

    def _units(self, layer: int) -> int:
        return self.network.layers[layer - 1].units

    def _drawn(self, seed: int, name: str, rows: int, columns: int = 1) -> Any:
        random = Random(f"{seed} {name}")
        return number_or_matrix(
            [[self._number(random, -200, 200) for _ in range(columns)] for _ in range(rows)]
        )

    def _targets(self, seed: int, example: str) -> Any:
        random = Random(f"{seed} t{example}")
        rows = [[self._number(random, 1, 99)] for _ in range(self._units(self.network.depth))]
        if self.unit_targets:
            total = self.field.number(Fraction(0))
            for row in rows[:-1]:
                total = total + row[0]
            rows[-1] = [self.field.number(Fraction(1)) - total]
        return number_or_matrix(rows)

    def _number(self, random: Random, low: int, high: int) -> Any:
        return self.field.number(Fraction(random.randint(low, high) or 1, 100))


@lru_cache(maxsize=8)
def points_of(network: Network, unit_targets: bool, rebuilt: bool = False) -> Points:
    """The points of a network, kept for all sheets about it."""
    return Points(network, unit_targets, rebuilt)


def _has_kinks(name: str) -> bool:
    row = activation(name)
    return bool(row.kinks) or any(word in row.value for word in (" if ", "max", "min", "abs"))


__all__ = ["Matrix", "Points", "points_of"]

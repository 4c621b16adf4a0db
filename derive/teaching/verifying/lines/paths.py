"""What the derivative of one unit by another is worth: ∂o/∂h_2, over all paths between them."""

from __future__ import annotations

from typing import Any

from flint import arb

from derive.teaching.verifying.lines.reckoning import NO_ROOTS, Missing
from derive.teaching.verifying.lines.world import World
from derive.teaching.verifying.naming.notation import Ref

Values = list[Any]
GRADIENTS = {"a": "grad.a", "z": "delta", "W": "grad.W", "b": "grad.b"}


class Path:
    """The way from one quantity up through the layers of a world, at one example."""

    def __init__(self, world: World, example: int, of_sheet: bool) -> None:
        self.world, self.example, self.of_sheet = world, example, of_sheet
        self.network = world.graph.network
        self.roots: frozenset[int] = NO_ROOTS

    def value(self, ref: Ref) -> Any:
        """The derivative; Missing where layers between them read others than the one before."""
        _, made, top, source, below = ref.key.split(".")
        unit, *places = ref.entry
        layer = int(below)
        if any(self.network.layers[one - 1].sources != (one - 1,)
               for one in range(layer + 1, int(top) + 1)):  # fmt: skip
            raise Missing
        found = self._start(source, layer, places)
        if source in ("z", "W", "b") and (layer < int(top) or made == "a"):
            found = self._through(found, layer)
        for one in range(layer + 1, int(top) + 1):
            found = [sum((w * d for w, d in zip(row, found, strict=True)), arb(0))
                     for row in self._weights(one)]  # fmt: skip
            if one < int(top) or made == "a":
                found = self._through(found, one)
        return found[unit]

    def _start(self, source: str, layer: int, places: list[int]) -> Values:
        """What a change of the quantity changes first: units, or what goes into them."""
        change, at = arb(1), places[0]
        if source == "W":
            weights = self.network.product == "W x"
            at, below = places if weights else reversed(places)
            key = f"a.{layer - 1}" if layer > 1 else "x"
            folded = self.network.folds(layer)
            if not (folded and below == 0):
                change = self._rows(key)[below - folded][0]
        found = [arb(0)] * self.network.width(layer)
        if not 0 <= at < len(found):
            raise Missing
        found[at] = change
        return found

    def _through(self, found: Values, layer: int) -> Values:
        """Behind the activation of a layer."""
        activation = self.network.layers[layer - 1].activation
        if activation == "identity":
            return found
        if activation == "softmax":
            raise Missing
        slopes = self._rows(f"slope.{layer}")
        return [one[0] * other for one, other in zip(slopes, found, strict=True)]

    def _weights(self, layer: int) -> list[Values]:
        rows = self._rows(f"W.{layer}")
        if self.network.product != "W x":
            rows = [list(row) for row in zip(*rows, strict=True)]
        return [row[1:] for row in rows] if self.network.folds(layer) else rows

    def _rows(self, key: str) -> list[Values]:
        rows, roots = self.world.value(key, self.example, self.of_sheet)
        self.roots |= roots
        return rows


def path_value(
    world: World, ref: Ref, example: int, of_sheet: bool
) -> tuple[Any, frozenset[int]]:  # fmt: skip
    """The value of a derivative by a path, or what the sheet printed for it."""
    if of_sheet and (ref.key, example, ref.entry) in world.paths:
        return world.paths[ref.key, example, ref.entry]
    path = Path(world, example, of_sheet)
    try:
        return path.value(ref), path.roots
    except (IndexError, ValueError):
        raise Missing from None


def note_path(
    world: World, ref: Ref, example: int, printed: Any, roots: frozenset[int]
) -> None:  # fmt: skip
    """The sheet prints a derivative by a path; of the only output, a wrong one goes on into what
    the loss is derived by the same."""
    world.paths[ref.key, example, ref.entry] = printed, roots
    _, made, top, source, below = ref.key.split(".")
    if not roots or int(top) != world.graph.depth or world.graph.network.width(int(top)) != 1:
        return
    if source not in GRADIENTS:
        return
    try:
        outer, before = world.value(f"{GRADIENTS[made]}.{top}", example, True)
        row, column = (*ref.entry[1:], 0)[:2]
        entries = {(row, column): (outer[0][0] * printed, roots | before)}
        world.note(f"{GRADIENTS[source]}.{below}", example, entries)
    except (Missing, IndexError):
        return

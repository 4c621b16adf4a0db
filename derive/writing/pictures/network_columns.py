"""Where everything of a network stands: columns of units, joins before layers, bias units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from derive.calculus.network import Network
from derive.writing.pictures.picture import Point

RADIUS = 0.4
RADII = {"units": RADIUS, "add": 0.2, "concatenate": 0.11, "relay": 0.06}
LINE = 0.42
MOST_UNITS, FIRST_UNITS = 8, 4
MOST_LAYERS, END_LAYERS = 8, 3
# from unit to unit, by how many there are at most
STEPS = ((2, 1.35), (3, 1.55), (4, 1.3), (6, 1.12), (MOST_UNITS, 1.0))
BIAS = -1


@dataclass(frozen=True)
class Card:
    """How much room the values of a unit take, where they are written into it."""

    width: float
    lines: int

    @property
    def height(self) -> float:
        return LINE * self.lines + 0.16


@dataclass(frozen=True)
class Column:
    """The units of a layer, or what a layer reads where that is not simply the column before.

    `places` are the entries that are shown, None for the dots; `ys` are their heights. `bias` is
    the height of the bias unit that belongs to the *next* column, None where there is none. With
    a `card`, units are boxes with their values in them, else circles.
    """

    kind: str
    layer: int
    places: tuple[int | None, ...]
    ys: tuple[float, ...]
    bias: float | None = None
    card: Card | None = None

    @property
    def radius(self) -> float:
        return RADII[self.kind]

    @property
    def half(self) -> float:
        """Half the width of a unit."""
        return self.card.width / 2 if self.card else self.radius

    @property
    def tall(self) -> float:
        """Half the height of a unit."""
        return self.card.height / 2 if self.card else self.radius

    @property
    def top(self) -> float:
        """The upper edge of everything in the column."""
        units = self.ys[0] + self.tall
        return units if self.bias is None else max(units, self.bias + RADIUS)

    @property
    def bottom(self) -> float:
        """The lower edge of everything in the column."""
        units = self.ys[-1] - self.tall
        return units if self.bias is None else min(units, self.bias - RADIUS)

    @property
    def bias_away(self) -> float:
        """How far right of the middle the bias unit stands: clear of wide boxes."""
        return self.card.width / 2 if self.card else 0.0

    def height(self, index: int) -> float:
        """Where an entry stands; BIAS is the bias unit."""
        if index == BIAS:
            assert self.bias is not None
            return self.bias
        return self.ys[self.places.index(index)]

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that are shown, without the dots."""
        return tuple(place for place in self.places if place is not None)


def places(count: int) -> tuple[int | None, ...]:
    """The entries of a layer that are shown; of a wide one the first few and the last.

    >>> places(3), places(100)
    ((0, 1, 2), (0, 1, 2, 3, None, 99))
    """
    if count <= MOST_UNITS:
        return tuple(range(count))
    return (*range(FIRST_UNITS), None, count - 1)


def layers_shown(depth: int) -> tuple[int | None, ...]:
    """The layers that are shown, the input being 0; of many, those at both ends.

    >>> layers_shown(2), layers_shown(12)
    ((0, 1, 2), (0, 1, 2, 3, None, 10, 11, 12))
    """
    if depth <= MOST_LAYERS:
        return tuple(range(depth + 1))
    return (*range(END_LAYERS + 1), None, *range(depth - END_LAYERS + 1, depth + 1))


def columns(network: Network, cards: Sequence[Card] = ()) -> tuple[Column | None, ...]:
    """The columns from left to right, None where layers are left out; `cards` is by layer."""
    shown = layers_shown(network.depth)
    most = max(len(places(network.width(one))) for one in shown if one is not None)
    step = next(step for count, step in STEPS if most <= count)
    if cards:
        step = max(1.0, max(card.height for card in cards) + 0.35)
    found: list[Column | None] = []
    for layer in shown:
        if layer is None:
            found.append(None)
            continue
        if layer and (network.layers[layer - 1].sources != (layer - 1,) or found[-1] is None):
            found.append(_join(network, layer, step))
        units = _column("units", layer, places(network.width(layer)), step)
        found.append(replace(units, card=cards[layer]) if cards else units)
    return _with_biases(network, found, step)


def _join(network: Network, layer: int, step: float) -> Column:
    sources = network.layers[layer - 1].sources
    if len(sources) == 1:
        return _column("relay", layer, places(network.fan_in(layer)), step)
    if network.layers[layer - 1].join == "add":
        return _column("add", layer, places(network.fan_in(layer)), step)
    stacked: list[int | None] = []
    before = 0
    for source in sources:
        own = places(network.width(source))
        stacked += [None if place is None else place + before for place in own]
        before += network.width(source)
    return _column("concatenate", layer, tuple(stacked), 0.56)


def _column(kind: str, layer: int, entries: tuple[int | None, ...], step: float) -> Column:
    top = (len(entries) - 1) / 2 * step
    return Column(kind, layer, entries, tuple(top - i * step for i in range(len(entries))))


def _with_biases(
    network: Network, found: Sequence[Column | None], step: float
) -> tuple[Column | None, ...]:
    """Bias units below the column before their layer; above it, as entry 0, where W holds them.

    Shortcuts run above, so that there no bias unit stands.
    """
    chain = all(one.sources == (at,) for at, one in enumerate(network.layers))
    result: list[Column | None] = []
    for one, after in zip(found, [*found[1:], None], strict=True):
        biased = after is not None and after.kind == "units" and after.layer > 0
        if one is None or after is None or not biased or not network.layers[after.layer - 1].bias:
            result.append(one)
            continue
        away = min(step, one.tall + RADIUS + 0.5)
        height = one.ys[0] + away if network.fold_bias and chain else one.ys[-1] - away
        result.append(replace(one, bias=height))
    return tuple(result)


def source_of(network: Network, layer: int, index: int) -> tuple[tuple[int, int], ...]:
    """The layers and entries that meet in entry `index` of what a layer reads.

    >>> from derive.calculus.network import Layer
    >>> two = Network(2, "", (Layer(2, "tanh", (0,)), Layer(1, "tanh", (0, 1), join="add")))
    >>> source_of(two, 2, 1)
    ((0, 1), (1, 1))
    """
    one = network.layers[layer - 1]
    if len(one.sources) == 1 or one.join == "add":
        return tuple((source, index) for source in one.sources)
    for source in one.sources:
        if index < network.width(source):
            return ((source, index),)
        index -= network.width(source)
    raise IndexError(index)


def shortened(a: Point, b: Point, start: float, end: float) -> tuple[Point, Point]:
    """The line from circle to circle: from the edge of one around a to that of one around b."""
    (ax, ay), (bx, by) = a, b
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    ux, uy = (bx - ax) / length, (by - ay) / length
    return (ax + start * ux, ay + start * uy), (bx - end * ux, by - end * uy)

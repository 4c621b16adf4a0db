"""The numbers of a recipe beside the network that they must fit: what is drawn, entry by entry.

`x = {range}` draws every input on its own, `W.1 = {range}` every weight of layer 1, `W = {range}`
every weight; a range of lists stands for the whole vector or matrix.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from derive.calculus.network import Network
from derive.errors import DeriveError
from derive.teaching.exercise_numbers import typed
from derive.teaching.exercise_values import Typed
from derive.teaching.generating.range_tables import choice, is_range
from derive.teaching.generating.ranges import Choice

MOST_KEPT = 4096  # values of a range that are made ready beforehand
MOST_DRAWN = 2_000  # ranges of one exercise


@dataclass(frozen=True)
class Leaf:
    """One given number: as typed, as a double, and how much work it makes by hand."""

    typed: Typed
    double: float
    effort: int


def leaf(value: object, key: str) -> Leaf:
    """The number as a leaf; its effort counts digits, a minus, and a multiplication it asks for."""
    number = value if isinstance(value, Typed) else typed(value, key)
    digits = number.text.replace("-", "").replace(".", "").lstrip("0")
    trivial = number.value in (0, 1, -1)
    effort = len(digits) + (number.value < 0) + (0 if trivial else 2)
    return Leaf(number, float(number.value), effort)


@dataclass(frozen=True, eq=False)
class Factor:
    """A choice whose values are some given numbers in a row, each by its number."""

    source: Choice
    key: str
    size: int
    kept: dict[int, tuple[Leaf, ...]]

    @property
    def count(self) -> int:
        return self.source.count

    def leaves(self, number: int) -> tuple[Leaf, ...]:
        """The given numbers that a number below `count` stands for."""
        found = self.kept.get(number)
        if found is None:
            found = tuple(leaf(one, self.key) for one in _flat(self.source.pick(number)))
            if len(found) != self.size:
                told = f"expected {self.size} numbers, found {len(found)}"
                raise DeriveError(f"one of the values of this range does not fit: {told}",
                                  key=self.key)  # fmt: skip
            if len(self.kept) < MOST_KEPT:
                self.kept[number] = found
        return found


def _flat(value: Any) -> list[Any]:
    if not isinstance(value, list):
        return [value]
    return [entry for one in value for entry in _flat(one)]


def factor(value: Any, key: str, size: int) -> Factor:
    """What stands at a key, as one choice of so many numbers."""
    return Factor(choice(value, key), key, size, {})


def draws_lists(value: Any, key: str) -> bool:
    """Whether a range stands for a whole list and not for its entries one by one."""
    return isinstance(choice(value, key).pick(0), list)


def spread(value: Any, key: str, *sides: int) -> list[Factor]:
    """The choices of a vector or matrix in the order of its entries, row by row."""
    size = 1
    for side in sides:
        size *= side
    if is_range(value):
        if not sides or draws_lists(value, key):
            return [factor(value, key, size)]
        _check_size(size, key)
        one = factor(value, key, 1)
        return [one] * size
    if isinstance(value, list):
        inner = [
            found
            for at, one in enumerate(value, 1)
            for found in spread(one, f"{key}[{at}]", *sides[1:])
        ]
        return inner
    one = factor(value, key, 1)
    return [one] * size


def _check_size(size: int, key: str) -> None:
    if size > MOST_DRAWN:
        raise DeriveError(f"draws {size} numbers, expected at most {MOST_DRAWN}", key=key)


def repeated(tables: Any, key: str) -> Any:
    """A list of examples, those that are repeated written out."""
    if not isinstance(tables, list):
        return tables
    found = []
    for at, one in enumerate(tables, 1):
        if isinstance(one, dict) and "repeat" in one:
            times = one["repeat"]
            if isinstance(times, bool) or not isinstance(times, int) or not 1 <= times <= 100:
                raise DeriveError(
                    "expected a whole number from 1 to 100", key=f"{key}[{at}].repeat"
                )
            if set(one) != {"repeat", "of"}:
                raise DeriveError('expected "repeat" and "of"', key=f"{key}[{at}]")
            found += [one["of"]] * times
        else:
            found.append(one)
    return found


def factors(numbered: Mapping[str, Any], network: Network) -> list[Factor]:
    """Every choice of the numbers, in the order of `Exercise.typed`."""
    numbers = numbered.get("numbers", {})
    found: list[Factor] = []
    for layer in range(1, network.depth + 1):
        key = f"numbers.W.{layer}"
        found += spread(_of_layer(numbers.get("W"), layer), key, *network.weights_shape(layer))
        if network.has_bias(layer):
            value = _of_layer(numbers.get("b"), layer)
            found += spread(value, f"numbers.b.{layer}", network.width(layer))
    for kind in ("example", "query"):
        for at, one in enumerate(numbered.get(kind, []), 1):
            found += spread(one["x"], f"{kind}[{at}].x", network.inputs)
            if "t" in one:
                found += spread(one["t"], f"{kind}[{at}].t", network.width(network.depth))
    if "learning_rate" in numbers:
        found += spread(numbers["learning_rate"], "numbers.learning_rate")
    if sum(one.count > 1 for one in found) > MOST_DRAWN:
        raise DeriveError(f"draws more than {MOST_DRAWN} numbers", key="numbers")
    return found


def _of_layer(value: Any, layer: int) -> Any:
    return value[str(layer)] if isinstance(value, dict) and not is_range(value) else value


def sampled(numbered: Mapping[str, Any], network: Network, last: bool) -> dict[str, Any]:
    """The same tables with a plain value in the place of each range: its first, or its last."""

    def plain(value: Any, key: str, *sides: int) -> Any:
        if is_range(value):
            source = choice(value, key)
            found = source.pick(source.count - 1 if last else 0)
            return _told(found if isinstance(found, list) else _filled(found, sides))
        if isinstance(value, list):
            return [plain(one, f"{key}[{at}]", *sides[1:]) for at, one in enumerate(value, 1)]
        return value

    def layered(name: str, value: Any) -> Any:
        shapes = {
            str(layer): network.weights_shape(layer) if name == "W" else (network.width(layer),)
            for layer in range(1, network.depth + 1)
            if name == "W" or network.has_bias(layer)
        }
        key = f"numbers.{name}"
        if is_range(value):
            return {layer: plain(value, key, *shape) for layer, shape in shapes.items()}
        if isinstance(value, dict):
            return {
                layer: plain(one, f"{key}.{layer}", *shapes.get(layer, ()))
                for layer, one in value.items()
            }
        return value

    numbers = numbered.get("numbers", {})
    made: dict[str, Any] = {}
    if "numbers" in numbered:
        made["numbers"] = numbers
        if isinstance(numbers, dict):
            made["numbers"] = {
                name: layered(name, value)
                if name in ("W", "b")
                else plain(value, f"numbers.{name}")
                for name, value in numbers.items()
            }
    sides = {"x": network.inputs, "t": network.width(network.depth)}
    for kind in ("example", "query"):
        if kind in numbered:
            made[kind] = [
                {
                    name: plain(value, f"{kind}[{at}].{name}", sides.get(name, 1))
                    for name, value in one.items()
                }
                if isinstance(one, dict)
                else one
                for at, one in enumerate(numbered[kind], 1)
            ]
    return made


def _filled(value: Any, sides: tuple[int, ...]) -> Any:
    return [_filled(value, sides[1:])] * sides[0] if sides else value


def _told(value: Any) -> Any:
    """Numbers as text, the way that a file may have them."""
    if isinstance(value, list):
        return [_told(one) for one in value]
    return value.text if isinstance(value, Typed) else value

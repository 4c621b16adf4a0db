"""Ranges read from the tables of a recipe: which values, in people's words where one is wrong."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from derive.errors import DeriveError, nearest
from derive.teaching.exercise_numbers import typed
from derive.teaching.exercise_tables import plain, shown
from derive.teaching.exercise_values import Typed
from derive.teaching.generating.ranges import (
    Choice,
    Chosen,
    Fixed,
    Listed,
    OneOf,
    Repeated,
    Shuffled,
    Stepped,
    Tabled,
    Values,
    number_typed,
)

MOST_VALUES = 100_000
MOST_FRACTIONS = 2_000
MOST_REPEATED = 64
MOST_LISTED = 200
MOST_BITS = 20_000  # of the number of values of one range
# what a range may hold, by the key that says of which kind it is
KINDS: dict[str, tuple[str, ...]] = {
    "integers": ("integers", "without"),
    "step": ("from", "to", "step", "without"),
    "decimals": ("decimals", "from", "to", "without"),
    "fractions": ("fractions", "from", "to", "without"),
    "one_of": ("one_of",),
    "shuffle": ("shuffle",),
    "choose": ("choose", "of"),
    "repeat": ("repeat", "of"),
}
KEYS = tuple(dict.fromkeys(key for keys in KINDS.values() for key in keys))


def is_range(value: Any) -> bool:
    """Whether a table stands for one of several values; the `from` of a layer does not."""
    if not isinstance(value, dict) or not value:
        return False
    return any(key in KINDS for key in value) or all(key in KEYS for key in value)


def choice(value: Any, key: str) -> Choice:
    """What stands at a key as a choice, whatever lies within it.

    Raises DeriveError, naming the key, where a range is none.
    """
    if isinstance(value, list):
        return Listed(tuple(choice(one, f"{key}[{at}]") for at, one in enumerate(value, 1)))
    if not isinstance(value, dict):
        return Fixed(value)
    if not is_range(value):
        return Tabled(tuple((name, choice(one, _in(key, name))) for name, one in value.items()))
    kind = _kind(value, key)
    return READERS[kind](value, key)


def _kind(value: dict[str, Any], key: str) -> str:
    """Of which kind a range is; DeriveError where it is not clear, or something is missing."""
    kind = next((name for name in KINDS if name in value), "step")
    for name in value:
        if name not in KEYS:
            raise DeriveError(f"unknown key in a range, {nearest(name, KEYS)}", key=_in(key, name))
        if name not in KINDS[kind]:
            known = ", ".join(f'"{one}"' for one in KINDS[kind])
            raise DeriveError(f'does not go with "{kind}", expected {known}', key=_in(key, name))
    for name in KINDS[kind]:
        if name not in value and name != "without":
            raise DeriveError(f'missing: a range of "{kind}" has it', key=_in(key, name))
    return kind


def _in(key: str, name: str) -> str:
    return f"{key}.{plain(name)}".lstrip(".")


def _unwanted(value: dict[str, Any], key: str) -> set[Fraction]:
    """The numbers that the recipe leaves out of a range."""
    given = value.get("without", [])
    if not isinstance(given, list):
        raise DeriveError(f"expected a list, found {shown(given)}", key=_in(key, "without"))
    place = _in(key, "without")
    return {typed(one, f"{place}[{at}]").value for at, one in enumerate(given, 1)}


def _whole(value: Any, key: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise DeriveError(f"expected a whole number, found {shown(value)}", key=key)
    if not least <= value <= most:
        raise DeriveError(f"must be from {least} to {most}, found {shown(value)}", key=key)
    return value


def _ends(value: dict[str, Any], key: str) -> tuple[Fraction, Fraction]:
    low, high = typed(value["from"], _in(key, "from")), typed(value["to"], _in(key, "to"))
    if low.value > high.value:
        raise DeriveError(f"ends below its beginning {low.text}: {high.text}", key=_in(key, "to"))
    return low.value, high.value


def _row(low: Fraction, high: Fraction, step: Fraction, value: dict[str, Any], key: str) -> Choice:
    """The numbers from low to high in steps, those left out that the recipe does not want."""
    count = int((high - low) // step) + 1
    if count > MOST_VALUES:
        raise DeriveError(f"has {shown(count)} values, expected at most {MOST_VALUES}", key=key)
    places = [(one - low) / step for one in _unwanted(value, key)]
    without = sorted(int(one) for one in places if one.denominator == 1 and 0 <= one < count)
    if len(without) == count:
        raise DeriveError("no value is left in this range", key=key)
    return Stepped(low, step, count, tuple(without))


def _steps(value: dict[str, Any], key: str) -> Choice:
    step = typed(value["step"], _in(key, "step"))
    if step.value <= 0:
        raise DeriveError(f"must be above 0, found {step.text}", key=_in(key, "step"))
    return _row(*_ends(value, key), step.value, value, key)


def _integers(value: dict[str, Any], key: str) -> Choice:
    place, ends = _in(key, "integers"), value["integers"]
    if not isinstance(ends, list) or len(ends) != 2:
        raise DeriveError(f"expected [least, most], found {shown(ends)}", key=place)
    low, high = (_whole(one, place, -(10**9), 10**9) for one in ends)
    if low > high:
        raise DeriveError(f"ends below its beginning {low}: {high}", key=place)
    return _row(Fraction(low), Fraction(high), Fraction(1), value, key)


def _decimals(value: dict[str, Any], key: str) -> Choice:
    places = _whole(value["decimals"], _in(key, "decimals"), 0, 9)
    return _row(*_ends(value, key), Fraction(1, 10**places), value, key)


def _fractions(value: dict[str, Any], key: str) -> Choice:
    place, below = _in(key, "fractions"), value["fractions"]
    if not isinstance(below, list) or not below:
        raise DeriveError(f"expected a list of denominators, found {shown(below)}", key=place)
    found: set[Fraction] = set()
    low, high = _ends(value, key)
    for one in below:
        under = _whole(one, place, 1, 1000)
        first, last = int(-(-low * under // 1)), int(high * under // 1)
        if last - first + len(found) >= MOST_FRACTIONS:
            raise DeriveError(f"has more than {MOST_FRACTIONS} values", key=key)
        found |= {Fraction(above, under) for above in range(first, last + 1)}
    found -= _unwanted(value, key)
    if not found:
        raise DeriveError("no value is left in this range", key=key)
    return Values(tuple(map(number_typed, sorted(found))))


def _one_of(value: dict[str, Any], key: str) -> Choice:
    options = _list(value["one_of"], _in(key, "one_of"))
    _all_differ(options, _in(key, "one_of"))
    made = [choice(one, f"{_in(key, 'one_of')}[{at}]") for at, one in enumerate(options, 1)]
    if all(isinstance(one, Fixed) for one in made):
        numbers = all(isinstance(one, int | Decimal) for one in options)
        return Values(tuple(sorted(options) if numbers else options))
    return OneOf(tuple(made))


def _list(value: Any, key: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise DeriveError(f"expected a list that is not empty, found {shown(value)}", key=key)
    return value


def _all_differ(options: list[Any], key: str) -> None:
    """No value twice: two numbers of a range always give two exercises."""
    ordered = sorted((repr(option), at) for at, option in enumerate(options, 1))
    for (one, at), (next_one, other) in pairwise(ordered):
        if one == next_one:
            raise DeriveError("stands here twice", key=f"{key}[{max(at, other)}]")


def _plain_list(value: Any, key: str) -> tuple[Any, ...]:
    found = _list(value, key)
    if len(found) > MOST_LISTED:
        raise DeriveError(f"expected at most {MOST_LISTED} values, found {len(found)}", key=key)
    for at, one in enumerate(found, 1):
        if choice(one, f"{key}[{at}]").count != 1:
            raise DeriveError("expected values, found a range", key=f"{key}[{at}]")
    return tuple(found)


def _shuffled(value: dict[str, Any], key: str) -> Choice:
    return Shuffled(_plain_list(value["shuffle"], _in(key, "shuffle")))


def _chosen(value: dict[str, Any], key: str) -> Choice:
    values = _plain_list(value["of"], _in(key, "of"))
    _all_differ(list(values), _in(key, "of"))
    return Chosen(_whole(value["choose"], _in(key, "choose"), 1, len(values)), values)


def _repeated(value: dict[str, Any], key: str) -> Choice:
    place = _in(key, "repeat")
    times = choice(value["repeat"], place)
    if times.count > MOST_REPEATED:
        raise DeriveError(f"expected at most {MOST_REPEATED} numbers of times", key=place)
    found = [times.pick(number) for number in range(times.count)]
    amounts = [int(one.value) if isinstance(one, Typed) else one for one in found]
    for one in amounts:
        _whole(one, place, 0, MOST_REPEATED)
    item = choice(value["of"], _in(key, "of"))
    if item.count.bit_length() * max(amounts) > MOST_BITS:
        raise DeriveError("has more values than can be counted", key=key)
    return Repeated(tuple(amounts), item)


READERS: dict[str, Callable[[dict[str, Any], str], Choice]] = {
    "integers": _integers,
    "step": _steps,
    "decimals": _decimals,
    "fractions": _fractions,
    "one_of": _one_of,
    "shuffle": _shuffled,
    "choose": _chosen,
    "repeat": _repeated,
}

"""Biases in the order of layers, as they are stated; one number may serve a layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from derive.teaching.verifying.stated.groups import Group
from derive.teaching.verifying.stated.layers import MOST_ORDERED, Vector, orders


def biases(
    groups: list[Group], units: tuple[int, ...], weights: list[Group]
) -> Iterator[tuple[Vector | None, ...]]:
    """The biases of all layers; one number serves a layer where there are no more."""
    if len(groups) > len(units):
        groups = [one for one in groups if one.key != ("letter", "c")]  # a class
    if not groups:
        yield (None,) * len(units)
        return
    if len(groups) == 1 and (numbered := groups[0].numbered()) is not None:
        found = list(_numbered(tuple(numbered[1]), groups[0], units))
        beside = weights[0].numbered() if weights else None
        if beside is not None and len(beside[1]) == units[0]:
            found.reverse()  # w_1 and b_1, w_2 and b_2 of the hidden units
        yield from found
        return
    if len(groups) == 1 and (onward := _numbered_onward(groups[0], sum(units))) is not None:
        cuts = [sum(units[:at]) for at in range(len(units) + 1)]
        yield tuple(tuple(onward[at:to]) for at, to in pairwise(cuts))
        return
    if len(groups) == 1 and {*units} == {1} and groups[0].entries and groups[0].numbered() is None:
        lone = groups[0].entries  # b_2 alone, in a chain of units
        if {*lone} < {(at,) for at in range(1, len(units) + 1)}:
            yield tuple((lone[at,],) if (at,) in lone else None for at in range(1, len(units) + 1))
            return
    if len(groups) == 1 and len(units) > 1 and groups[0].whole is not None:
        only = groups[0].vector()
        if only is not None and len(only) == 1 and groups[0].key[0] == "letter":
            yield tuple(only * count for count in units)
            for last in range(1, len(units)):  # the layers from there on have none
                yield tuple(only * count if at < last else None for at, count in enumerate(units))
            if only == ("0",):
                yield (None,) * len(units)
    if all(one.key[0] == "number" for one in (*groups, *weights)) and len(groups) < len(units):
        places = {one.key[1]: at for at, one in enumerate(weights)}
        if not all(one.key[1] in places for one in groups):
            return
        by_layer = {places[one.key[1]]: one for one in groups}
        ordered = [by_layer.get(at) for at in range(len(units))]
        yield from _fitted(ordered, units)
    elif len(groups) == len(units):
        for order in orders(groups):
            yield from _fitted(order, units)
    elif len(units) <= MOST_ORDERED:  # some layers have none
        for layers in combinations(range(len(units)), len(groups)):
            at_layers = dict(zip(layers, groups, strict=True))
            ordered = [at_layers.get(at) for at in range(len(units))]
            if all(one is None or len(one.vector() or ()) == count
                   for one, count in zip(ordered, units, strict=True)):  # fmt: skip
                yield from _fitted(ordered, units)


def _fitted(
    ordered: Sequence[Group | None], units: tuple[int, ...]
) -> Iterator[tuple[Vector | None, ...]]:
    """The biases of layers in this order, where they have as many numbers as there are units."""
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


def _numbered(
    flat: Vector, group: Group, units: tuple[int, ...]
) -> Iterator[tuple[Vector | None, ...]]:
    """b_1, b_2, ...: of all units in a row, one of each layer, or of one layer alone."""
    if len(flat) == sum(units):
        found, at = [], 0
        for count in units:
            found.append(flat[at : at + count])
            at += count
        yield tuple(found)
        return
    of_layer = group.key[0] == "number"
    if len(flat) == len(units) and not of_layer:
        yield tuple((one,) * count for one, count in zip(flat, units, strict=True))
    for last in range(2, len(units)):  # the layers from there on have none
        if len(flat) == sum(units[:last]):
            yield tuple(flat[sum(units[:at]) : sum(units[: at + 1])] if at < last else None
                        for at in range(len(units)))  # fmt: skip
    for layer, count in enumerate(units):
        if count == len(flat) and (group.key[1] == layer + 1 or not of_layer):
            yield tuple(flat if at == layer else None for at in range(len(units)))


def _numbered_onward(group: Group, units: int) -> list[str] | None:
    """Biases with the numbers of their units, where the inputs have the first ones."""
    places = sorted(group.entries)
    if group.whole is not None or len(places) != units or any(len(one) != 1 for one in places):
        return None
    first = places[0][0]
    told = first > 1 and [one[0] for one in places] == list(range(first, first + units))
    return [group.entries[one] for one in places] if told else None

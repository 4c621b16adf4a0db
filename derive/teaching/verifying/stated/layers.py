"""Inputs, targets, weights and biases in the order of examples and layers, as they are stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, permutations

from derive.teaching.verifying.naming.lettered import layer_word
from derive.teaching.verifying.stated.data import Rows
from derive.teaching.verifying.stated.groups import Group, Sorted

Vector = tuple[str, ...]
MOST_ORDERED = 3  # layers without numbers that may be stated in any order
LAST = 99


# examples -----------------------------------------------------------------------------------------
def batches(data: Sorted) -> Iterator[tuple[list[Vector], list[Vector] | None]]:
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
        flat = data.inputs[0].vector() or ()
        beside = _side_by_side(data.targets, len(flat))
        if beside is not None and len(beside) > 1 and _is_batch_of_numbers(data):
            yield [(one,) for one in flat], beside
    vectors = [one.vector() for one in data.inputs]
    inputs = [one for one in vectors if one is not None]
    if not inputs or len(inputs) < len(vectors) or len({len(one) for one in inputs}) != 1:
        return
    if not data.targets:
        yield inputs, None
        return
    if len(data.targets) == 1 and len(inputs) > 1:
        numbers = data.targets[0].vector()
        if numbers is not None and len(numbers) == len(inputs):
            yield inputs, [(one,) for one in numbers]
    told = [one.vector() for one in data.targets]
    targets = [one for one in told if one is not None]
    if len(targets) == len(told) and len({len(one) for one in targets}) == 1:
        yield inputs, targets


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
def weights(
    groups: list[Group], inputs: int, outputs: int | None
) -> Iterator[tuple[list[Rows], tuple[int, int]]]:
    """The matrices of all layers, and what their first row and column are called."""
    if len(groups) == 1 and (numbered := groups[0].numbered()) is not None:
        yield from _numbered(numbered[1], numbered[0], inputs, outputs)
        return
    if len(groups) == 1 and groups[0].matrix() is None and groups[0].entries:
        for forward in (True, False):
            layers = _onward(groups[0].entries, inputs, forward)
            if layers is not None:
                yield layers, (1, 1)
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
    if inputs == units == 1 and len(flat) > 2:  # one unit in each layer
        yield [((one,),) for one in flat], (1, 1)
    hidden, rest = divmod(len(flat), inputs + units)
    if not rest and hidden:
        yield [_cut(flat[: hidden * inputs], inputs), _cut(flat[hidden * inputs :], hidden)], (1, 1)


def _onward(entries: dict[tuple[int, ...], str], inputs: int, forward: bool) -> list[Rows] | None:
    """The layers where units are numbered from the inputs on: w_{13} leads from 1 to 3.

    With `forward`, else w_{31} does.
    """
    if any(len(one) != 2 for one in entries):
        return None
    weights = {(to, at) if forward else (at, to): entry for (at, to), entry in entries.items()}
    units = sorted({unit for unit, _ in weights})
    below, found = list(range(1, inputs + 1)), []
    while units:
        layer = [one for one in units
                 if sorted(source for unit, source in weights if unit == one) == below]  # fmt: skip
        last = below[-1]
        if layer != list(range(last + 1, last + 1 + len(layer))) or not layer:
            return None
        found.append(tuple(tuple(weights[one, source] for source in below) for one in layer))
        units = [one for one in units if one not in layer]
        below = layer
    return found or None


def _cut(flat: list[str], width: int) -> Rows:
    return tuple(tuple(flat[at : at + width]) for at in range(0, len(flat), width))


def _numbered_onward(group: Group, units: int) -> list[str] | None:
    """Biases with the numbers of their units, where the inputs have the first ones."""
    places = sorted(group.entries)
    if group.whole is not None or len(places) != units or any(len(one) != 1 for one in places):
        return None
    first = places[0][0]
    told = first > 1 and [one[0] for one in places] == list(range(first, first + units))
    return [group.entries[one] for one in places] if told else None


# biases -------------------------------------------------------------------------------------------
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
        flat = tuple(numbered[1])
        if len(flat) == sum(units):
            found, at = [], 0
            for count in units:
                found.append(flat[at : at + count])
                at += count
            yield tuple(found)
        if len(flat) == len(units) and len(flat) != sum(units):
            yield tuple((one,) * count for one, count in zip(flat, units, strict=True))
        for last in range(1, len(units)):  # the layers from there on have none
            if len(flat) == sum(units[:last]):
                yield tuple(flat[sum(units[:at]) : sum(units[: at + 1])] if at < last else None
                            for at in range(len(units)))  # fmt: skip
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


def orders(groups: list[Group]) -> Iterator[list[Group]]:
    """The layers as they are stated; where letters name them, in every other order too: v, then W.

    A layer that is called the output is the last one.
    """
    if all(one.key[0] == "number" for one in groups) or len(groups) > MOST_ORDERED:
        yield groups
        return
    first = sorted(groups, key=_is_output)
    yield first
    for order in permutations(first):
        if order != tuple(first) and [*map(_is_output, order)] == [*map(_is_output, first)]:
            yield list(order)


def _is_output(one: Group) -> bool:
    return layer_word(str(one.key[1]).rpartition(" ")[2], LAST) == LAST

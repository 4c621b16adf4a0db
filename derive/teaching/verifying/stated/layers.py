"""Inputs, targets and weights in the order of examples and layers, as they are stated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

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
        for columns, stand in ((list(zip(*batch, strict=True)), True), (list(batch), False)):
            found = [_side_by_side(data.targets, len(columns), one) for one in (stand, not stand)]
            for targets in found[: 1 + (found[0] != found[1])]:
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


def _side_by_side(targets: list[Group], count: int, stand: bool = True) -> list[Vector] | None:
    """The targets of so many examples out of one matrix or row.

    In a square both ways are possible: its columns are the examples where they `stand`.
    """
    if len(targets) != 1:
        return None
    whole = targets[0].whole
    if whole is None:
        flat = targets[0].vector()
        return [(one,) for one in flat] if flat is not None and len(flat) == count else None
    if len(whole[0]) == count and (stand or len(whole) != count):
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
    """w_1, w_2, ...: one unit, or all layers in a row, by the units that weights lead into or
    from."""
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
        below, above = flat[: hidden * inputs], flat[hidden * inputs :]
        yield [_cut(below, inputs), _cut(above, hidden)], (1, 1)
        if hidden > 1:  # by the unit that a weight leads from
            yield [_cut(below, hidden), _cut(above, units)], (1, 1)


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


# order --------------------------------------------------------------------------------------------
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

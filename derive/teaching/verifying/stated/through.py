"""Weights of units that are numbered through both layers, the bias of each as its weight 0, or b_3
beside w_{31}."""

from __future__ import annotations

from dataclasses import replace

from derive.teaching.verifying.stated.groups import Group, Sorted


def numbered_through(data: Sorted) -> Sorted | None:
    """The data with w_{31} as a weight of the second layer, from its first unit to the output."""
    told = [one for one in data.weights if not one.numbered()]  # v_1 may go into a unit
    if len(told) != 1 or len(data.biases) > 1 or not data.inputs:
        return None
    (group,) = told
    entries, first = group.entries, data.inputs[0]
    if data.biases:
        beside = data.biases[0]
        own = {place[:1] for place in entries}
        if any(0 in place for place in entries) or {*beside.entries} != own:
            return None
        entries = {**entries, **{(place[0], 0): one for place, one in beside.entries.items()}}
    width = len(first.entries) or len(first.vector() or ())
    if group.whole is not None or not entries or any(len(one) != 2 for one in entries):
        return None
    targets = data.targets[0].entries if data.targets else {}
    units, outputs = max(one[0] for one in entries), max(len(targets), 1)
    hidden = units - outputs
    places = sorted(place for place in targets if len(place) == 1)
    shift = hidden if places[:1] == [(hidden + 1,)] else 0
    if hidden < 1 or (places and places != [(shift + 1 + at,) for at in range(outputs)]):
        return None
    layers = [(range(1, hidden + 1), width), (range(hidden + 1, units + 1), hidden)]
    wanted = {(unit, at) for row, below in layers for unit in row for at in range(below + 1)}
    if set(entries) != wanted:
        return None
    weights, biases = [], []
    for layer, (row, below) in enumerate(layers, start=1):
        key = ("number", layer)
        weights.append(Group(key, group.line, None, {
            (at, source): entries[unit, source]
            for at, unit in enumerate(row, start=1) for source in range(1, below + 1)
        }))  # fmt: skip
        biases.append(Group(key, group.line, None, {
            (at,): entries[unit, 0] for at, unit in enumerate(row, start=1)
        }))  # fmt: skip
    renumbered = [
        replace(one, entries={(place[0] - shift,): typed for place, typed in one.entries.items()})
        for one in data.targets
    ]
    return Sorted(weights, biases, data.inputs, renumbered if places else data.targets, data.rate)

"""Shortcuts: lines that leave a layer, run above everything between, and come down where read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derive.calculus.network import Network
from derive.writing.pictures.network_columns import Column, source_of
from derive.writing.pictures.picture import Line, Point

TRACK = 0.15
CLEAR = 0.3


@dataclass(frozen=True)
class Wire:
    """One entry's way round from one column to another, by their places among the columns."""

    start: int
    end: int
    source: int
    target: int


def direct(network: Network, found: Sequence[Column | None], at: int) -> list[tuple[int, int]]:
    """The entries of the column before that run straight into entries of column `at`."""
    return [(i, j) for before, i, j in _incoming(network, found, at) if before == at - 1]


def wires(network: Network, found: Sequence[Column | None]) -> tuple[Wire, ...]:
    """All shortcuts, short ones first."""
    every = [
        Wire(before, at, i, j)
        for at in range(len(found))
        for before, i, j in _incoming(network, found, at)
        if before < at - 1
    ]
    return tuple(sorted(every, key=lambda one: (one.end - one.start, one.start, one.target)))


def _incoming(
    network: Network, found: Sequence[Column | None], at: int
) -> list[tuple[int, int, int]]:
    """What meets in a join: column, entry there, entry here."""
    column = found[at]
    if column is None or column.kind == "units":
        return []
    units = {one.layer: n for n, one in enumerate(found) if one is not None and one.kind == "units"}
    return [
        (units[layer], index, entry)
        for entry in column.entries
        for layer, index in source_of(network, column.layer, entry)
        if layer in units and index in _units(found, units[layer])
    ]


def _units(found: Sequence[Column | None], at: int) -> tuple[int, ...]:
    column = found[at]
    return () if column is None else column.entries


def room(every: Sequence[Wire], gap: int) -> float:
    """How much wider the gap after column `gap` must be for the wires that go up or down there."""
    used = sum(one.start == gap for one in every) + sum(one.end == gap + 1 for one in every)
    return used * TRACK + (0.35 if used else 0.0)


def laid(
    every: Sequence[Wire], found: Sequence[Column | None], xs: Sequence[float], top: float
) -> list[Line]:
    """The wires as lines; those that share a stretch lie beside each other."""
    lanes = _lanes(every)
    lines = []
    for one in every:
        start, end = found[one.start], found[one.end]
        assert start is not None
        assert end is not None
        ups = [w for w in every if w.start == one.start]
        downs = [w for w in every if w.end == one.end]
        # the uppermost entry leaves first, runs highest and comes down last: none cross
        up = sorted(ups, key=lambda w: (-start.height(w.source), -lanes[w])).index(one)
        down = sorted(downs, key=lambda w: (end.height(w.target), lanes[w])).index(one)
        y0, y1 = start.height(one.source), end.height(one.target)
        x0 = xs[one.start] + start.half + CLEAR + TRACK * up
        entry = 0.42 if end.kind == "add" else 0.3
        x1 = xs[one.end] - end.radius - entry - TRACK * (len(downs) - 1 - down)
        lane = top + TRACK * lanes[one]
        points: list[Point] = [(xs[one.start] + start.half, y0), (x0, y0), (x0, lane), (x1, lane)]
        if end.kind == "add":
            # slanting, beside the straight line that comes from the column before
            side = end.radius * 0.7071
            points += [(x1, y1 + 0.4), (xs[one.end] - side, y1 + side)]
        else:
            points += [(x1, y1), (xs[one.end] - end.radius, y1)]
        lines.append(Line(tuple(points), arrow=end.kind != "relay", bend=0.12))
    return lines


def _lanes(every: Sequence[Wire]) -> dict[Wire, int]:
    """The lane of each wire: wires over the same columns lie above each other."""
    lanes: dict[Wire, int] = {}
    groups: dict[tuple[int, int], list[Wire]] = {}
    for one in every:
        groups.setdefault((one.start, one.end), []).append(one)
    for (start, end), group in groups.items():
        taken = [lane + 1 for w, lane in lanes.items() if w.start < end and start < w.end]
        lowest = max(taken, default=0)
        for place, one in enumerate(reversed(group)):
            lanes[one] = lowest + place
    return lanes


__all__ = ["CLEAR", "TRACK", "Wire", "direct", "laid", "room", "wires"]

"""The lines between columns, the numbers on them, and how far apart columns are for that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from derive.calculus.expression import Entry
from derive.calculus.graph import Graph
from derive.writing.document import Math
from derive.writing.pictures.network_columns import BIAS, RADIUS, Column, shortened
from derive.writing.pictures.network_drawing import CHARACTER, NetworkDrawing, head_width
from derive.writing.pictures.network_weights import Weighted, spots
from derive.writing.pictures.network_wires import CLEAR, TRACK, direct, room
from derive.writing.pictures.picture import Label, Line, Point

WIDEST = 16.0
MOST_EDGES, DENSE = 15, 12
CLEARANCE = 0.06
GAPS = (1.6, 2.0, 2.4, 2.8, 3.2, 3.6, 4.0, 4.5, 5.0)
EASY = (2.0, 1.6, 1.2)


@dataclass(frozen=True)
class Edge:
    """One connection: an entry of the column before (or its bias unit), a unit, and its line."""

    source: int
    unit: int
    start: Point
    end: Point


# Room ---------------------------------------------------------------------------------------------
def spaced(drawing: NetworkDrawing) -> tuple[list[float], frozenset[int]]:
    """The middle of every column, and which columns have numbers on the lines that come in."""
    every = range(1, len(drawing.columns))
    least = {at: _least(drawing, at) for at in every}
    fixed = sum(_between(drawing, at) for at in every) + _ends(drawing)
    for narrowest in EASY:
        wanted = {at: fits for at in every if (fits := _fitting(drawing, at, least, narrowest))}
        gaps = least | wanted
        if sum(gaps.values()) + fixed <= WIDEST:
            break
    while wanted and sum(gaps.values()) + fixed > WIDEST:
        widest = max(wanted, key=lambda at: wanted[at])
        del wanted[widest]
        gaps[widest] = least[widest]
    spare = max(0.0, WIDEST - fixed - sum(gaps.values())) / max(1, len(gaps))
    xs = [0.0]
    for at in every:
        usual = 0.9 if _narrow(drawing, at) else 1.5
        gap = gaps[at] if at in wanted else max(gaps[at], min(usual, gaps[at] + spare))
        xs.append(xs[-1] + gap + _between(drawing, at))
    return xs, frozenset(wanted)


def too_wide(drawing: NetworkDrawing, xs: Sequence[float]) -> bool:
    """Whether the columns need more than the width of a page."""
    return xs[-1] + _ends(drawing) > WIDEST


def _fitting(
    drawing: NetworkDrawing, at: int, least: dict[int, float], narrowest: float
) -> float | None:
    """The smallest room in which the numbers of all lines find their places."""
    if not _has_numbers(drawing, at):
        return None
    between = _between(drawing, at)
    tried = [gap for gap in GAPS if gap >= max(least[at], narrowest)]
    return next((gap for gap in tried if _spots(drawing, at, 0.0, gap + between)), None)


def _between(drawing: NetworkDrawing, at: int) -> float:
    """What the halves of two neighbouring columns take."""
    pair = drawing.columns[at - 1], drawing.columns[at]
    return sum(0.3 if column is None else column.half for column in pair)


def _ends(drawing: NetworkDrawing) -> float:
    """What the first and the last column take outside of their middles."""
    ends = (one for one in (drawing.columns[0], drawing.columns[-1]) if one is not None)
    return sum(max(one.half, head_width(drawing, one) / 2) for one in ends)


def _narrow(drawing: NetworkDrawing, at: int) -> bool:
    """Whether a gap needs little room: before a join, beside layers that are left out."""
    pair = drawing.columns[at - 1], drawing.columns[at]
    return None in pair or (pair[1] is not None and pair[1].kind != "units")


def _least(drawing: NetworkDrawing, at: int) -> float:
    """The least room before a column: for lines, for wires, for the words below."""
    before, column = drawing.columns[at - 1], drawing.columns[at]
    if before is None or column is None:
        return 0.4
    words = head_width(drawing, before) / 2 + head_width(drawing, column) / 2 + 0.3
    names = 0.3 + 0.6 + 0.3 + 0.1 if column.kind == "units" else 0.7
    lines = (0.5 if _narrow(drawing, at) else 0.8) + room(drawing.wires, at - 1)
    middles = max(words, names + 0.2, _not_too_steep(before, column))
    return max(lines, middles - _between(drawing, at))


def _not_too_steep(before: Column, column: Column) -> float:
    """How far apart two columns are at least, so that no line between them grazes a unit."""
    if column.kind != "units":
        return 0.0
    sources = _sources(before)
    ends = [before.height(i) for i in sources]
    rise = max(abs(y - ends[place]) for y in column.ys for place in (0, -1))
    parts = [0.0]
    # lines start at the right edge of a box, and there its bias unit stands
    radii = [RADIUS if i == BIAS else 0.0 if before.card else before.radius for i in sources]
    for (r, a), (s, b) in pairwise(zip(radii, ends, strict=True)):
        if r or s:
            parts.append((max(r, s) + CLEARANCE) / (a - b))
    if not column.card:
        parts += [(column.radius + CLEARANCE) / (a - b) for a, b in pairwise(column.ys)]
    part = max(parts)
    halves = sum(one.half for one in (before, column) if one.card)
    return rise * part / sqrt(1 - part * part) + halves


# Lines --------------------------------------------------------------------------------------------
def _sources(before: Column) -> list[int]:
    """The entries that the units of the next column read, from the top, the bias unit included."""
    found = [*before.entries, *([BIAS] if before.bias is not None else [])]
    return sorted(found, key=lambda i: -before.height(i))


def _has_numbers(drawing: NetworkDrawing, at: int) -> bool:
    column, before = drawing.columns[at], drawing.columns[at - 1]
    if column is None or before is None or column.kind != "units":
        return False
    whole = None not in column.places and None not in before.places
    return whole and len(_sources(before)) * len(column.entries) <= MOST_EDGES


def edges(drawing: NetworkDrawing, at: int, x0: float, x1: float) -> list[Edge]:
    """Every straight connection into a column."""
    before, column = drawing.columns[at - 1], drawing.columns[at]
    if before is None or column is None:
        return []
    if column.kind == "units":
        sources = _sources(before)
        pairs = [(i, j) for i in sources for j in column.entries]
    else:
        pairs = direct(drawing.graph.network, drawing.columns, at)
        sources = list(before.entries)
    found = []
    for i, j in pairs:
        a = (x0 + (before.bias_away if i == BIAS else 0.0), before.height(i))
        b = (x1, column.height(j))
        if column.card:
            # a box has its lines come in beside each other
            part = sources.index(i) / max(1, len(sources) - 1) if len(sources) > 1 else 0.5
            b = (x1 - column.half, b[1] + 0.7 * column.tall * (1 - 2 * part))
        if before.card and i != BIAS:
            a = (x0 + before.half, a[1])
        near = 0.0 if before.card and i != BIAS else RADIUS if i == BIAS else before.radius
        start, end = shortened(a, b, near, 0.0 if column.card else column.radius)
        found.append(Edge(i, j, start, end))
    return found


def _spots(drawing: NetworkDrawing, at: int, x0: float, x1: float) -> tuple[Point, ...] | None:
    """Where the numbers of the lines into a column stand."""
    width = CHARACTER * drawing.typed
    lines = [Weighted(one.start, one.end, width) for one in edges(drawing, at, x0, x1)]
    before = drawing.columns[at - 1]
    assert before is not None
    rising = [one for one in drawing.wires if one.start == at - 1]
    beside = x0 + before.half + CLEAR
    tracks = [beside + TRACK * n + away for n in range(len(rising)) for away in (-0.07, 0.07)]
    walls = [((x, -50.0), (x, 50.0)) for x in tracks]
    return spots(lines, walls)


def lines(
    drawing: NetworkDrawing, at: int, xs: Sequence[float], numbered: bool
) -> tuple[list[Line], list[Label]]:
    """The lines that come into a column, and the numbers on them."""
    column = drawing.columns[at]
    found = edges(drawing, at, xs[at - 1], xs[at])
    if column is None or not found:
        return [], []
    dense = len(found) > DENSE and not numbered
    made = [
        Line(
            (one.start, one.end),
            arrow=not dense and column.kind != "relay",
            shade=60 if dense else 100,
            width=0.35 if dense else 0.5,
        )
        for one in found
    ]
    places = _spots(drawing, at, xs[at - 1], xs[at]) if numbered else None
    width = CHARACTER * drawing.typed
    labels = [
        Label(
            place,
            (Math(_weight(drawing.graph, column.layer, one.source, one.unit), drawing.run),),
            width,
            "small",
            backed=True,
        )
        for one, place in zip(found, places or (), strict=False)
    ]
    return made, labels


def _weight(graph: Graph, layer: int, i: int, j: int) -> Entry:
    """The weight from entry i to unit j, or the bias of unit j, where it stands as typed."""
    network = graph.network
    if i == BIAS and not network.folds(layer):
        return Entry(graph.quantity("bias", layer), j, 0)
    place = 0 if i == BIAS else i + int(network.folds(layer))
    row, column = (j, place) if network.product == "W x" else (place, j)
    return Entry(graph.quantity("weights", layer), row, column)

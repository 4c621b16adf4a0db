"""The network drawn from its graph: units, biases, connections, weights, and values where asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from derive.calculus.expression import Entry, Named
from derive.calculus.graph import PER_EXAMPLE, Graph, of_example
from derive.writing.document import Equation, Form, Math
from derive.writing.pictures.network_columns import BIAS, RADIUS, Column, columns, shortened
from derive.writing.pictures.network_weights import Weighted, spots
from derive.writing.pictures.network_wires import Wire, direct, laid, room, wires
from derive.writing.pictures.picture import Circle, Label, Line, Mark, Picture, Point, Polygon

WIDEST = 15.6
CHARACTER = 0.15
MOST_EDGES, DENSE = 15, 12
GAPS = (2.0, 2.4, 2.8, 3.2, 3.7, 4.2, 4.8)
EASY = (2.8, 2.4, 2.0)
LINE = 0.34


@dataclass(frozen=True)
class NetworkDrawing:
    """What is drawn: a graph, the words under its layers, and in which run its numbers are found.

    `roles` are the quantities whose values stand below the units, for example number `example`;
    `typed` and `shown` are how many characters a weight and such a value may have.
    """

    graph: Graph
    words: tuple[tuple[Any, ...], ...]
    run: str
    typed: int
    shown: int
    roles: tuple[str, ...] = ()
    example: int = 0

    @cached_property
    def columns(self) -> tuple[Column | None, ...]:
        """The columns from left to right."""
        return columns(self.graph.network, len(self.roles))

    @cached_property
    def wires(self) -> tuple[Wire, ...]:
        """The shortcuts."""
        return wires(self.graph.network, self.columns)


def network_picture(drawing: NetworkDrawing) -> Picture:
    """The picture; its geometry does not depend on numbers, only on how long they may be."""
    named = bool(drawing.roles)
    gaps, numbered = _gaps(drawing, named)
    if named and sum(gaps) > WIDEST:
        named = False
        gaps, numbered = _gaps(drawing, named)
    xs = [0.0]
    for gap in gaps:
        xs.append(xs[-1] + gap)
    edges: list[Mark] = []
    numbers: list[Mark] = []
    for at in range(1, len(drawing.columns)):
        for mark in _edges(drawing, at, xs, at in numbered, named):
            (numbers if isinstance(mark, Label) else edges).append(mark)
    found = [one for one in drawing.columns if one is not None]
    top = max(max(*one.ys, one.bias or 0.0) + one.radius for one in found) + 0.45
    edges += laid(drawing.wires, drawing.columns, xs, top)
    frames = [
        _frame(column, x)
        for column, x in zip(drawing.columns, xs, strict=True)
        if column is not None and column.kind == "concatenate"
    ]
    units = [mark for at in range(len(xs)) for mark in _column(drawing, at, xs[at], named)]
    return Picture((*frames, *edges, *numbers, *units, *_heads(drawing, xs)))


def _gaps(drawing: NetworkDrawing, named: bool) -> tuple[list[float], set[int]]:
    """The room between columns, and which columns have numbers on the lines that come in."""
    least = [_least(drawing, at, named) for at in range(1, len(drawing.columns))]
    for narrowest in EASY:
        wanted: dict[int, float] = {}
        for at in range(1, len(drawing.columns)):
            tried = [gap for gap in GAPS if gap >= max(least[at - 1], narrowest)]
            fits = [gap for gap in tried if _fits(drawing, at, gap, named)]
            if fits:
                wanted[at] = fits[0]
        gaps = [wanted.get(at, least[at - 1]) for at in range(1, len(drawing.columns))]
        if sum(gaps) <= WIDEST:
            break
    while wanted and sum(gaps) > WIDEST:
        widest = max(wanted, key=lambda at: wanted[at])
        del wanted[widest]
        gaps[widest - 1] = least[widest - 1]
    spare = max(0.0, WIDEST - sum(gaps)) / max(1, len(gaps))
    usual = [1.5 if _narrow(drawing, at) else 2.2 for at in range(1, len(drawing.columns))]
    gaps = [
        gap if at in wanted else max(gap, min(usual[at - 1], gap + spare))
        for at, gap in enumerate(gaps, start=1)
    ]
    return gaps, set(wanted)


def _narrow(drawing: NetworkDrawing, at: int) -> bool:
    """Whether a gap needs little room: before a join, beside layers that are left out."""
    pair = drawing.columns[at - 1], drawing.columns[at]
    return None in pair or (pair[1] is not None and pair[1].kind != "units")


def _least(drawing: NetworkDrawing, at: int, named: bool) -> float:
    """The least room before a column: for lines, for wires, for the words below, for values."""
    before, column = drawing.columns[at - 1], drawing.columns[at]
    if before is None or column is None:
        return 1.0
    words = _head_width(drawing, before) / 2 + _head_width(drawing, column) / 2 + 0.2
    needed = max(1.1 if _narrow(drawing, at) else 1.5, words) + room(drawing.wires, at - 1)
    if before.kind == column.kind == "units" and drawing.roles:
        needed = max(needed, _value_width(drawing, named) + 0.25)
    return needed


def _head_width(drawing: NetworkDrawing, column: Column) -> float:
    if column.kind != "units":
        return 0.5
    return max(0.6, _words_width(drawing.words[column.layer]))


def _words_width(words: Sequence[Any]) -> float:
    return sum(0.16 * len(word) if isinstance(word, str) else 1.0 for word in words)


def _value_width(drawing: NetworkDrawing, named: bool) -> float:
    mark = (1.0 if drawing.example == 0 else 1.35) if named else 0.0
    return mark + CHARACTER * drawing.shown


# Lines ---------------------------------------------------------------------------------------------
def _sources(drawing: NetworkDrawing, at: int) -> list[int]:
    """The entries of the column before that units of a column read, its bias unit included."""
    before = drawing.columns[at - 1]
    if before is None:
        return []
    return [*before.entries, *([BIAS] if before.bias is not None else [])]


def _has_numbers(drawing: NetworkDrawing, at: int) -> bool:
    column, before = drawing.columns[at], drawing.columns[at - 1]
    if column is None or before is None or column.kind != "units":
        return False
    whole = None not in column.places and None not in before.places
    return whole and len(_sources(drawing, at)) * len(column.entries) <= MOST_EDGES


def _straight(drawing: NetworkDrawing, at: int, x0: float, x1: float) -> list[tuple[Any, ...]]:
    """Every connection of a unit column: entry before, entry here, start and end of its line."""
    before, column = drawing.columns[at - 1], drawing.columns[at]
    if before is None or column is None:
        return []
    found = []
    for i in _sources(drawing, at):
        radius = RADIUS if i == BIAS else before.radius
        for j in column.entries:
            start, end = shortened(
                (x0, before.height(i)), (x1, column.height(j)), radius, column.radius
            )
            found.append((i, j, start, end))
    return found


def _fits(drawing: NetworkDrawing, at: int, gap: float, named: bool) -> bool:
    return _has_numbers(drawing, at) and _spots(drawing, at, 0.0, gap, named) is not None


def _spots(
    drawing: NetworkDrawing, at: int, x0: float, x1: float, named: bool
) -> tuple[Point, ...] | None:
    """Where the numbers of the lines into a column stand."""
    lines = [
        Weighted(start, end, CHARACTER * drawing.typed)
        for _, _, start, end in _straight(drawing, at, x0, x1)
    ]
    rising = [one for one in drawing.wires if one.start == at - 1]
    beside = x0 + RADIUS + room(rising, at - 1)
    walls = [((beside, -50.0), (beside, 50.0))] if rising else []
    boxes = [
        label.box
        for column, x in ((drawing.columns[at - 1], x0), (drawing.columns[at], x1))
        for label in _values(drawing, column, x, named)
    ]
    return spots(lines, walls, boxes)


def _edges(
    drawing: NetworkDrawing, at: int, xs: Sequence[float], numbered: bool, named: bool
) -> list[Mark]:
    """The lines that come into a column, with their numbers."""
    column, before = drawing.columns[at], drawing.columns[at - 1]
    if column is None or before is None:
        return []
    x0, x1 = xs[at - 1], xs[at]
    if column.kind != "units":
        pairs = direct(drawing.graph.network, drawing.columns, at)
        ends = [((x0, before.height(i)), (x1, column.height(j))) for i, j in pairs]
        return [
            Line(shortened(a, b, before.radius, column.radius), arrow=column.kind != "relay")
            for a, b in ends
        ]
    straight = _straight(drawing, at, x0, x1)
    dense = len(straight) > DENSE
    marks: list[Mark] = [
        Line((start, end), arrow=not dense, shade=60 if dense else 100, width=0.35 if dense else 0.5)
        for _, _, start, end in straight
    ]
    places = _spots(drawing, at, x0, x1, named) if numbered else None
    for (i, j, _, _), place in zip(straight, places or (), strict=False):
        words = (Math(_weight(drawing.graph, column.layer, i, j), drawing.run),)
        marks.append(Label(place, words, CHARACTER * drawing.typed, "small", backed=True))
    return marks


def _weight(graph: Graph, layer: int, i: int, j: int) -> Entry:
    """The weight from entry i to unit j, or the bias of unit j, where it stands as typed."""
    network = graph.network
    if i == BIAS and not network.folds(layer):
        return Entry(graph.quantity("bias", layer), j, 0)
    place = 0 if i == BIAS else i + int(network.folds(layer))
    row, column = (j, place) if network.product == "W x" else (place, j)
    return Entry(graph.quantity("weights", layer), row, column)


# Columns -------------------------------------------------------------------------------------------
def _column(drawing: NetworkDrawing, at: int, x: float, named: bool) -> list[Mark]:
    column = drawing.columns[at]
    if column is None:
        return [Circle((x + k * 0.2, 0.0), 0.03, 100) for k in (-1, 0, 1)]
    marks: list[Mark] = []
    for place, y in zip(column.places, column.ys, strict=True):
        if place is None:
            away = 0.2 if column.kind == "units" else 0.1
            marks += [Circle((x, y + k * away), 0.03, 100) for k in (-1, 0, 1)]
        elif column.kind == "relay":
            marks.append(Circle((x, y), column.radius, 100))
        else:
            marks.append(Circle((x, y), column.radius))
            if column.kind == "add":
                marks.append(Label((x, y), ("+",), 0.25))
            elif column.kind == "units":
                words = (_entry(drawing.graph.quantity("activation", column.layer), place),)
                marks.append(Label((x, y), words, 2 * RADIUS - 0.1))
    if column.bias is not None:
        marks.append(Circle((x, column.bias), RADIUS, 0, "dashed"))
        marks.append(Label((x, column.bias), ("1",), 0.2))
    return [*marks, *_values(drawing, column, x, named)]


def _frame(column: Column, x: float) -> Polygon:
    away, top, bottom = 0.24, column.ys[0] + 0.3, column.ys[-1] - 0.3
    return Polygon(((x - away, top), (x + away, top), (x + away, bottom), (x - away, bottom)))


def _entry(vector: Named, place: int) -> Math:
    return Math(vector if vector.shape == (1, 1) else Entry(vector, place, 0))


def _values(drawing: NetworkDrawing, column: Column | None, x: float, named: bool) -> list[Label]:
    """What stands below the units of a column: their values, one a line."""
    if column is None or column.kind != "units" or not drawing.roles:
        return []
    labels = []
    roles = drawing.roles if column.layer else ("activation",)
    for place in column.entries:
        for line, role in enumerate(roles):
            vector = _quantity(drawing, role, column.layer)
            name = _entry(vector, place).expression
            value = Math(Equation(name, (Form(name, drawing.run),)))
            if not named:
                value = Math(name, drawing.run)
            y = column.height(place) - RADIUS - 0.2 - LINE * line
            width = _value_width(drawing, named)
            labels.append(Label((x, y), (value,), width, "small", backed=True))
    return labels


def _quantity(drawing: NetworkDrawing, role: str, layer: int) -> Any:
    graph = drawing.graph
    name = graph.delta(layer) if role == "delta" else graph.quantity(role, layer)
    return of_example(name, drawing.example) if role in PER_EXAMPLE else name


def _heads(drawing: NetworkDrawing, xs: Sequence[float]) -> list[Mark]:
    """Below the columns: what they are called, with which activation; between them, the weights."""
    found = [one for one in drawing.columns if one is not None]
    lowest = min(min(*one.ys, one.bias or 0.0) - one.radius for one in found)
    y = lowest - 0.4 - LINE * len(drawing.roles)
    graph = drawing.graph
    marks: list[Mark] = []
    for at, (column, x) in enumerate(zip(drawing.columns, xs, strict=True)):
        if column is None or column.kind == "relay":
            continue
        role = "activation" if column.kind == "units" else "joined"
        marks.append(Label((x, y), (Math(graph.quantity(role, column.layer)),), 0.6))
        if column.kind != "units":
            continue
        words = drawing.words[column.layer]
        if words:
            marks.append(Label((x, y - 0.42), words, _words_width(words)))
        if column.layer and drawing.columns[at - 1] is not None:
            middle = (xs[at - 1] + x) / 2
            weights = (Math(graph.quantity("weights", column.layer)),)
            marks.append(Label((middle, y), weights, 0.6))
    return marks

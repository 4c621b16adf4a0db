"""The network drawn from its graph: units, biases, connections, weights, and values where asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from derive.calculus.expression import Entry, Named
from derive.calculus.graph import PER_EXAMPLE, of_example
from derive.writing.document import Equation, Form, Math
from derive.writing.pictures.network_columns import LINE, RADIUS, Column
from derive.writing.pictures.network_drawing import NetworkDrawing, words_width
from derive.writing.pictures.network_lines import lines, spaced, too_wide
from derive.writing.pictures.network_wires import laid
from derive.writing.pictures.picture import Circle, Label, Mark, Picture, Point, Polygon


def network_picture(drawing: NetworkDrawing) -> Picture:
    """The picture; its geometry does not depend on numbers, only on how long they may be."""
    xs, numbered = spaced(drawing)
    if drawing.roles and drawing.named and too_wide(drawing, xs):
        return network_picture(replace(drawing, named=False))
    connections: list[Mark] = []
    numbers: list[Mark] = []
    for at in range(1, len(drawing.columns)):
        made, labels = lines(drawing, at, xs, at in numbered)
        connections += made
        numbers += labels
    top = max(one.top for one in drawing.columns if one is not None) + 0.3
    connections += laid(drawing.wires, drawing.columns, xs, top)
    frames = [
        _frame((x, (one.ys[0] + one.ys[-1]) / 2), 0.24, (one.ys[0] - one.ys[-1]) / 2 + 0.3)
        for one, x in zip(drawing.columns, xs, strict=True)
        if one is not None and one.kind == "concatenate"
    ]
    units = [
        mark
        for column, x in zip(drawing.columns, xs, strict=True)
        for mark in _column(drawing, column, x)
    ]
    return Picture((*frames, *connections, *numbers, *units, *_heads(drawing, xs)))


def _column(drawing: NetworkDrawing, column: Column | None, x: float) -> list[Mark]:
    """The units of a column, or the places where layers are joined, and its bias unit."""
    if column is None:
        return [Circle((x + k * 0.2, 0.0), 0.03, 100) for k in (-1, 0, 1)]
    marks: list[Mark] = []
    for place, y in zip(column.places, column.ys, strict=True):
        if place is None:
            away = 0.1 if column.kind == "concatenate" else 0.2
            marks += [Circle((x, y + k * away), 0.03, 100) for k in (-1, 0, 1)]
        elif column.kind == "units" and column.card:
            marks.append(_frame((x, y), column.half, column.tall))
            marks += _values(drawing, column, place, (x, y))
        elif column.kind == "units":
            words = (_entry(drawing.graph.quantity("activation", column.layer), place),)
            marks += [Circle((x, y), RADIUS), Label((x, y), words, 2 * RADIUS - 0.1)]
        else:
            marks.append(Circle((x, y), column.radius, 100 if column.kind == "relay" else 0))
            if column.kind == "add":
                marks.append(Label((x, y), ("+",), 0.25))
    if column.bias is not None:
        away = x + column.bias_away
        marks.append(Circle((away, column.bias), RADIUS, 0, "dashed"))
        marks.append(Label((away, column.bias), ("1",), 0.2))
    return marks


def _frame(middle: Point, half: float, tall: float) -> Polygon:
    (x, y) = middle
    return Polygon(
        ((x - half, y + tall), (x + half, y + tall), (x + half, y - tall), (x - half, y - tall))
    )


def _entry(vector: Named, place: int) -> Math:
    return Math(vector if vector.shape == (1, 1) else Entry(vector, place, 0))


def _values(drawing: NetworkDrawing, column: Column, place: int, middle: Point) -> list[Label]:
    """The values of a unit, one a line; without their names, the unit's own name comes first."""
    assert column.card is not None
    roles = drawing.roles if column.layer else ("activation",)
    names = [_entry(_quantity(drawing, role, column.layer), place).expression for role in roles]
    words: list[Math] = []
    if drawing.named:
        words += [Math(Equation(name, (Form(name, drawing.run),))) for name in names]
    else:
        words.append(_entry(drawing.graph.quantity("activation", column.layer), place))
        words += [Math(name, drawing.run) for name in names]
    top = middle[1] + LINE * (len(words) - 1) / 2
    return [
        Label((middle[0], top - LINE * line), (word,), column.card.width - 0.1, "small")
        for line, word in enumerate(words)
    ]


def _quantity(drawing: NetworkDrawing, role: str, layer: int) -> Any:
    graph = drawing.graph
    name = graph.delta(layer) if role == "delta" else graph.quantity(role, layer)
    return of_example(name, drawing.example) if role in PER_EXAMPLE else name


def _heads(drawing: NetworkDrawing, xs: Sequence[float]) -> list[Mark]:
    """Below the columns: what they are called, with which activation; between them, the weights."""
    graph = drawing.graph
    y = min(one.bottom for one in drawing.columns if one is not None) - 0.42
    marks: list[Mark] = []
    for at, (column, x) in enumerate(zip(drawing.columns, xs, strict=True)):
        if column is None or column.kind == "relay":
            continue
        role = "activation" if column.kind == "units" else "joined"
        marks.append(Label((x, y), (Math(graph.quantity(role, column.layer)),), 0.6))
        if column.kind != "units":
            continue
        words = drawing.words[column.layer]
        marks.append(Label((x, y - 0.42), words, words_width(words)))
        if column.layer and drawing.columns[at - 1] is not None:
            middle = (xs[at - 1] + x) / 2
            weights = (Math(graph.quantity("weights", column.layer)),)
            marks.append(Label((middle, y), weights, 0.6))
    return marks

"""The network drawn and described: its layers as a table, and the shapes of its parameters."""

from __future__ import annotations

from derive.writing.document import Block, Inline, Math, Table
from derive.writing.shape import PartShape
from derive.writing.tell.given import function_name
from derive.writing.tell.pictures import drawn_network
from derive.writing.tell.words import Teller, counted

Row = tuple[tuple[Inline, ...], ...]


def draw(teller: Teller, part: PartShape) -> list[Block]:
    """The picture; then, layer by layer, units, activation, what is read, weights and biases.

    A picture with values in it stands for itself.
    """
    pictures = teller.heading(3, "heading.draw") + drawn_network(teller, part)
    if part.draw != "network":
        return pictures
    network = teller.shape.network
    heads = ("layer", "units", "activation", "reads", "weights", "biases")
    rows: list[Row] = [
        (teller.inlines("draw.input"), (str(network.inputs),), ("",), ("",), ("",), ("",))
    ]
    for number, layer in enumerate(network.layers, start=1):
        connections = network.fan_in(number) * layer.units
        rows.append(
            (
                (str(number),),
                (str(layer.units),),
                function_name(teller, number),
                teller.listed(
                    (one or teller.inlines("draw.input") for one in layer.sources),
                    teller.word("list.separator"),
                ),
                (str(connections),),
                (str(layer.units if layer.bias else 0),),
            )
        )
    return [
        *pictures,
        Table(tuple(teller.inlines(f"draw.head_{head}") for head in heads), tuple(rows)),
        *teller.say("draw.connected"),
    ]


def shapes(teller: Teller, part: PartShape) -> list[Block]:
    """Rows and columns of every parameter, and how many numbers there are."""
    graph, rows, total = teller.shape.graph, [], 0
    for layer in range(1, graph.depth + 1):
        for role in ("weights", "bias"):
            if graph.has(role, layer):
                name = graph.quantity(role, layer)
                height, width = (int(side) for side in name.shape)
                total += height * width
                size = teller.inlines("shapes.size", rows=height, columns=width)
                rows.append(((Math(name),), size, (str(height * width),)))
    heads = ("parameter", "shape", "numbers")
    return [
        *teller.heading(3, "heading.shapes"),
        Table(tuple(teller.inlines(f"shapes.head_{head}") for head in heads), tuple(rows)),
        *teller.say(counted("shapes.total", total), count=total),
    ]

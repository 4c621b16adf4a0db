"""Which pictures a sheet has: the network where it is asked for, or hard to follow in words."""

from __future__ import annotations

from derive.writing.document import Block, Figure, Inline
from derive.writing.pictures.network_drawing import NetworkDrawing
from derive.writing.pictures.network_picture import network_picture
from derive.writing.shape import GIVEN, PartShape
from derive.writing.tell.given import function_name
from derive.writing.tell.words import Teller

ROLES = {
    "network": (),
    "values": ("preactivation", "activation"),
    "deltas": ("preactivation", "activation", "delta"),
}


def given_network(teller: Teller) -> list[Block]:
    """The network under "Given": where the file says so, and never where it is to be drawn."""
    shape = teller.shape
    if not shape.drawn or any(part.wants("draw") for part in shape.parts):
        return []
    return [_figure(teller, GIVEN, shape.typed_width)]


def drawn_network(teller: Teller, part: PartShape) -> list[Block]:
    """The network as a part asks for it: bare, or with values, then once for each example."""
    shape, run = teller.shape, part.runs[0]
    typed = shape.typed_width if run.parameters == GIVEN else _shown(teller)
    roles = ROLES[part.draw]
    if not roles:
        return [_figure(teller, run.id, typed)]
    blocks: list[Block] = teller.say(f"draw.{part.draw}")
    for n in part.examples:
        if shape.indexed:
            blocks += teller.heading(4, "heading.example", n=n)
        blocks.append(_figure(teller, run.id, typed, roles, shape.example(n)))
    return blocks


def _figure(
    teller: Teller, run: str, typed: int, roles: tuple[str, ...] = (), example: int = 0
) -> Figure:
    graph = teller.shape.graph
    words: list[tuple[Inline, ...]] = [teller.inlines("draw.input")]
    words += [function_name(teller, layer) for layer in range(1, graph.depth + 1)]
    drawing = NetworkDrawing(graph, tuple(words), run, typed, _shown(teller), roles, example)
    return Figure(network_picture(drawing), _told(teller))


def _shown(teller: Teller) -> int:
    """How many characters a calculated number may have."""
    shape = teller.shape
    return shape.shown_width or shape.digits + (3 if shape.kind == "decimals" else 5)


def _told(teller: Teller) -> str:
    """The network in a few words, for those who do not see it."""
    network = teller.shape.network
    layers = [f"{layer.units} {teller.name(layer.activation)}" for layer in network.layers]
    and_then = teller.word("given.and")
    words = teller.inlines("draw.alt", inputs=network.inputs, layers=and_then.join(layers))
    return "".join(str(word) for word in words)

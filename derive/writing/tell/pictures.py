"""Which pictures a sheet has. What draws them is loaded with the first: most sheets have none."""

from __future__ import annotations

from derive.calculus.expression import Function
from derive.calculus.graph import of_example
from derive.calculus.plan import BATCH_LOSS, renewed
from derive.writing.document import Block, Figure, Inline
from derive.writing.holes import Slot
from derive.writing.runs import table
from derive.writing.shape import GIVEN, PartShape
from derive.writing.tell.given import function_name
from derive.writing.tell.words import Teller, counted

MOST_POINTS = 60
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
    from derive.writing.pictures.network_drawing import NetworkDrawing
    from derive.writing.pictures.network_picture import network_picture

    graph = teller.shape.graph
    words: list[tuple[Inline, ...]] = [teller.inlines("draw.input")]
    words += [function_name(teller, layer) for layer in range(1, graph.depth + 1)]
    drawing = NetworkDrawing(graph, tuple(words), run, typed, _shown(teller), roles, example)
    return Figure(network_picture(drawing), _told(teller))


def slope_figure(teller: Teller, part: PartShape, function: Function) -> list[Block]:
    """A function and its slope as curves, with the pre-activations of the first run that has any:
    of this part, else of the others."""
    if not teller.style.plots:
        return []
    from derive.writing.pictures.slope_plot import slope_plot

    shape, graph = teller.shape, teller.shape.graph
    layers = [one.inputs[0] for one in graph.applications if one.function == function]
    known = table(shape)
    slots: list[Slot] = []
    for other in (part, *shape.parts):
        slots = slots or [
            Slot(other.runs[0].id, z, i, 0)
            for n in other.examples
            for z in (of_example(layer, shape.example(n)) for layer in layers)
            for i in range(int(z.shape[0]))
            if (other.runs[0].id, z) in known
        ]
    plot = slope_plot(function, slots[:MOST_POINTS], teller.word("plot.here"))
    name = teller.name(function.name)
    return [Figure(plot, "".join(map(str, teller.inlines("plot.slope", function=name))))]


def loss_figure(teller: Teller, part: PartShape) -> list[Block]:
    """The loss over the steps of a part."""
    if part.steps < 2 or not teller.style.plots:
        return []
    from derive.writing.pictures.loss_plot import loss_plot

    known = table(teller.shape)
    models = []
    for parameters in part.parameters:
        runs = [run for run in part.runs if run.parameters == parameters]
        losses = [(run.id, BATCH_LOSS) for run in runs] + [(runs[-1].id, renewed(BATCH_LOSS))]
        slots = [Slot(run, name, 0, 0) for run, name in losses if (run, name) in known]
        name = teller.word("compare.given")
        if parameters != GIVEN:
            name = "".join(map(str, teller.inlines("compare.part", id=parameters)))
        models.append((name, slots))
    plot = loss_plot(models, teller.word("plot.steps"))
    return [*teller.say("plot.loss"), Figure(plot, teller.word("plot.loss_alt"))]


def _shown(teller: Teller) -> int:
    """How many characters a calculated number may have."""
    shape = teller.shape
    return shape.shown_width or shape.digits + (3 if shape.kind == "decimals" else 5)


def _told(teller: Teller) -> str:
    """The network in a few words, for those who do not see it."""
    network = teller.shape.network
    layers: list[tuple[Inline, ...]] = [
        teller.inlines(
            counted("given.layer", layer.units),
            units=layer.units,
            activation=teller.name(layer.activation),
        )
        for layer in network.layers
    ]
    key = counted("draw.alt", network.inputs)
    then = teller.word("given.and")
    words = teller.inlines(
        key, inputs=network.inputs, layers=then.join("".join(map(str, one)) for one in layers)
    )
    return "".join(map(str, words))

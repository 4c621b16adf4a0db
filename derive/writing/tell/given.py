"""What is given: the network in words, conventions, functions, and the numbers as typed."""

from __future__ import annotations

from derive.calculus.activations import activation
from derive.calculus.engine import backward
from derive.calculus.expression import Call, Named, Rate
from derive.calculus.functions import Z, definition
from derive.calculus.graph import of_example
from derive.calculus.indexed import As, I, softmax_jacobian
from derive.writing.document import Block, Display, Equation, Form, Inline, Math, Paragraph, Word
from derive.writing.shape import GIVEN
from derive.writing.tell.words import Teller, counted

# what a part may ask that uses the delta of the output
BACKWARD = ("backward", "derivative", "update", "derive")


def given(teller: Teller, picture: list[Block]) -> list[Block]:
    """The whole section, below the story; the same on question sheet and solution. `picture`
    follows the words."""
    blocks: list[Block] = []
    if teller.shape.story:  # with the numbers: sheets share their print whatever they tell
        blocks.append(Paragraph((Word("story", GIVEN),)))
    blocks += teller.heading(2, "heading.given")
    if _only_slopes(teller):
        return blocks + _functions(teller, with_loss=False)
    blocks += (
        _network(teller) + picture + _functions(teller) + _conventions(teller) + _parameters(teller)
    )
    blocks += _examples(teller) + _rounding(teller)
    return blocks


def _only_slopes(teller: Teller) -> bool:
    """Whether slopes of the network's functions are all that is asked: no more of it is needed."""
    graph = teller.shape.graph
    known = {f"slope {one.function.name}" for one in graph.applications if one.function}
    return all(
        part.ask == ("derive",) and known.issuperset(part.derive) for part in teller.shape.parts
    )


def _network(teller: Teller) -> list[Block]:
    network = teller.shape.network
    layers: list[tuple[Inline, ...]] = []
    for number, layer in enumerate(network.layers, start=1):
        key = counted("given.layer", layer.units)
        text = teller.inlines(key, units=layer.units, activation=function_name(teller, number))
        if len(layer.sources) > 1:
            kind = "given.reads_stack" if layer.join == "concatenate" else "given.reads_sum"
            sources = [
                teller.inlines("given.source", l=one)
                if one
                else teller.inlines("given.source_input")
                for one in layer.sources
            ]
            text += teller.inlines(kind, sources=teller.listed(sources))
        if not layer.bias:
            text += teller.inlines("given.no_bias")
        layers.append(text)
    return teller.say(
        counted("given.network", network.inputs),
        inputs=network.inputs,
        layers=teller.listed(layers, teller.word("given.and")),
        loss=teller.name(network.loss),
    )


def function_name(teller: Teller, layer: int) -> tuple[Inline, ...]:
    """What a layer's activation is called; one of the user's own is called by its sign."""
    name = teller.shape.network.layers[layer - 1].activation
    if name in teller.style.words["name"]:
        return (teller.name(name),)
    made = teller.shape.graph.made_by[teller.shape.graph.quantity("activation", layer)]
    return (Math(made.function),)


def _functions(teller: Teller, with_loss: bool = True) -> list[Block]:
    """The definitions of the activations and of the loss."""
    graph = teller.shape.graph
    equations = []
    for function in dict.fromkeys(one.function for one in graph.applications if one.function):
        if not activation(function.name).entrywise:
            formula = softmax_jacobian("any").first.args[0]
            equations.append(Equation(As[I], (Form(formula),), False))
        elif function.name != "identity":
            equations.append(Equation(Call(function, Z), (Form(definition(function)),), False))
    if with_loss:
        equations.append(Equation(graph.loss, (Form(graph.loss_value()),), False))
    words = teller.say(counted("given.functions", len(equations)))
    return [*words, Display(tuple(equations))]


def _conventions(teller: Teller) -> list[Block]:
    network, blocks = teller.shape.network, []
    if network.product != "W x":
        blocks += teller.say("given.transposed")
    if network.fold_bias:
        line = "column" if network.product == "W x" else "row"
        blocks += teller.say(f"given.fold_{line}")
    if network.count_from != (1, 1):
        row, column = network.count_from
        blocks += teller.say("given.count", row=row, column=column)
    if teller.shape.indexed:
        blocks += teller.say(f"given.{network.reduction}")
    if not teller.style.notes and _needs_unit_targets(teller):
        blocks += teller.say("given.targets")
    classified = any(part.wants("classify", "compare") for part in teller.shape.parts)
    if classified and network.layers[-1].units == 1:
        low, high = teller.shape.classes or ("0", "1")
        threshold = Word("threshold", GIVEN)
        blocks += teller.say("given.threshold", high=high, low=low, threshold=threshold)
    if teller.shape.classes and network.layers[-1].units > 1:
        blocks += teller.say("given.classes", classes=teller.listed(teller.shape.classes))
    return blocks


def _needs_unit_targets(teller: Teller) -> bool:
    """Whether the output delta is true only because targets sum to 1; styles that give a reason
    beside every line say it there."""
    graph = teller.shape.graph
    if not any(part.wants(*BACKWARD) for part in teller.shape.parts):
        return False
    lines = backward(graph).deltas[graph.depth].lines
    return any("unit targets" in line.rules for line in lines)


def _parameters(teller: Teller) -> list[Block]:
    graph = teller.shape.graph
    equations = []
    for layer in range(1, graph.depth + 1):
        for role in ("weights", "bias"):
            if graph.has(role, layer):
                beside = role == "bias" and _side_by_side(teller)
                equations.append(_as_typed(graph.quantity(role, layer), beside))
    blocks: list[Block] = [*teller.say("given.parameters"), Display(tuple(equations))]
    if teller.shape.has_rate:
        rate = Equation(Rate(), (Form(Rate(), GIVEN),))
        blocks += teller.say("given.rate", rate=Math(rate))
    return blocks


def _side_by_side(teller: Teller) -> bool:
    """Whether a layer's weights and bias, an example and its target share a row; in the middle of
    a page they stand better below each other."""
    return teller.style.align == "left"


def _as_typed(name: Named, beside: bool = False) -> Equation:
    return Equation(name, (Form(name, GIVEN),), beside=beside)


def _examples(teller: Teller) -> list[Block]:
    shape, blocks = teller.shape, []
    for kind, count in (("example", shape.examples), ("query", shape.queries)):
        if not count:
            continue
        equations = []
        for n in range(1, count + 1):
            index = shape.index(kind, n)
            x = of_example(shape.graph.quantity("activation", 0), index)
            equations.append(_as_typed(x))
            if shape.has_target(kind, n):
                target = of_example(shape.graph.target, index)
                equations.append(_as_typed(target, _side_by_side(teller)))
        key = "examples" if kind == "example" else "queries"
        blocks += teller.say(f"given.{key}{'_many' if count > 1 else ''}")
        blocks.append(Display(tuple(equations)))
    return blocks


def _rounding(teller: Teller) -> list[Block]:
    shape = teller.shape
    key = counted(f"rounding.{shape.kind}", shape.digits)
    words = teller.inlines(key, digits=shape.digits)
    for key in (shape.mode, shape.carry):
        words += teller.inlines(f"rounding.{key}")
    words += teller.inlines("rounding.end" if shape.kind == "exact" else "rounding.fewer")
    return [Paragraph(words)]

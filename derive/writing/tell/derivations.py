"""Symbolic derivations: slopes, the softmax Jacobian, the output delta, deltas and gradients."""

from __future__ import annotations

from derive.calculus.activations import activation
from derive.calculus.engine import backward
from derive.calculus.expression import Call, CallSlope, Function, Jacobian, Ratio
from derive.calculus.functions import A, Z
from derive.calculus.graph import function_of
from derive.calculus.indexed import (
    As,
    I,
    J,
    Zs,
    loss_slope,
    pair,
    softmax_jacobian,
    softmax_matrix,
)
from derive.calculus.network import Layer
from derive.calculus.output_form import slope_in_output
from derive.writing.document import Block, Display, Equation, Form, Inline, Math
from derive.writing.shape import PartShape
from derive.writing.tell.equations import derived
from derive.writing.tell.pictures import slope_figure
from derive.writing.tell.words import Teller


def signs(teller: Teller) -> list[Block]:
    """What the less usual signs of a backward pass mean, where the network brings them in."""
    network, blocks = teller.shape.network, []
    stacked = any(one.operation == "concatenation" for one in teller.shape.graph.applications)
    folded = network.fold_bias and network.depth > 1
    if stacked or (folded and teller.style.derivations):
        blocks += teller.say("backward.entries")
    if folded:
        blocks += teller.say("backward.without_bias")
    return blocks


def functions(teller: Teller, part: PartShape) -> list[Block]:
    """The derivatives of all functions in the network, those left out that a part derives."""
    asked = frozenset(one for other in teller.shape.parts for one in other.derive)
    blocks = teller.heading(4, "heading.functions") + functions_of(teller, asked)
    graph = teller.shape.graph
    if graph.made_by[graph.output].operation == "softmax" and "output delta" not in asked:
        blocks += output_delta(teller)
    return blocks


def met_at(teller: Teller) -> dict[int, list[Block]]:
    """By layer, what is derived before its delta: each function where it is met first on the way
    back, and the loss at the last layer; what a part derives by itself is left out."""
    asked = frozenset(one for other in teller.shape.parts for one in other.derive)
    graph = teller.shape.graph
    told: dict[int, list[Block]] = {graph.depth: _loss_slope(teller)}
    met = set()
    for layer in range(graph.depth, 0, -1):
        function = graph.made_by[graph.quantity("activation", layer)].function
        if function is not None and function not in met:
            met.add(function)
            told.setdefault(layer, []).extend(_function(teller, function, asked))
    return told


def functions_of(teller: Teller, asked: frozenset[str] = frozenset()) -> list[Block]:
    """The slope or Jacobian of every activation, and the derivative of the loss."""
    blocks: list[Block] = []
    graph = teller.shape.graph
    for function in dict.fromkeys(one.function for one in graph.applications if one.function):
        blocks += _function(teller, function, asked)
    return blocks + _loss_slope(teller)


def _function(teller: Teller, function: Function, asked: frozenset[str]) -> list[Block]:
    """The slope or Jacobian of one activation, unless it is among what is asked elsewhere."""
    if not activation(function.name).entrywise:
        return jacobian(teller) if "jacobian softmax" not in asked else []
    if function.name == "identity" or f"slope {function.name}" in asked:
        return []
    return slope(teller, function)


def _loss_slope(teller: Teller) -> list[Block]:
    return [*teller.say("backward.loss"), Display((loss_line(teller),))]


def loss_line(teller: Teller) -> Equation:
    """The derivative of the loss by one output, index by index."""
    derivation = loss_slope(teller.shape.network.loss)
    return derived(teller, Ratio(teller.shape.graph.loss, As[I]), derivation)


def slope(teller: Teller, function: Function) -> list[Block]:
    """The slope of an activation, from its definition down to its output where that is possible."""
    derivation = slope_in_output(function)
    sign = Math(function)
    blocks = teller.say("derive.slope", function=sign)
    blocks.append(Display((derived(teller, CallSlope(function, Z), derivation),)))
    if derivation.last.has(A):
        value = Equation(A, (Form(Call(function, Z)),))
        blocks += teller.say("derive.output_note", a=Math(value))
    return blocks


def jacobian(teller: Teller) -> list[Block]:
    """The softmax Jacobian: i = j, i and j different, both in one formula, as a matrix."""
    blocks = teller.say("derive.jacobian")
    for case in ("equal", "different", "any"):
        derivation = softmax_jacobian(case)
        by = Zs[I] if case == "equal" else Zs[J]
        blocks += teller.say(f"derive.jacobian_{case}", i=Math(I), j=Math(J))
        shown = derivation
        if case == "any":
            shown = type(derivation)(derivation.lines[-2:])
            line = Equation(Ratio(As[I], by), tuple(Form(one.value) for one in shown.lines), True)
        else:
            line = derived(teller, Ratio(As[I], by), derivation)
        blocks.append(Display((line,)))
    graph = teller.shape.graph
    a, z = graph.output, graph.quantity("preactivation", graph.depth)
    matrix = Equation(Jacobian(a, z), (Form(softmax_matrix(a)),), True)
    return [*blocks, *teller.say("derive.jacobian_matrix"), Display((matrix,))]


def output_delta(teller: Teller) -> list[Block]:
    """Loss and activation of the output layer together, in vectors; softmax index by index too."""
    graph = teller.shape.graph
    made = graph.made_by[graph.output]
    assert made.function is not None
    found = pair(made.function, graph.network.loss)
    if made.operation != "softmax":
        blocks = teller.say("derive.output_entrywise")
    else:
        blocks = teller.say("derive.output")
        lines = found.derivation.lines
        if not teller.shape.unit_targets:
            lines = tuple(line for line in lines if line.rules != ("unit targets",))
        line = derived(teller, Ratio(graph.loss, Zs[I]), type(found.derivation)(lines))
        blocks.append(Display((line,)))
        if found.delta is None:
            blocks += teller.say("derive.output_keeps")
        blocks += teller.say("derive.output_matrix")
    blocks.append(Display((_delta_line(teller, graph.depth),)))
    return blocks


def _delta_line(teller: Teller, layer: int) -> Equation:
    graph = teller.shape.graph
    derivation = backward(graph).deltas[layer]
    return derived(teller, graph.delta(layer), derivation)


def symbolic(teller: Teller, layer: int, what: str) -> list[Block]:
    """The derivation of a layer's delta, or of its gradients, in matrices."""
    graph = teller.shape.graph
    derivations = backward(graph)
    if what == "delta":
        key = "output" if layer == graph.depth else "hidden"
        delta = Math(graph.delta(layer))
        blocks = teller.say(f"backward.symbolic_{key}", l=layer, delta=delta)
        return [*blocks, Display((_delta_line(teller, layer),))]
    tables = [derivations.weights, derivations.biases]
    lines = [
        derived(teller, table[layer].first, table[layer]) for table in tables if layer in table
    ]
    alone = "" if len(lines) > 1 else "_alone"
    blocks = teller.say(f"backward.symbolic_weights{alone}", l=layer)
    return [*blocks, *(Display((line,)) for line in lines)]


def recursion(teller: Teller) -> list[Block]:
    """The delta of every hidden layer from that after it, and the gradients of a layer."""
    graph = teller.shape.graph
    blocks: list[Block] = []
    for layer in range(graph.depth - 1, 0, -1):
        blocks += teller.say("derive.recursion", l=layer)
        blocks.append(Display((_delta_line(teller, layer),)))
    blocks += teller.say("derive.recursion_weights")
    derivations = backward(graph)
    for table in (derivations.weights, derivations.biases):
        for layer in list(table)[:1]:
            blocks.append(Display((derived(teller, table[layer].first, table[layer]),)))
    return blocks


def derive(teller: Teller, part: PartShape) -> list[Block]:
    """What the part asks to derive, in its order."""
    blocks = teller.heading(3, "heading.derive")
    for one in part.derive:
        if one.startswith("slope "):
            function = named(teller, one.removeprefix("slope "))
            blocks += slope(teller, function) + slope_figure(teller, part, function)
        elif one == "jacobian softmax":
            blocks += jacobian(teller)
        elif one == "output delta":
            blocks += output_delta(teller)
        else:
            blocks += recursion(teller)
    return blocks


def named(teller: Teller, name: str) -> Function:
    """The function of a name: with the constants of the first layer that uses it."""
    for layer in teller.shape.network.layers:
        if layer.activation == name:
            return function_of(layer)
    return function_of(Layer(1, name, (0,)))


def what_to_derive(teller: Teller, part: PartShape) -> tuple[Inline, ...]:
    """What a part asks to derive, in words."""
    parts: list[tuple[Inline, ...]] = []
    for one in part.derive:
        if one.startswith("slope "):
            function = named(teller, one.removeprefix("slope "))
            parts.append(teller.inlines("ask.slope", function=Math(function)))
        else:
            key = {"jacobian softmax": "jacobian", "output delta": "output_delta"}.get(one, one)
            parts.append(teller.inlines(f"ask.{key}"))
    return teller.listed(parts)

"""The named slips: one list; each has words, changes what is right, and can be undone."""

import tomllib
from random import Random

import pytest
from flint import arb
from sympy import Integer

from derive.calculus.agree import _forward, _given
from derive.calculus.balls import Balls, alike
from derive.calculus.engine import backward
from derive.calculus.expression import MatAdd, Named, Scale, Slope
from derive.calculus.graph import build
from derive.calculus.network import Layer, Network
from derive.calculus.numeric import value
from derive.calculus.slips import SLIPS
from derive.resources import folder

# factor 2 and one half are two rows of it, another layer and a slope too many one more each
CONTRACT = 21


def network():
    layers = (Layer(3, "tanh", (0,)), Layer(3, "tanh", (1,)), Layer(3, "softmax", (2,)))
    return build(Network(3, "half squared error", layers), True)


def right():
    """Right expressions of every kind of line that the engine writes."""
    graph = network()
    derived = backward(graph)
    found = [a.page.forward(a) for a in graph.applications]
    for table in (derived.deltas, derived.weights, derived.activations):
        found += [line.value for one in table.values() for line in one.lines[1:]]
    return graph, found


def test_every_slip_has_words_and_every_word_a_slip():
    words = tomllib.loads((folder("templates") / "words/en.toml").read_text("utf-8"))
    assert list(words["slip"]) == list(SLIPS)
    assert len(SLIPS) == CONTRACT
    assert all(words["slip"].values())


OF_EXPRESSIONS = [
    name
    for name, row in SLIPS.items()
    if name not in ("hadamard", "layer", "slope_extra")
    and not [*row.numbers("0.275"), *row.results(("1", "2"))]
]


@pytest.mark.parametrize("name", OF_EXPRESSIONS)
def test_a_slipped_expression_has_another_value(name):
    """Somewhere among the engine's lines the slip can be made, and makes the line wrong."""
    graph, expressions = right()
    field = Balls()
    values = _given(graph, Random(3), 1)
    _forward(graph, values, field)
    backward_values(graph, values, field)
    if name == "gradient":
        weights = Named("weights", 2, 0, 3, 3)
        expressions = [MatAdd(weights, Scale(Integer(-1), backward(graph).weights[2].last))]
    if name == "other_weights":
        for key in list(values):
            if getattr(key, "role", "") in ("weights", "bias"):
                values[key.func(f"new {key.role}", *key.args[1:])] = [
                    [entry + arb(1) for entry in row] for row in values[key]
                ]
    changed = 0
    for expression in expressions:
        for slipped in SLIPS[name].expressions(expression):
            assert slipped != expression
            try:
                before, after = (value(one, values, field) for one in (expression, slipped))
            except (KeyError, TypeError, ValueError):
                continue  # formal derivatives have no value here
            changed += not alike(before, after)
    assert changed


def backward_values(graph, values, field):
    derived = backward(graph)
    for layer in range(graph.depth, 0, -1):
        values[graph.delta(layer)] = value(derived.deltas[layer].last, values, field)
        derivative = derived.activations[layer]
        values[derivative.first] = value(derivative.last, values, field)
    for one in graph.applications:
        if one.operation == "entrywise":
            z, a = values[one.inputs[0]], values[one.output]
            assert len(z) == len(a)
            slope = [[1 - entry[0] ** 2] for entry in a]  # tanh
            values[Slope(one.function, one.inputs[0])] = slope
            values[Slope(one.function, one.output)] = [[1 - e[0].tanh() ** 2] for e in a]


NUMBERS = [
    ("digit_dropped", "0.275", {"0.75", "0.25", "0.27"}),
    ("digits_exchanged", "0.275", {"0.725", "0.257"}),
    ("digits_exchanged", "0.33", set()),
    ("digits_exchanged", "-1.20", {"-2.10", "-1.02"}),
    ("point", "0.275", {"2.75", "0.0275"}),
    ("point", "12", {"1.2"}),
    ("point", "-0.05", {"-0.5", "-0.005"}),
    ("point", "0.00", set()),
]


@pytest.mark.parametrize(("name", "text", "expected"), NUMBERS)
def test_slips_of_digits(name, text, expected):
    assert set(SLIPS[name].numbers(text)) == expected


def test_slips_of_several_results():
    results = ("0.1", "0.2", "0.3")
    exchanged = set(SLIPS["exchanged"].results(results))
    assert exchanged == {("0.2", "0.1", "0.3"), ("0.3", "0.2", "0.1"), ("0.1", "0.3", "0.2")}
    for one in SLIPS["neuron"].results(results):
        assert sum(a != b for a, b in zip(one, results)) == 1
    assert not list(SLIPS["exchanged"].results(("1", "1")))

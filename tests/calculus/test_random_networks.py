"""Seeded random networks of every kind, against an independent reference, value by value."""

import math
import random
from decimal import Decimal

import mpmath
import oracle
import pytest

from derive.calculus.activations import ACTIVATIONS
from derive.calculus.losses import LOSSES
from derive.teaching.exercise import loads
from derive.teaching.solve import solve

COUNT = 156
FORMULAS = ("z^3/4", "z/(1+exp(-2*z))", "sin(z)+z/2", "z if z > 0 else z/4", "log(1+z^2)",
            "exp(-z^2)", "2*tanh(z/2)", "abs(z)", "max(z, 0.1*z)", "sqrt(1+z^2)-1")  # fmt: skip
ENTRYWISE = [name for name, row in ACTIVATIONS.items() if row.entrywise]
LOGARITHMS = {name for name, row in LOSSES.items() if "log" in row.term}
NEAR = 1e-12  # autograd works in doubles
KINK = 1e-3


def number(chance, low=-120, high=120):
    return Decimal(chance.randint(low, high)) / 100


def layer_of(chance, name):
    layer = {"units": chance.randint(1, 4), "activation": name}
    if name == "leaky relu" and chance.random() < 0.7:
        layer["slope"] = Decimal(chance.randint(1, 40)) / 100
    if name == "elu" and chance.random() < 0.7:
        layer["alpha"] = Decimal(chance.randint(5, 25)) / 10
    if chance.random() < 0.15:
        layer["bias"] = False
    return layer


def architecture(chance, seed):
    """A network as an exercise file has it; the seed sees that every row has its turn."""
    losses, hidden = list(LOSSES), [*ENTRYWISE, *FORMULAS, "softmax"]
    loss = losses[seed % len(losses)]
    depth = chance.randint(1, 5)
    layers = []
    for number_ in range(1, depth + 1):
        name = hidden[(seed + 7 * number_) % len(hidden)]
        if number_ == depth:
            name = hidden[(seed // len(losses)) % len(hidden)]
            if loss in LOGARITHMS:
                name = "softmax" if loss == "cross-entropy" and seed % 2 else "sigmoid"
        layer = layer_of(chance, name)
        if name == "softmax":
            layer["units"] = chance.randint(2, 4)
        layers.append(layer)
    spec = {"inputs": chance.randint(1, 4), "loss": loss, "layer": layers}
    if chance.random() < 0.4:
        spec["product"] = "W^T x"
    if chance.random() < 0.3:
        spec["fold_bias"] = True
    if chance.random() < 0.4:
        spec["reduction"] = "mean"
    if depth > 1 and chance.random() < 0.4:
        skip(chance, spec)
    return spec


def skip(chance, spec):
    """One layer that reads two: side by side, or added where the widths agree."""
    number_ = chance.randint(2, len(spec["layer"]))
    widths = [spec["inputs"], *(layer["units"] for layer in spec["layer"])]
    other = chance.randint(0, number_ - 2)
    layer = spec["layer"][number_ - 1]
    layer["from"] = [other, number_ - 1]
    layer["join"] = "add" if widths[other] == widths[number_ - 1] else "concatenate"


def shapes(spec):
    widths = [spec["inputs"]]
    for number_, layer in enumerate(spec["layer"], start=1):
        sources = [widths[k] for k in layer.get("from", [number_ - 1])]
        fan = sum(sources) if layer.get("join") == "concatenate" else sources[0]
        folded = spec.get("fold_bias", False) and layer.get("bias", True)
        units, fan = layer["units"], fan + folded
        yield (units, fan) if spec.get("product", "W x") == "W x" else (fan, units)
        widths.append(units)


def numbers_of(chance, spec):
    W = [
        [[number(chance) for _ in range(columns)] for _ in range(rows)]
        for rows, columns in shapes(spec)
    ]
    folded = spec.get("fold_bias", False)
    b = [
        None
        if folded or not layer.get("bias", True)
        else [number(chance) for _ in range(layer["units"])]
        for layer in spec["layer"]
    ]
    examples = []
    outputs = spec["layer"][-1]["units"]
    for _ in range(chance.randint(1, 3)):
        x = [number(chance, -200, 200) for _ in range(spec["inputs"])]
        t = [Decimal(chance.randint(0, 10)) / 10 for _ in range(outputs)]
        hot = chance.randrange(outputs)
        if spec["layer"][-1]["activation"] == "softmax" and chance.random() < 0.6:
            t = [Decimal(int(k == hot)) for k in range(outputs)]
        t[hot] = t[hot] or Decimal(1)  # not all are 0: cross-entropy would not depend on anything
        examples.append((x, t))
    return W, b, examples


def at_a_kink(spec, W, b, examples):
    """Whether any pre-activation is near a kink, or an output too near 0 or 1 for a logarithm."""
    for x, t in examples:
        found = oracle.values(spec, W, b, x, t)
        for k, layer in enumerate(spec["layer"], start=1):
            if layer["activation"] in ("softmax", "sigmoid", "tanh", "identity"):
                continue
            if any(abs(z) < KINK for z in found[f"z.{k}"]):
                return True
        if any(abs(z) > 12 for k in range(1, len(spec["layer"]) + 1) for z in found[f"z.{k}"]):
            return True
        if spec["loss"] in LOGARITHMS and not all(0.01 < a < 0.99 for a in found["output"]):
            return True
    return False


def network(seed):
    """(spec, W, b, examples, rate) of a seed, tried again until no kink is near."""
    chance = random.Random(seed)
    while True:
        spec = architecture(chance, seed)
        W, b, examples = numbers_of(chance, spec)
        if not at_a_kink(spec, W, b, examples):
            return spec, W, b, examples, Decimal(chance.randint(1, 20)) / 10


def inline(value):
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case list() | tuple():
            return "[" + ", ".join(map(inline, value)) + "]"
        case dict():
            return "{ " + ", ".join(f"{key} = {inline(one)}" for key, one in value.items()) + " }"
    return str(value)


def toml(spec, W, b, examples, rate, ask=("forward", "loss", "backward", "update")):
    lines = ["example = " + inline([{"x": x, "t": t} for x, t in examples])]
    lines += ["part = " + inline([{"ask": list(ask)}]), "[network]"]
    lines += [f"{key} = {inline(value)}" for key, value in spec.items()]
    lines += ["[numbers]", f"learning_rate = {rate}"]
    lines += [f"W.{k} = {inline(matrix)}" for k, matrix in enumerate(W, start=1)]
    lines += [f"b.{k} = {inline(v)}" for k, v in enumerate(b, start=1) if v is not None]
    return "\n".join(lines) + "\n"


def flat(value):
    if isinstance(value, list):
        for one in value:
            yield from flat(one)
    else:
        yield value


def differences(what, value, expected, near=NEAR):
    """A line for each array that is not the expected one, relative to its own scale."""
    here, there = list(flat(value)), list(flat(expected))
    scale = max([1e-3, *map(abs, there)])
    worst = max((abs(a - b) for a, b in zip(here, there, strict=True)), default=0)
    # the key has 12 digits: half a unit of the twelfth, and the doubles of the reference
    if not worst <= near * scale * 10:
        yield f"{what}: {value} instead of {expected}"


def shape(value):
    return [len(value), *shape(value[0])] if isinstance(value, list) else []


def compared(key, spec, W, b, examples, rate):
    (part,) = key["parts"]
    expected = oracle.gradients(spec, W, b, examples)
    for one, there in zip(part["examples"], expected["examples"], strict=True):
        for name, fact in there.items():
            # with a collapsing pair nothing needs the slope, but it exists here and must be told
            assert name in one["values"], name
            yield f"example {one['index']} {name}", one["values"][name], fact
    new_W, new_b = oracle.step(spec, W, b, examples, rate)
    values = part["values"]
    for k in range(1, len(W) + 1):
        yield f"grad.W.{k}", values[f"grad.W.{k}"], expected[f"grad.W.{k}"]
        yield f"new.W.{k}", values[f"new.W.{k}"], new_W[k - 1]
        assert (f"grad.b.{k}" in values) == (b[k - 1] is not None)
        if b[k - 1] is not None:
            yield f"grad.b.{k}", values[f"grad.b.{k}"], expected[f"grad.b.{k}"]
            yield f"new.b.{k}", values[f"new.b.{k}"], new_b[k - 1]
    yield "loss", values["loss"], expected["loss"]


@pytest.mark.parametrize("seed", range(COUNT))
def test_every_value_is_the_reference(seed):
    drawn = network(seed)
    text = toml(*drawn)
    key = solve(loads(text, "x.toml")).key
    wrong = []
    for what, value, expected in compared(key, *drawn):
        assert shape(value) == shape(expected), what
        wrong += differences(what, value, expected)
    assert not wrong, text


def test_the_draw_reaches_everything():
    specs = [network(seed)[0] for seed in range(COUNT)]
    layers = [layer for spec in specs for layer in spec["layer"]]
    used = {layer["activation"] for layer in layers}
    assert used >= {*ACTIVATIONS, *FORMULAS}
    last = {(spec["layer"][-1]["activation"]) for spec in specs}
    assert last >= set(ACTIVATIONS)
    assert {spec["loss"] for spec in specs} == set(LOSSES)
    assert {len(spec["layer"]) for spec in specs} == set(range(1, 6))
    assert {layer["units"] for layer in layers} == {1, 2, 3, 4}
    assert {layer.get("join") for layer in layers if "from" in layer} == {"add", "concatenate"}
    for option in ("product", "fold_bias", "reduction"):
        assert 20 < sum(option in spec for spec in specs) < COUNT - 20
    assert sum(layer.get("bias") is False for layer in layers) > 20


@pytest.mark.parametrize("seed", range(0, COUNT, 6))
def test_all_digits_against_differences_at_many_digits(seed):
    """All 12 digits of every gradient, where doubles would leave the last ones open."""
    spec, W, b, examples, rate = network(seed)
    (part,) = solve(loads(toml(spec, W, b, examples, rate), "x.toml")).key["parts"]
    wrong = []

    def check(name, value, which):
        expected = oracle.finite_difference(spec, W, b, examples, which)
        if abs(expected) < 1e-18:
            expected = mpmath.mpf(0)
        if not abs(value - expected) <= 1e-11 * abs(expected):
            wrong.append((name, which, value, mpmath.nstr(expected, 20)))

    for k, matrix in enumerate(W, start=1):
        found = part["values"][f"grad.W.{k}"]
        for i, row in enumerate(matrix):
            for j, _ in enumerate(row):
                check("W", found[i][j], ("W", k, i, j))
        for i, _ in enumerate(b[k - 1] or ()):
            check("b", part["values"][f"grad.b.{k}"][i], ("b", k, i))
    loss = oracle.loss(spec, W, b, examples)
    assert abs(part["values"]["loss"] - loss) <= 1e-11 * abs(loss)
    assert not wrong


@pytest.mark.parametrize("seed", range(0, COUNT, 13))
def test_after_the_update_the_way_forward_is_that_of_the_new_weights(seed):
    spec, W, b, examples, rate = network(seed)
    rate = rate / 20  # a small step, so that no logarithm leaves its range
    ask = ("forward", "loss", "backward", "update", "forward again")
    (part,) = solve(loads(toml(spec, W, b, examples, rate, ask), "x.toml")).key["parts"]
    new_W, new_b = oracle.step(spec, W, b, examples, rate)
    wrong, total = [], 0.0
    for one, (x, t) in zip(part["examples"], examples, strict=True):
        expected = oracle.values(spec, new_W, new_b, x, t)
        total += expected["loss"]
        for name, fact in expected.items():
            wrong += differences(name, one["values"][f"new.{name}"], fact, near=1e-11)
    share = len(examples) if spec.get("reduction") == "mean" else 1
    assert math.isclose(part["values"]["new.loss"], total / share, rel_tol=1e-9)
    before = oracle.gradients(spec, W, b, examples)["loss"]
    assert part["values"]["fell"] is (total / share < before)
    assert not wrong

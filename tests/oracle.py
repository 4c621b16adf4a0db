"""A second opinion: nets valued and differentiated without anything of derive, and without SymPy.

One forward pass, written over plain scalars, runs on two kinds of number: HIPS autograd's boxed
doubles (`gradients`) and mpmath's floats (`finite_difference`). Only the first knows derivatives.

    raw = read("exercises/lecture-tanh.toml")
    W, b, examples = given(raw)
    gradients(raw["network"], W, b, examples)["grad.W.1"]

Layers count from 1, as in the names; indices into a matrix are Python's, from 0, as typed.
"""

import ast
import math
import tomllib
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import autograd
import autograd.numpy as np
import mpmath
from autograd.extend import defvjp, primitive

DIGITS = 60  # worked with in finite_difference
STEP = "1e-15"  # so that the difference is off by about STEP², far below double precision


# Two kinds of number


@primitive
def _erf(x):
    return math.erf(x)


defvjp(_erf, lambda ans, x: lambda g: g * 2 / math.sqrt(math.pi) * np.exp(-x * x))


DOUBLE = SimpleNamespace(
    number=lambda text: float(Fraction(str(text))),
    exp=np.exp, log=np.log, tanh=np.tanh, sin=np.sin, cos=np.cos, sqrt=np.sqrt, erf=_erf,
    max=max, min=min, abs=np.abs, pi=math.pi,
)  # fmt: skip


def _precise(text):
    exact = Fraction(str(text))
    return mpmath.mpf(exact.numerator) / exact.denominator


def _mp():
    """Made anew, because pi is rounded to the precision of the moment."""
    return SimpleNamespace(
        number=_precise,
        exp=mpmath.exp, log=mpmath.log, tanh=mpmath.tanh, sin=mpmath.sin, cos=mpmath.cos,
        sqrt=mpmath.sqrt, erf=mpmath.erf, max=max, min=min, abs=abs, pi=+mpmath.pi,
    )  # fmt: skip


# Activations and losses


def _sigmoid(z, m):
    return 1 / (1 + m.exp(-z))  # this form, so that the slope keeps its digits at large z


ENTRYWISE = {
    "identity": lambda z, m, layer: z * 1,
    "sigmoid": lambda z, m, layer: _sigmoid(z, m),
    "tanh": lambda z, m, layer: m.tanh(z),
    "relu": lambda z, m, layer: z * 1 if z > 0 else z * 0,
    "leaky relu": lambda z, m, layer: z * 1 if z > 0 else z * m.number(layer.get("slope", "0.01")),
    "elu": lambda z, m, layer: z * 1 if z > 0 else m.number(layer.get("alpha", 1)) * (m.exp(z) - 1),
    "softplus": lambda z, m, layer: z + m.log(1 + m.exp(-z)) if z > 0 else m.log(1 + m.exp(z)),
    "silu": lambda z, m, layer: z * _sigmoid(z, m),
    "gelu": lambda z, m, layer: z * (1 + m.erf(z / m.sqrt(m.number(2)))) / 2,
    "gelu tanh": lambda z, m, layer: (
        z * (1 + m.tanh(m.sqrt(2 / m.pi) * (z + m.number("0.044715") * z**3))) / 2
    ),
}


def _softmax(z, m):
    top = max(z)
    powers = [m.exp(entry - top) for entry in z]
    return [power / sum(powers) for power in powers]


OPERATORS = {
    ast.Add: lambda x, y: x + y,
    ast.Sub: lambda x, y: x - y,
    ast.Mult: lambda x, y: x * y,
    ast.Div: lambda x, y: x / y,
    ast.Pow: lambda x, y: x**y,
}
COMPARISONS = {
    ast.Gt: lambda x, y: x > y,
    ast.GtE: lambda x, y: x >= y,
    ast.Lt: lambda x, y: x < y,
    ast.LtE: lambda x, y: x <= y,
}
FUNCTIONS = ("exp", "log", "tanh", "sin", "cos", "sqrt", "erf", "max", "min", "abs")


def formula(text, z, m):
    """A user's formula at z; ValueError for anything outside the grammar."""
    text = text.replace("^", "**").strip()

    def value(node):
        match node:
            case ast.Name(id="z"):
                return z
            case ast.Name(id="pi"):
                return m.pi
            case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
                return m.number(ast.get_source_segment(text, node))
            case ast.BinOp() if type(node.op) is ast.Pow:
                return _power(value(node.left), node.right, value)
            case ast.BinOp() if type(node.op) in OPERATORS:
                return OPERATORS[type(node.op)](value(node.left), value(node.right))
            case ast.UnaryOp(op=ast.USub()):
                return -value(node.operand)
            case ast.UnaryOp(op=ast.UAdd()):
                return value(node.operand)
            case ast.IfExp(test=ast.Compare(ops=[sign])) if type(sign) in COMPARISONS:
                left, right = value(node.test.left), value(node.test.comparators[0])
                return value(node.body if COMPARISONS[type(sign)](left, right) else node.orelse)
            case ast.Call(func=ast.Name(id=name), keywords=[]) if name in FUNCTIONS:
                return getattr(m, name)(*map(value, node.args))
        raise ValueError(f"not in the grammar of formulas: {ast.unparse(node)}")

    return value(ast.parse(text, mode="eval").body)


def _power(base, exponent, value):
    """A whole exponent stays an int: then the base may be negative or zero."""
    power = value(exponent)
    if isinstance(power, float | mpmath.mpf) and power == int(power):
        power = int(power)
    return base**power


def activate(layer, z, m):
    name = layer["activation"]
    if name == "softmax":
        return _softmax(z, m)
    if name in ENTRYWISE:
        return [ENTRYWISE[name](entry, m, layer) for entry in z]
    if "z" not in name:
        raise ValueError(f"no activation is called {name!r}")
    return [formula(name, entry, m) * 1 for entry in z]


def _plogp(weight, a, m):
    """weight · ln a, with 0 · ln 0 = 0."""
    return 0 if weight == 0 else weight * m.log(a)


LOSSES = {
    "half squared error": lambda a, t, m: sum((x - y) ** 2 for x, y in zip(a, t)) / 2,
    "squared error": lambda a, t, m: sum((x - y) ** 2 for x, y in zip(a, t)),
    "mean squared error": lambda a, t, m: sum((x - y) ** 2 for x, y in zip(a, t)) / len(a),
    "cross-entropy": lambda a, t, m: -sum(_plogp(y, x, m) for x, y in zip(a, t)),
    "binary cross-entropy": lambda a, t, m: (
        -sum(_plogp(y, x, m) + _plogp(1 - y, 1 - x, m) for x, y in zip(a, t))
    ),
}


# The net


def _entry(W, i, j, spec):
    """The weight into unit i from place j, whichever way round W is printed."""
    return W[i][j] if spec.get("product", "W x") == "W x" else W[j][i]


def forward(spec, W, b, x, m, shift_z=None, shift_a=None):
    """All z and a of one example: two lists by layer, a[0] the input.

    `shift_z[l]` and `shift_a[l]` (zeros) are added to z and a of layer l + 1: the gradient by them
    is the one by z or a, over every path.
    """
    a, zs = [list(x)], [None]
    for number, layer in enumerate(spec["layer"], start=1):
        sources = [a[k] for k in layer.get("from", [number - 1])]
        if layer.get("join", "add") == "concatenate":
            into = [entry for source in sources for entry in source]
        else:
            if len({len(source) for source in sources}) != 1:
                raise ValueError(f"layer {number} adds vectors of different lengths")
            into = [sum(entries) for entries in zip(*sources)]
        biased = layer.get("bias", True)
        if biased and spec.get("fold_bias"):
            into = [m.number(1), *into]
        z = []
        for i in range(layer["units"]):
            total = sum(_entry(W[number - 1], i, j, spec) * into[j] for j in range(len(into)))
            if biased and not spec.get("fold_bias"):
                total = total + b[number - 1][i]
            if shift_z is not None:
                total = total + shift_z[number - 1][i]
            z.append(total)
        out = activate(layer, z, m)
        if shift_a is not None:
            out = [entry + shift_a[number - 1][i] for i, entry in enumerate(out)]
        zs.append(z)
        a.append(out)
    return zs, a


def _loss(spec, W, b, x, t, m, shift_z=None, shift_a=None):
    a = forward(spec, W, b, x, m, shift_z, shift_a)[1]
    return LOSSES[spec["loss"]](a[-1], t, m)


def _share(spec, examples):
    return len(examples) if spec.get("reduction", "sum") == "mean" else 1


def _numbers(value, m):
    """Decimals, integers and "1/3" in any nesting, as numbers of kind m; None stays."""
    if isinstance(value, list | tuple | np.ndarray):
        return [_numbers(entry, m) for entry in value]
    return None if value is None else m.number(value)


def _plain(value):
    """As the answer key has it: lists of floats."""
    return np.asarray(value, dtype=float).tolist()


def gradients(spec, W, b, examples):
    """Everything of one forward and one backward pass, under the names of the answer key.

    W and b are lists by layer in the shapes typed (b: None where a layer has none); examples are
    pairs (x, t). A delta belongs to its example alone; gradients and loss are summed or averaged.
    """
    W = [np.array(_numbers(matrix, DOUBLE)) for matrix in W]
    biases = [None if vector is None else np.array(_numbers(vector, DOUBLE)) for vector in b]
    with_bias = [k for k, vector in enumerate(biases) if vector is not None]
    pairs = [(_numbers(x, DOUBLE), _numbers(t, DOUBLE)) for x, t in examples]
    share = _share(spec, pairs)
    nil = [np.zeros(layer["units"]) for layer in spec["layer"]]

    def all_biases(some):
        return [some[with_bias.index(k)] if k in with_bias else None for k in range(len(W))]

    def batch(W, some):
        losses = [_loss(spec, W, all_biases(some), x, t, DOUBLE) for x, t in pairs]
        return sum(losses) / share

    found = {"examples": [], "loss": float(batch(W, [biases[k] for k in with_bias]))}
    by_W, by_b = autograd.grad(batch, argnum=(0, 1))(W, [biases[k] for k in with_bias])
    for k, gradient in enumerate(by_W):
        found[f"grad.W.{k + 1}"] = _plain(gradient)
    for k, gradient in zip(with_bias, by_b):
        found[f"grad.b.{k + 1}"] = _plain(gradient)

    for x, t in pairs:
        zs, a = forward(spec, W, biases, x, DOUBLE)

        def shifted(at_z, at_a, x=x, t=t):
            return _loss(spec, W, biases, x, t, DOUBLE, at_z, at_a)

        by_z, by_a = autograd.grad(shifted, argnum=(0, 1))(nil, nil)
        values = {
            "loss": float(_loss(spec, W, biases, x, t, DOUBLE)),
            "output": _plain(a[-1]),
        }
        for k, layer in enumerate(spec["layer"], start=1):
            values[f"z.{k}"] = _plain(zs[k])
            values[f"a.{k}"] = _plain(a[k])
            values[f"delta.{k}"] = _plain(by_z[k - 1])
            values[f"grad.a.{k}"] = _plain(by_a[k - 1])
            if layer["activation"] != "softmax":
                slope = autograd.grad(lambda z, layer=layer: activate(layer, [z], DOUBLE)[0])
                values[f"slope.{k}"] = [float(slope(float(z))) for z in zs[k]]
            else:
                jacobian = [
                    autograd.grad(lambda z, i=i: _softmax([z[j] for j in range(len(z))], DOUBLE)[i])
                    for i in range(len(zs[k]))
                ]
                values[f"jacobian.{k}"] = [_plain(row(np.array(zs[k]))) for row in jacobian]
        found["examples"].append(values)
    return found


def values(spec, W, b, x, t=None):
    """The forward pass alone, for a query: z.l, a.l, output, and the loss if there is a target."""
    W, b, x = _numbers(W, DOUBLE), _numbers(b, DOUBLE), _numbers(x, DOUBLE)
    zs, a = forward(spec, W, b, x, DOUBLE)
    found = {"output": _plain(a[-1])}
    for k in range(1, len(a)):
        found |= {f"z.{k}": _plain(zs[k]), f"a.{k}": _plain(a[k])}
    if t is not None:
        found["loss"] = float(LOSSES[spec["loss"]](a[-1], _numbers(t, DOUBLE), DOUBLE))
    return found


def step(spec, W, b, examples, rate):
    """The parameters after one update, as (W, b) in the shapes given."""
    found, rate = gradients(spec, W, b, examples), DOUBLE.number(rate)

    def moved(name, old):
        if old is None:
            return None
        return _plain(np.array(_numbers(old, DOUBLE)) - rate * np.array(found[name]))

    return (
        [moved(f"grad.W.{k}", matrix) for k, matrix in enumerate(W, start=1)],
        [moved(f"grad.b.{k}", vector) for k, vector in enumerate(b, start=1)],
    )


# The same loss at many digits


def loss(spec, W, b, examples, digits=50):
    """The batch's loss as an mpmath number."""
    with mpmath.workdps(digits):
        return +_precise_loss(spec, W, b, examples)


def _precise_loss(spec, W, b, examples, nudge=None):
    m = _mp()
    W, b = _numbers(W, m), _numbers(b, m)
    if nudge is not None:
        (kind, layer, *place), size = nudge
        *way, last = place
        row = (W if kind == "W" else b)[layer - 1]
        for index in way:
            row = row[index]
        row[last] += size
    pairs = [(_numbers(x, m), _numbers(t, m)) for x, t in examples]
    return sum(_loss(spec, W, b, x, t, m) for x, t in pairs) / _share(spec, pairs)


def finite_difference(spec, W, b, examples, which):
    """∂loss/∂parameter by a central difference; `which`: ("W", layer, i, j) or ("b", layer, i)."""
    with mpmath.workdps(DIGITS):
        h = mpmath.mpf(STEP)
        up = _precise_loss(spec, W, b, examples, (which, h))
        down = _precise_loss(spec, W, b, examples, (which, -h))
        return (up - down) / (2 * h)


# Exercise files, read raw


def read(path):
    with open(path, "rb") as file:
        return tomllib.load(file, parse_float=Decimal)


def given(raw):
    """(W, b, examples) of a raw exercise: the parameters in full, though one number was typed."""
    spec, numbers = raw["network"], raw["numbers"]
    widths, W, b = [spec["inputs"]], [], []
    for number, layer in enumerate(spec["layer"], start=1):
        biased, units = layer.get("bias", True), layer["units"]
        sources = [widths[k] for k in layer.get("from", [number - 1])]
        into = sum(sources) if layer.get("join", "add") == "concatenate" else sources[0]
        into += bool(biased and spec.get("fold_bias"))
        shape = (units, into) if spec.get("product", "W x") == "W x" else (into, units)
        matrix = numbers["W"]
        if isinstance(matrix, dict):
            matrix = matrix[str(number)]
        if not isinstance(matrix, list):
            matrix = [[matrix] * shape[1] for _ in range(shape[0])]
        if (len(matrix), *{len(row) for row in matrix}) != shape:
            raise ValueError(f"W.{number} should be {shape[0]} x {shape[1]}")
        W.append(matrix)
        if biased and not spec.get("fold_bias"):
            vector = numbers["b"]
            if isinstance(vector, dict):
                vector = vector[str(number)]
            vector = vector if isinstance(vector, list) else [vector] * units
            if len(vector) != units:
                raise ValueError(f"b.{number} should have {units} entries")
            b.append(vector)
        else:
            b.append(None)
        widths.append(units)
    return W, b, [(example["x"], example["t"]) for example in raw.get("example", [])]

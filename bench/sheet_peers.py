"""The peers of sheets.py: NumPy with Jinja on a finished text, and handcalcs on plain lines."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
from jinja2 import Environment

from derive.teaching.exercise import Exercise

NUMBER = re.compile(r"(?<![\w.{^_])-?\d+\.\d+")
DERIVATIVES = {"tanh": lambda a: 1 - a * a, "sigmoid": lambda a: a * (1 - a)}


def numbers(exercise: Exercise) -> dict[str, Any]:
    """All that a sheet shows of one example and one update, in doubles."""
    spec = exercise.network
    W = [np.array([[float(e.value) for e in row] for row in one]) for one in exercise.W]
    b = [np.array([float(e.value) for e in one or ()]) for one in exercise.b]
    x, t = (np.array([float(e.value) for e in one]) for one in pair(exercise))
    rate = float(exercise.learning_rate.value) if exercise.learning_rate else 0.0
    found: dict[str, Any] = {"x": x, "t": t}
    outputs = [x]
    for k, layer in enumerate(spec.layers):
        z = W[k] @ outputs[-1] + b[k]
        a = np.tanh(z)
        if layer.activation == "softmax":
            a = np.exp(z) / np.exp(z).sum()
        found |= {f"W{k}": W[k], f"b{k}": b[k], f"z{k}": z, f"a{k}": a}
        outputs.append(a)
    y = outputs[-1]
    cross = spec.loss == "cross-entropy"
    found["loss"] = np.array(-(t * np.log(y)).sum() if cross else ((y - t) ** 2).sum())
    upper = -t / y if cross else 2 * (y - t)
    for k in range(spec.depth - 1, -1, -1):
        found[f"ga{k}"] = upper
        if spec.layers[k].activation == "softmax":
            found[f"jacobian{k}"] = np.diag(y) - np.outer(y, y)
            delta = y - t
        else:
            found[f"slope{k}"] = DERIVATIVES[spec.layers[k].activation](outputs[k + 1])
            delta = upper * found[f"slope{k}"]
        gradient = np.outer(delta, outputs[k])
        found |= {f"delta{k}": delta, f"gW{k}": gradient, f"nW{k}": W[k] - rate * gradient}
        found[f"nb{k}"] = b[k] - rate * delta
        upper = W[k].T @ delta
    return found


def pair(exercise: Exercise) -> tuple[Any, Any]:
    """Inputs and targets of the one example."""
    one = exercise.examples[0]
    return one.x, one.t or ()


def variables(found: dict[str, Any], digits: int) -> dict[str, str]:
    """Every entry as text, by a name of its own."""
    return {
        f"{name}_{place}": f"{entry:.{digits}f}"
        for name, array in found.items()
        for place, entry in enumerate(np.ravel(array).tolist())
    }


def plain_jinja(
    exercise: Exercise, texts: list[str], digits: int
) -> tuple[Callable[..., Any], str]:
    """A call that renders the finished texts with other numbers, and how much of them varies."""
    environment = Environment(
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
    names: dict[str, str] = {}
    for name, text in variables(numbers(exercise), digits).items():
        names.setdefault(short(text), name)
    counts = [0, 0]

    def slot(found: re.Match[str]) -> str:
        text = short(found[0])
        counts[text in names] += 1
        return f"<< {names[text]} >>" if text in names else found[0]

    templates = [environment.from_string(NUMBER.sub(slot, text)) for text in texts]

    def sheet(other: Exercise) -> list[str]:
        found = numbers(other)
        shown = variables(found, digits)
        key = json.dumps({name: array.tolist() for name, array in found.items()})
        return [*(template.render(shown) for template in templates), key]

    return sheet, f"{counts[1]} of {sum(counts)} decimals are variables"


def short(text: str) -> str:
    """Without zeros at the end."""
    return text.rstrip("0").rstrip(".")


def handcalcs_sheet(exercise: Exercise) -> Callable[..., Any] | None:
    """A call that has handcalcs print every scalar line once; None where it is not installed."""
    try:
        from handcalcs.handcalcs import LatexRenderer
    except ImportError:
        return None
    source = "\n".join(scalar_lines(exercise))
    code = compile(source, "lines", "exec")
    options = {"override": "", "precision": 10, "sci_not": None}

    def sheet(other: Exercise) -> str:
        scope: dict[str, Any] = {"tanh": math.tanh, "exp": math.exp, "log": math.log}
        x, t = pair(other)
        for name, vector in (("x_0", x), ("t", t)):
            scope |= {f"{name}_{i}": float(entry.value) for i, entry in enumerate(vector)}
        scope["eta"] = float(other.learning_rate.value) if other.learning_rate else 0.0
        for k, (W, b) in enumerate(zip(other.W, other.b, strict=True), start=1):
            for i, row in enumerate(W):
                scope |= {f"w_{k}_{i}_{j}": float(entry.value) for j, entry in enumerate(row)}
            scope |= {f"b_{k}_{i}": float(entry.value) for i, entry in enumerate(b or ())}
        exec(code, scope)
        return str(LatexRenderer(source, scope, options).render())

    return sheet


def scalar_lines(exercise: Exercise) -> list[str]:
    """Forward, loss, backward and update of a chain of layers, one assignment a line."""
    spec, lines = exercise.network, []
    cross = spec.loss == "cross-entropy"
    for k, layer in enumerate(spec.layers, start=1):
        units, source = range(layer.units), range(spec.width(k - 1))
        for i in units:
            terms = [f"w_{k}_{i}_{j} * x_{k - 1}_{j}" for j in source]
            lines.append(f"z_{k}_{i} = {' + '.join(terms)} + b_{k}_{i}")
        total = " + ".join(f"exp(z_{k}_{i})" for i in units)
        soft = layer.activation == "softmax"
        for i in units:
            right = f"exp(z_{k}_{i}) / ({total})" if soft else f"tanh(z_{k}_{i})"
            lines.append(f"x_{k}_{i} = {right}")
    L = spec.depth
    outputs = range(spec.width(L))
    form = "-t_{0} * log(x_{1}_{0})" if cross else "(x_{1}_{0} - t_{0})**2"
    lines.append("L = " + " + ".join(form.format(i, L) for i in outputs))
    for k in range(L, 0, -1):
        for i in range(spec.width(k)):
            if k == L:
                upper = f"x_{k}_{i} - t_{i}" if cross else f"2 * (x_{k}_{i} - t_{i})"
            else:
                after = range(spec.width(k + 1))
                upper = " + ".join(f"w_{k + 1}_{m}_{i} * delta_{k + 1}_{m}" for m in after)
            slope = "" if k == L and cross else f" * (1 - x_{k}_{i}**2)"
            lines.append(f"delta_{k}_{i} = {f'({upper}){slope}' if slope else upper}")
    for k in range(1, L + 1):
        for i in range(spec.width(k)):
            for j in range(spec.width(k - 1)):
                lines.append(f"g_{k}_{i}_{j} = delta_{k}_{i} * x_{k - 1}_{j}")
                lines.append(f"v_{k}_{i}_{j} = w_{k}_{i}_{j} - eta * g_{k}_{i}_{j}")
            lines.append(f"c_{k}_{i} = b_{k}_{i} - eta * delta_{k}_{i}")
    return lines

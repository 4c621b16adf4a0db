"""The peer of gradients.py: every weight a symbol, the loss one expression, diff, cse, latex."""

from __future__ import annotations

from typing import Any

import sympy as sp

from derive.calculus.network import Network


def gradients_of(net: Network) -> str:
    """LaTeX of all gradients, parts in common named first."""
    loss, weights = loss_of(net)
    named, reduced = sp.cse([sp.diff(loss, weight) for weight in weights])
    lines = [f"{sp.latex(name)} = {sp.latex(value)}" for name, value in named]
    lines += [
        rf"\frac{{\partial L}}{{\partial {sp.latex(weight)}}} = {sp.latex(value)}"
        for weight, value in zip(weights, reduced, strict=True)
    ]
    return "\n".join(lines)


def loss_of(net: Network) -> tuple[Any, list[Any]]:
    """The loss of a chain of layers, and the symbols of its weights and biases."""
    outputs = list(sp.symbols(f"x_1:{net.inputs + 1}"))
    weights: list[Any] = []
    for number, layer in enumerate(net.layers, start=1):
        rows = [
            [sp.Symbol(f"w^{number}_{i}{j}") for j in range(1, len(outputs) + 1)]
            for i in range(1, layer.units + 1)
        ]
        bias = [sp.Symbol(f"b^{number}_{i}") for i in range(1, layer.units + 1)]
        weights += [*(one for row in rows for one in row), *bias]
        z = [
            sum(w * a for w, a in zip(row, outputs, strict=True)) + b
            for row, b in zip(rows, bias, strict=True)
        ]
        if layer.activation == "softmax":
            total = sum(sp.exp(one) for one in z)
            outputs = [sp.exp(one) / total for one in z]
        else:
            outputs = [getattr(sp, layer.activation)(one) for one in z]
    targets = sp.symbols(f"t_1:{len(outputs) + 1}")
    pairs = list(zip(outputs, targets, strict=True))
    if net.loss == "cross-entropy":
        return -sum(t * sp.log(a) for a, t in pairs), weights
    return sum((a - t) ** 2 for a, t in pairs) / 2, weights

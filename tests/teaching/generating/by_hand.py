"""Plain networks worked out in NumPy as students do, right and with one slip: nothing of derive.

    right = worked(net, rate)
    wrong = worked(net, rate, "no slope", 1)

answers every quantity by the names of the answer key, the slip carried on to the end.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Net:
    """A chain of layers: weights are units x inputs, biases apart, a pair for each example."""

    layers: tuple
    loss: str
    W: tuple
    b: tuple
    examples: tuple
    mean: bool
    folded: bool
    turned: bool

    @classmethod
    def of(cls, spec, W, b, examples):
        """From the tables of a file; None where layers do more than stand in a row."""
        if any("from" in layer or "slope" in layer for layer in spec["layer"]):
            return None
        folded, turned = spec.get("fold_bias", False), spec.get("product", "W x") == "W^T x"
        matrices, biases = [], []
        for matrix, bias in zip(W, b, strict=True):
            whole = np.array([[float(entry) for entry in row] for row in matrix])
            whole = whole.T if turned else whole
            matrices.append(whole[:, 1:] if folded else whole)
            given = whole[:, 0] if folded else np.array([float(entry) for entry in bias])
            biases.append(given)
        pairs = tuple(
            (np.array([float(e) for e in x]), np.array([float(e) for e in t])) for x, t in examples
        )
        names = tuple(layer["activation"] for layer in spec["layer"])
        mean = spec.get("reduction", "sum") == "mean"
        return cls(names, spec["loss"], tuple(matrices), tuple(biases), pairs, mean, folded, turned)


VALUES = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "softmax": lambda z: np.exp(z) / np.exp(z).sum(),
}
SLOPES = {
    "identity": lambda a: np.ones_like(a),
    "sigmoid": lambda a: a * (1 - a),
    "tanh": lambda a: 1 - a * a,
    "relu": lambda a: (a > 0) * 1.0,
}
BY_OUTPUT = {
    "half squared error": lambda a, t: a - t,
    "squared error": lambda a, t: 2 * (a - t),
    "binary cross-entropy": lambda a, t: (a - t) / (a * (1 - a)),
}
LOSSES = {
    "half squared error": lambda a, t: ((a - t) ** 2).sum() / 2,
    "squared error": lambda a, t: ((a - t) ** 2).sum(),
    "binary cross-entropy": lambda a, t: -(t * np.log(a) + (1 - t) * np.log(1 - a)).sum(),
    "cross-entropy": lambda a, t: -np.log(a[t > 0]) @ t[t > 0],
}


def slips(net):
    """Every slip that can be made in a network, and in which layer."""
    depth = len(net.layers)
    found = [("sign", depth), ("uphill", 0), ("gradient for parameter", 0)]
    for layer, name in enumerate(net.layers, start=1):
        found.append(("no bias", layer))
        if name not in ("identity", "softmax") and not (
            layer == depth and net.loss == "binary cross-entropy"
        ):
            found.append(("no slope", layer))
        if layer < depth:
            found.append(("new weights", layer))
            rows, columns = net.W[layer].shape
            if rows == columns > 1:
                found.append(("no transpose", layer))
    return found


def worked(net, rate, slip="", at=0):
    """Every quantity by its name in the key: of examples as `1/z.2`, of the batch as `grad.W.2`."""
    depth, found = len(net.layers), {}
    share = len(net.examples) if net.mean else 1
    gradients = None
    for turn in (1, 2):  # the second time round, the weights after the update are known
        W_new = net.W
        if turn == 2:
            W_new = [w - rate * g for w, (g, _) in zip(net.W, gradients, strict=True)]
        gradients = [[0 * w, 0 * b] for w, b in zip(net.W, net.b, strict=True)]
        total = 0
        for number, (x, t) in enumerate(net.examples, start=1):
            a = [x]
            for layer in range(1, depth + 1):
                z = net.W[layer - 1] @ a[-1]
                if (slip, at) != ("no bias", layer):
                    z = z + net.b[layer - 1]
                a.append(VALUES[net.layers[layer - 1]](z))
                found[f"{number}/z.{layer}"], found[f"{number}/a.{layer}"] = z, a[-1]
            found[f"{number}/loss"] = LOSSES[net.loss](a[-1], t)
            total += found[f"{number}/loss"] / share
            delta = None
            for layer in range(depth, 0, -1):
                name = net.layers[layer - 1]
                if layer == depth:
                    by_a = None if name == "softmax" else BY_OUTPUT[net.loss](a[-1], t)
                else:
                    back = W_new[layer] if (slip, at) == ("new weights", layer) else net.W[layer]
                    by_a = (back if (slip, at) == ("no transpose", layer) else back.T) @ delta
                if by_a is None:
                    delta = a[-1] * t.sum() - t  # softmax with cross-entropy
                else:
                    slope = 1 if (slip, at) == ("no slope", layer) else SLOPES[name](a[layer])
                    delta = by_a * slope
                if (slip, at) == ("sign", layer):
                    delta = -delta
                found[f"{number}/delta.{layer}"] = delta
                gradients[layer - 1][0] += np.outer(delta, a[layer - 1]) / share
                gradients[layer - 1][1] += delta / share
        if slip != "new weights":
            break
    found["loss"] = total
    for layer, (by_W, by_b) in enumerate(gradients, start=1):
        step = -rate if slip == "uphill" else rate
        W, b = net.W[layer - 1] - step * by_W, net.b[layer - 1] - step * by_b
        if slip == "gradient for parameter":
            W, b = by_W, by_b
        for kind, (matrix, vector) in {"grad": (by_W, by_b), "new": (W, b)}.items():
            whole = np.column_stack([vector, matrix]) if net.folded else matrix
            found[f"{kind}.W.{layer}"] = whole.T if net.turned else whole
            if not net.folded:
                found[f"{kind}.b.{layer}"] = vector
    return found

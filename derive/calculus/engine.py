"""Reverse accumulation by recorded rewriting: from the loss back to every quantity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from derive.calculus.derivation import Derivation, rewrite
from derive.calculus.expression import Named, Partial
from derive.calculus.graph import Graph, of_example
from derive.calculus.rules import RULES, Context


@dataclass(frozen=True)
class Backward:
    """Every derivation of the way back, of one example: deltas, and gradients of activations,
    weights and biases by layer."""

    deltas: dict[int, Derivation]
    activations: dict[int, Derivation]
    weights: dict[int, Derivation]
    biases: dict[int, Derivation]


def derive(graph: Graph, quantity: Any, known: dict[Any, Any]) -> Derivation:
    """The derivative of the loss by `quantity`, with every rule used, down to known names.

    >>> from derive.calculus.graph import build
    >>> from derive.calculus.network import Layer, Network
    >>> graph = build(Network(2, "half squared error", (Layer(1, "identity", (0,)),)))
    >>> [line.rules[0] for line in derive(graph, graph.output, {}).lines]
    ['definition', 'loss']
    """
    context = Context(graph, quantity, known)
    return rewrite(Partial(graph.loss, quantity), RULES, context, "definition")


@lru_cache(maxsize=128)
def backward(graph: Graph) -> Backward:
    """All derivations from the last layer to the first; each uses the deltas before it."""
    known: dict[Any, Any] = {}
    deltas: dict[int, Derivation] = {}
    activations: dict[int, Derivation] = {}
    weights: dict[int, Derivation] = {}
    biases: dict[int, Derivation] = {}
    for layer in range(graph.depth, 0, -1):
        z, a = graph.quantity("preactivation", layer), graph.quantity("activation", layer)
        activations[layer] = derive(graph, a, known)
        deltas[layer] = derive(graph, z, known)
        known = {**known, z: graph.delta(layer)}
        weights[layer] = derive(graph, graph.quantity("weights", layer), known)
        if graph.has("bias", layer):
            biases[layer] = derive(graph, graph.quantity("bias", layer), known)
    return Backward(deltas, activations, weights, biases)


def batch(graph: Graph, quantity: Named, examples: tuple[int, ...]) -> Derivation:
    """The derivative of a batch's loss by weights or a bias: the examples' deltas together."""
    known = {
        of_example(graph.quantity("preactivation", layer), n): of_example(graph.delta(layer), n)
        for layer in range(1, graph.depth + 1)
        for n in examples
    }
    context = Context(graph, quantity, known, examples)
    loss = Named("batch loss", 0, 0, 1, 1)
    return rewrite(Partial(loss, quantity), RULES, context, "definition")

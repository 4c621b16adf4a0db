"""Named quantities and their definitions, inputs first: any chain or DAG of layers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from sympy import Integer, Rational

from derive.calculus.activations import activation
from derive.calculus.expression import Function, LossOf, Named
from derive.calculus.network import Layer, Network
from derive.calculus.operations import Application


@dataclass(frozen=True)
class Graph:
    """The applications of one example (example 0: any), and its loss."""

    network: Network
    applications: tuple[Application, ...]
    loss: Named
    target: Named
    unit_targets: bool = False

    @property
    def depth(self) -> int:
        return self.network.depth

    @property
    def output(self) -> Named:
        return self.quantity("activation", self.depth)

    @cached_property
    def made_by(self) -> dict[Named, Application]:
        """The application that defines each quantity."""
        return {one.output: one for one in self.applications}

    @cached_property
    def uses(self) -> dict[Named, tuple[tuple[Application, int], ...]]:
        """Where each quantity is used: the application and the place among its inputs."""
        found: dict[Named, list[tuple[Application, int]]] = {}
        for one in self.applications:
            for slot, source in enumerate(one.inputs):
                found.setdefault(source, []).append((one, slot))
        return {quantity: tuple(places) for quantity, places in found.items()}

    @cached_property
    def _named(self) -> dict[tuple[str, int], Named]:
        named = {}
        for one in self.applications:
            for quantity in (one.output, *one.inputs):
                named[quantity.role, int(quantity.layer)] = quantity
        return named

    def quantity(self, role: str, layer: int) -> Named:
        """The quantity of a role and a layer; KeyError where the network has none."""
        return self._named[role, layer]

    def has(self, role: str, layer: int) -> bool:
        return (role, layer) in self._named

    def delta(self, layer: int) -> Named:
        """The name of the loss's derivative by the pre-activations of a layer."""
        z = self.quantity("preactivation", layer)
        return Named("delta", z.layer, z.example, *z.shape)

    def loss_value(self) -> Any:
        """The definition of the loss."""
        return LossOf(self.network.loss, self.output, self.target)


def function_of(layer: Layer) -> Function:
    """The activation of a layer with the constants that it may set."""
    row = activation(layer.activation)
    values = {"slope": layer.slope, "alpha": layer.alpha}
    return Function(
        row.name,
        tuple(
            (name, Rational(values[name].numerator, values[name].denominator))
            for name in row.constants
        ),
    )


@lru_cache(maxsize=256)
def build(network: Network, unit_targets: bool = False) -> Graph:
    """The graph of one example of a network.

    `unit_targets` says that every target sums to 1, which lets one rule apply.
    """
    applications: list[Application] = []
    outputs = [Named("activation", 0, 0, network.inputs, 1)]
    for number, layer in enumerate(network.layers, start=1):
        source = _layer_input(network, number, outputs, applications)
        z = Named("preactivation", number, 0, layer.units, 1)
        inputs = [Named("weights", number, 0, *network.weights_shape(number)), source]
        if network.has_bias(number):
            inputs.append(Named("bias", number, 0, layer.units, 1))
        applications.append(Application(z, "affine", tuple(inputs), product=network.product))
        a = Named("activation", number, 0, layer.units, 1)
        function = function_of(layer)
        kind = "entrywise" if activation(layer.activation).entrywise else "softmax"
        applications.append(Application(a, kind, (z,), function))
        outputs.append(a)
    return Graph(
        network,
        tuple(applications),
        Named("loss", 0, 0, 1, 1),
        Named("target", 0, 0, network.layers[-1].units, 1),
        unit_targets,
    )


def _layer_input(
    network: Network, number: int, outputs: list[Named], applications: list[Application]
) -> Named:
    """What a layer reads: one activation, or several joined, with a leading 1 where folded."""
    layer = network.layers[number - 1]
    source = outputs[layer.sources[0]]
    if len(layer.sources) > 1:
        joined = Named("joined", number, 0, network.fan_in(number), 1)
        kind = "concatenation" if layer.join == "concatenate" else "addition"
        parts = tuple(outputs[one] for one in layer.sources)
        applications.append(Application(joined, kind, parts))
        source = joined
    if network.folds(number):
        with_one = Named("with one", source.layer, 0, source.shape[0] + 1, 1)
        if source.role == "joined":
            with_one = Named("joined with one", number, 0, source.shape[0] + 1, 1)
        if with_one not in {one.output for one in applications}:
            applications.append(Application(with_one, "prepend", (source,)))
        source = with_one
    return source


PER_EXAMPLE = frozenset(
    (
        "activation",
        "preactivation",
        "joined",
        "with one",
        "joined with one",
        "delta",
        "target",
        "loss",
    )
)


@lru_cache(maxsize=50_000)
def of_example(expression: Any, example: int) -> Any:
    """The expression with every quantity of an example being that of example number `example`."""
    if isinstance(expression, Named):
        if expression.role in PER_EXAMPLE:
            return Named(expression.role, expression.layer, Integer(example), *expression.shape)
        return expression
    if not expression.args:
        return expression
    return expression.func(*(of_example(part, example) for part in expression.args))

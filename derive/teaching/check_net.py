"""The network that a formula is held against: derived by the engine, valued as terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from derive.calculus import term as tm
from derive.calculus.activations import activation
from derive.calculus.agree import check_network as lines_agree
from derive.calculus.domain import Domain, Unknown
from derive.calculus.engine import backward
from derive.calculus.engine_terms import engine_term, key_of
from derive.calculus.graph import Graph, build
from derive.calculus.losses import loss as loss_row
from derive.calculus.network import Layer, Network
from derive.calculus.slips import SLIPS
from derive.calculus.term import Term
from derive.calculus.term_fields import Field
from derive.calculus.term_value import Values, substituted
from derive.calculus.terms import value
from derive.calculus.world_functions import loss_terms
from derive.errors import DeriveError

MOST_LAYERS = 12
DEEP = 4
LETTERS = {
    "weights": "W", "bias": "b", "preactivation": "z", "activation": "a", "delta": "δ",
    "target": "t", "rate": "η",
}  # fmt: skip


@dataclass(frozen=True)
class Net:
    """A chain of layers with pairwise different widths, and its derivations as terms.

    `formulas` define z and a by their keys, `gradients` are the last lines of the derivations,
    `expressions` every line of them as the engine has it, gradients under "gradient of ...".
    """

    graph: Graph
    functions: tuple[str, ...]
    formulas: dict[str, Term]
    gradients: dict[str, Term]
    expressions: dict[str, tuple[Any, ...]]

    def gradient(self, role: str, layer: int) -> Term | None:
        """The derived formula of the loss's derivative by a quantity."""
        if (role, layer) == ("activation", 0):
            return self._by_input
        return self.gradients.get(f"{role} {layer}")

    @cached_property
    def _by_input(self) -> Term:
        """The derivative by the inputs: what the engine derives for the layer above them."""
        source = self
        if self.graph.depth == 1:
            network = self.graph.network
            source = net(2, "sigmoid", "sigmoid", network.loss, network.product)
        found: Term = substituted(
            source.gradients["activation 1"],
            {f"{role} 2": tm.Variable(f"{role} 1") for role in ("weights", "delta")},
        )
        return found

    def loss(self) -> Term:
        """The loss of one example, as it is defined, in the outputs and targets."""
        factor, term = loss_terms(self.graph.network.loss)
        names: dict[str, Term] = {
            "a": tm.Variable(f"activation {self.graph.depth}"),
            "t": tm.Variable("target 0"),
        }
        count = tm.Constant(Fraction(int(self.graph.target.shape[0])))
        total = tm.Call("total", (substituted(term, names),))
        return tm.Multiply((substituted(factor, {"n": count}), total), ("", ""))

    def letters(self) -> dict[str, str]:
        """What the quantities are called."""
        found = {"target 0": "t", "activation 0": "x", "rate": "η"}
        for layer in range(1, self.graph.depth + 1):
            for role in ("weights", "bias", "preactivation", "activation", "delta"):
                found[f"{role} {layer}"] = f"{LETTERS[role]}{layer}"
        return found

    def domain(self) -> Domain:
        """Where formulas are tried; one value for all formulas, so that points are valued once."""
        return self._domain

    @cached_property
    def _domain(self) -> Domain:
        """All weights, biases, inputs and targets; what follows from them is worked out."""
        unknowns = [Unknown("rate", low=Fraction(0), high=Fraction(1))]
        # where there are many layers, so that nothing grows out of all bounds
        most = Fraction(2) if self.graph.depth <= DEEP else Fraction(1, 2)
        further = []
        for one in self.graph.applications:
            for name in (*one.inputs, one.output):
                rows, columns = int(name.shape[0]), int(name.shape[1])
                if name.role in ("weights", "bias") or key_of(name) == "activation 0":
                    unknowns.append(Unknown(key_of(name), rows, columns, -most, most))
                elif name.role == "preactivation":
                    further.append(Unknown(key_of(name), rows, columns))
                    further.append(Unknown(f"delta {name.layer}", rows, columns))
                    further.append(Unknown(f"activation {name.layer}", rows, columns))
        rows = int(self.graph.target.shape[0])
        unknowns.append(Unknown("target 0", rows, 1, Fraction(0), Fraction(1)))
        layers = range(1, self.graph.depth + 1)
        outputs = {f"activation {n}": self.formulas[f"activation {n}"] for n in layers}
        deltas = {f"delta {n}": self.gradients[f"delta {n}"] for n in layers}
        return Domain(
            tuple(unknowns),
            complete=self.complete,
            readings=({}, outputs, outputs | deltas, self.formulas, self.formulas | deltas),
            proof=(*unknowns, *further),
        )

    def complete(self, values: Values, field: Field) -> Values:
        """The way forward, and the deltas back, by the derived formulas."""
        found = dict(values)
        if self.graph.unit_targets:
            found["target 0"] = _summing_to_one(found["target 0"], field)
        for key, formula in self.formulas.items():
            found[key] = value(formula, found, field)
        for layer in range(self.graph.depth, 0, -1):
            found[f"delta {layer}"] = value(self.gradients[f"delta {layer}"], found, field)
        return found


def _summing_to_one(targets: Any, field: Field) -> Any:
    total = field.number(Fraction(0))
    for row in targets.rows[:-1]:
        total = total + row[0]
    last = field.number(Fraction(1)) - total
    return type(targets)([*targets.rows[:-1], [last]])


@lru_cache(maxsize=32)
def net(layers: int, hidden: str, output: str, loss: str, product: str, alike: bool = False) -> Net:
    """The network that is asked about, every line of its derivations checked.

    All widths differ, so that no shape fits by chance; with `alike` they are the same, so that
    wrong shapes can be valued too. Raises DeriveError for unknown names.
    """
    if not 1 <= layers <= MOST_LAYERS:
        raise DeriveError(f"layers: expected a number from 1 to {MOST_LAYERS}, found {layers}")
    for name in (hidden, output):
        activation(name)
    if hidden == "softmax" and layers > 1:
        raise DeriveError("softmax belongs to the output layer: name it as the output")
    loss_row(loss)
    chain = tuple(
        Layer(
            3 if alike or number == layers else number + 3,
            hidden if number < layers else output,
            (number - 1,),
        )
        for number in range(1, layers + 1)
    )
    network = Network(3 if alike else 2, loss, chain, product=product)
    lines_agree(network, True)
    graph = build(network, True)
    derived = backward(graph)
    forward = {key_of(a.output): a.page.forward(a) for a in graph.applications}
    tables = {
        "weights": derived.weights,
        "bias": derived.biases,
        "preactivation": derived.deltas,
        "delta": derived.deltas,
        "activation": derived.activations,
    }
    back = {
        f"{role} {layer}": derivation
        for role, table in tables.items()
        for layer, derivation in table.items()
    }
    lines = {key: (one, one.xreplace(_inner(graph, forward))) for key, one in forward.items()}
    return Net(
        graph,
        tuple(one.activation for one in chain),
        {key: engine_term(one) for key, one in forward.items()},
        {key: engine_term(one.last) for key, one in back.items()},
        lines
        | {
            f"gradient of {key}": tuple(line.value for line in one.lines[1:])
            for key, one in back.items()
        },
    )


def _inner(graph: Graph, forward: dict[str, Any]) -> dict[Any, Any]:
    """What each z is made of, to be put in for it."""
    return {
        one.output: forward[key_of(one.output)]
        for one in graph.applications
        if one.output.role == "preactivation"
    }


def slipped_forms(key: str, same: Net) -> Iterator[tuple[str, Term, Domain]]:
    """Every slipped form of a derived formula, valued where all widths are the same."""
    domain = same.domain()
    for line in same.expressions.get(key, ()):
        for name, row in SLIPS.items():
            for slipped in row.expressions(line):
                try:
                    yield name, engine_term(slipped), domain
                except TypeError:  # a formal derivative is left in it
                    continue

"""Slips taken back in a claim about a network: every formula that differs by one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any

from derive.calculus import term as tm
from derive.calculus.network import Network
from derive.calculus.slip_search import MOST_TRIED
from derive.calculus.slip_terms import once
from derive.calculus.slips import SLIPS
from derive.calculus.term import Term
from derive.calculus.terms import parts, substituted
from derive.calculus.world_keys import key
from derive.teaching.written.sheet_functions import pinned
from derive.teaching.written.sheet_quantities import Reading


def _is_slope(node: tm.Multiply) -> bool:
    """a(1 - a) and the like: a sum among the factors, of the same name as another."""
    return any(isinstance(one, tm.Add) for one in node.factors)


@dataclass(frozen=True)
class Undoing:
    """Knows the network, so that slopes, biases and old parameters can be put in."""

    network: Network
    reading: Reading
    example: str
    left: Term

    def all(self, right: Term) -> Iterator[tuple[str, Term]]:
        """The claim with each slip taken back, in the order in which slips are named."""
        count = tm.Constant(Fraction(len(self.reading.batch)))
        if len(self.reading.batch) > 1:
            yield "mean", tm.Multiply((count, right), ("", ""))
            yield "mean", tm.Divide(right, count)
        own = {
            "slope_missing": self._slopes,
            "slope_of_other_layer": self._other_slopes,
            "bias": self._biases,
            "gradient": self._updates,
            "normalisation": self._normalised,
        }
        for name, row in SLIPS.items():
            made = own.get(name, row.undone)
            yield from ((name, one) for one in islice(made(right), MOST_TRIED))

    def _slopes_of(self) -> list[Term]:
        z = [tm.Variable(key("preactivation", n, self.example))
             for n in range(1, self.network.depth + 1)]  # fmt: skip
        entrywise = [
            tm.Slope(pinned(layer), one)
            for layer, one in zip(self.network.layers, z, strict=True)
            if layer.activation not in ("softmax", "identity")
        ]
        if self.reading.generic is not None:
            entrywise.insert(0, tm.Slope(self.reading.generic, tm.Variable("z")))
        return [*entrywise]

    def _slopes(self, right: Term) -> Iterator[Term]:
        """A slope put in, at the whole or at a factor."""

        def change(node: Any) -> Iterator[Any]:
            if isinstance(node, tm.Multiply | tm.Variable | tm.Add):
                for slope in self._slopes_of():
                    yield tm.Multiply((node, slope), ("", "∘"))
                    for place in range(1, 4):
                        entry = tm.Entry(slope, (tm.Constant(Fraction(place)),))
                        yield tm.Multiply((node, entry), ("", ""))

        yield from once(right, change)

    def _other_slopes(self, right: Term) -> Iterator[Term]:
        def change(node: Any) -> Iterator[Any]:
            if isinstance(node, tm.Slope):
                at = node.argument
                taken_at_a = isinstance(at, tm.Variable) and at.key.startswith("activation")
                yield from () if taken_at_a else self._slopes_of()
            elif isinstance(node, tm.Multiply) and _is_slope(node):
                held = {one.key for one in parts(node) if type(one) is tm.Variable}
                for one in held:
                    role, _, rest = one.partition("|")
                    if role != "activation" or "/" in one:
                        continue
                    layer, _, tail = rest.partition("|")
                    for other in range(1, self.network.depth + 1):
                        if str(other) != layer:
                            moved = tm.Variable(f"{role}|{other}|{tail}")
                            yield substituted(node, {one: moved})

        yield from once(right, change)

    def _biases(self, right: Term) -> Iterator[Term]:
        biases = [
            tm.Variable(key("bias", n, "", new))
            for n in range(1, self.network.depth + 1)
            if self.network.has_bias(n)
            for new in (False, True)
        ]
        for bias in biases:
            yield tm.Add((right, bias), (1, 1))
            for place in range(1, 4):
                entry = tm.Entry(bias, (tm.Constant(Fraction(place)),))
                yield tm.Add((right, entry), (1, 1))

        def change(node: Any) -> Iterator[Any]:
            if isinstance(node, tm.Call) and len(node.arguments) == 1:
                for bias in biases:
                    yield tm.Call(node.function, (tm.Add((*node.arguments, bias), (1, 1)),))

        yield from once(right, change)

    def _updates(self, right: Term) -> Iterator[Term]:
        left = self.left
        inner = left.matrix if isinstance(left, tm.Entry) else left
        if not isinstance(inner, tm.Variable) or not inner.key.endswith("|new"):
            return
        old: Term = tm.Variable(inner.key.removesuffix("new"))
        old = tm.Entry(old, left.indices) if isinstance(left, tm.Entry) else old
        yield tm.Add((old, right), (1, -1))
        yield tm.Add((old, tm.Multiply((tm.Variable("rate"), right), ("", ""))), (1, -1))

    def _normalised(self, right: Term) -> Iterator[Term]:
        yield tm.Divide(right, tm.Call("total", (right,)))

        def change(node: Any) -> Iterator[Any]:
            if isinstance(node, tm.Call) and node.function == "exp":
                yield tm.Call("softmax", node.arguments)
                (at,) = node.arguments
                if isinstance(at, tm.Entry):
                    yield tm.Entry(tm.Call("softmax", (at.matrix,)), at.indices)

        yield from once(right, change)

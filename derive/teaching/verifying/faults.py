"""What is told of a false claim about a network: its slip, the name it belongs to, what is right.

A slip is named where undoing it makes the claim true at the points of the sheet: this names, it
accepts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import Any

from derive.calculus import term as tm
from derive.calculus.meeting import values_alike
from derive.calculus.slip_search import MOST_TRIED
from derive.calculus.slip_terms import once
from derive.calculus.slips import SLIPS
from derive.calculus.term import Term
from derive.calculus.term_fields import Undecided
from derive.calculus.term_shapes import Matrix, ShapeError
from derive.calculus.terms import parts, substituted, value
from derive.calculus.world_keys import jacobian, key
from derive.teaching.verifying.context import SheetContext
from derive.teaching.verifying.judging import Fault, FormulaAnswer, choices
from derive.teaching.verifying.spelling import spelled, told
from derive.teaching.written.sheet_functions import pinned
from derive.teaching.written.sheet_names import SheetNames

POINTS = 3
SCALED = ("double", "half", "mean", "sign")  # undone, these do not read as people write


def fault(
    answer: FormulaAnswer, context: SheetContext, examples: frozenset[str], names: SheetNames
) -> Fault:
    """The slip of a claim, else what it is right for, and the right side as far as it is known."""
    left, right = answer.terms
    search = _Search(answer, context, examples)
    expected = told(left, names)
    for name, undone in search.undone(right):
        if search.agrees(left, undone):
            rewritten = "" if name in SCALED else spelled(undone, names)
            return Fault(slip=name, expected=expected or rewritten)
    if search.only_the_diagonal():
        return Fault(slip="diagonal", expected=expected)
    for other in search.labels(left):
        if search.agrees(other, right):
            return Fault(mislabelled_as=spelled(other, names), expected=expected)
    for function, other in search.functions(right):
        if search.agrees(left, other):
            return Fault(mislabelled_as=function, expected=expected or spelled(other, names))
    return Fault(expected=expected)


def _is_slope(node: tm.Multiply) -> bool:
    """a(1 - a) and the like: a sum among the factors, of the same name as another."""
    return any(isinstance(one, tm.Add) for one in node.factors)


class _Search:
    """Tries changed terms at the points at which a claim was judged."""

    def __init__(
        self, answer: FormulaAnswer, context: SheetContext, examples: frozenset[str]
    ) -> None:
        assert answer.reading is not None
        self.network, self.batch = context.network, answer.reading.batch
        self.generic = answer.reading.generic
        self.terms = answer.terms
        self.example = next(iter(sorted(examples)), self.batch[0])
        seeds = context.points.seeds[:POINTS]
        self.worlds = [context.points.world(seed, self.batch, examples) for seed in seeds]

    def agrees(self, left: Term, right: Term) -> bool:
        """Whether two terms have one value at every point, and at some."""
        met = 0
        for world in self.worlds:
            try:
                for chosen in choices((left, right), (), world, ""):
                    here = world | chosen if chosen else world
                    alike = values_alike(
                        value(right, here, world.field), value(left, here, world.field)
                    )
                    if alike is False:
                        return False
                    met += alike is True
            except (ShapeError, KeyError, IndexError):
                return False
            except Undecided:
                continue
        return met > 0

    # slips --------------------------------------------------------------------------------------
    def undone(self, right: Term) -> Iterator[tuple[str, Term]]:
        """The claim with each slip taken back, in the order in which slips are named."""
        count = tm.Constant(Fraction(len(self.batch)))
        if len(self.batch) > 1:
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
        if self.generic is not None:
            entrywise.insert(0, tm.Slope(self.generic, tm.Variable("z")))
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
        left = self.terms[0]
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

    def only_the_diagonal(self) -> bool:
        """Whether the claim is the diagonal of what is right, as a matrix or as a column."""
        world = self.worlds[0]
        try:
            found, claimed = (value(one, world, world.field) for one in self.terms)
        except (ShapeError, KeyError, Undecided):
            return False
        if type(found) is not Matrix or found.shape[0] != found.shape[1]:
            return False
        kept = [row[n] for n, row in enumerate(found.rows)]
        if type(claimed) is not Matrix:
            return False
        if claimed.shape == found.shape:
            others = [x for i, row in enumerate(claimed.rows) for j, x in enumerate(row) if i != j]
            if not all(one == 0 for one in others):
                return False
            mine = [row[n] for n, row in enumerate(claimed.rows)]
        else:
            mine = claimed.entries()
        return len(mine) == len(kept) and all(
            one.overlaps(other) for one, other in zip(mine, kept, strict=True)
        )

    # names --------------------------------------------------------------------------------------
    def labels(self, left: Term) -> Iterator[Term]:
        """Other quantities that could stand on the left."""
        inner = left.matrix if isinstance(left, tm.Entry) else left
        if not isinstance(inner, tm.Variable) or "|" not in inner.key:
            return
        layers = range(1, self.network.depth + 1)
        example, new = self.example, inner.key.endswith("|new")
        found = [key(role, n, example, new) for n in layers
                 for role in ("activation", "preactivation", "delta")]  # fmt: skip
        whole = key("loss", 0, example, new)
        found += [jacobian(whole, key("activation", n, example, new)) for n in layers]
        batch = key("loss", 0, "", new)
        found += [jacobian(batch, key(role, n)) for n in layers for role in ("weights", "bias")
                  if role == "weights" or self.network.has_bias(n)]  # fmt: skip
        for one in found:
            other = tm.Variable(one)
            if other != inner:
                yield tm.Entry(other, left.indices) if isinstance(left, tm.Entry) else other

    def functions(self, right: Term) -> Iterator[tuple[str, Term]]:
        """The claim with another activation of the network in place of one that it names."""
        known = {pinned(one): one.activation for one in self.network.layers}

        def change(node: Any) -> Iterator[Any]:
            if isinstance(node, tm.Call | tm.Slope):
                at = node.arguments if isinstance(node, tm.Call) else (node.argument,)
                if len(at) == 1 and node.function not in ("exp", "log", "total", "diag"):
                    for other in known:
                        if other != node.function:
                            made: Any = tm.Call(other, at)
                            yield made if isinstance(node, tm.Call) else tm.Slope(other, at[0])

        for other in islice(once(right, change), MOST_TRIED):
            used = [one.function for one in parts(other) if isinstance(one, tm.Call | tm.Slope)]
            name = next((known[one] for one in used if one in known), "")
            yield name, other

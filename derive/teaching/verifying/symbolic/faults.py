"""What is told of a false claim about a network: its slip, the name it belongs to, what is right.

A slip is named where undoing it makes the claim true at the points of the sheet: this names, it
accepts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from derive.calculus import term as tm
from derive.calculus.meeting import values_alike
from derive.calculus.slip_search import MOST_TRIED
from derive.calculus.slip_terms import once
from derive.calculus.term import Term
from derive.calculus.term_fields import Undecided
from derive.calculus.term_shapes import Matrix, ShapeError
from derive.calculus.terms import parts, value
from derive.calculus.world_keys import jacobian, key
from derive.teaching.verifying.symbolic.context import SheetContext
from derive.teaching.verifying.symbolic.judging import Fault, FormulaAnswer, choices
from derive.teaching.verifying.symbolic.spelling import spelled, told
from derive.teaching.verifying.symbolic.undoing import Undoing
from derive.teaching.written.sheet_functions import pinned
from derive.teaching.written.sheet_names import SheetNames

POINTS = 3
LONGEST = 200  # parts of a claim: in a longer one no slip is looked for
MOST_IN_ALL = 3_000  # formulas that are tried for one claim
SCALED = ("double", "half", "mean", "sign")  # undone, these do not read as people write


def fault(
    answer: FormulaAnswer, context: SheetContext, examples: frozenset[str], names: SheetNames
) -> Fault:
    """The slip of a claim, else what it is right for, and the right side as far as it is known."""
    left, right = answer.terms
    assert answer.reading is not None
    expected = told(left, names)
    if len(parts(answer.terms)) > LONGEST:
        return Fault(expected=expected)
    search = _Search(answer, context, examples)
    undoing = Undoing(context.network, answer.reading, search.example, left)
    for name, undone in islice(undoing.all(right), MOST_IN_ALL):
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


class _Search:
    """Tries changed terms at the points at which a claim was judged."""

    def __init__(
        self, answer: FormulaAnswer, context: SheetContext, examples: frozenset[str]
    ) -> None:
        assert answer.reading is not None
        self.network, self.batch = context.network, answer.reading.batch
        self.terms = answer.terms
        self.example = next(iter(sorted(examples)), self.batch[0])
        seeds = context.points.seeds[:POINTS]
        self.worlds = [context.points.world(seed, self.batch, examples) for seed in seeds]

    def agrees(self, left: Term, right: Term) -> bool:
        """Whether two terms have one value at every point, and at some."""
        met = 0
        for world in self.worlds:
            try:
                for chosen in choices((left, right), (), world, world.field, ""):
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

    # what else it could be ---------------------------------------------------------------------
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

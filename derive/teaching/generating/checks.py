"""What the conditions look at: each function makes the checks of one row for a part.

A check is made after a quantity of the plan is known (-1: with the given numbers), on the doubles
of the tape (where what is printed goes on, on those of the printed numbers), and says whether the
draw may stay. What is alike in every draw that was tried beforehand (`samples`) lies in the
recipe's nature and is no reason to turn a draw down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from derive.calculus.doubles import Doubles
from derive.calculus.expression import Slope
from derive.calculus.functions import A, Z
from derive.calculus.graph import of_example
from derive.calculus.numeric import reader
from derive.calculus.output_form import slope_formula
from derive.calculus.plan import BATCH_LOSS, renewed
from derive.calculus.tape.short_sums import Cells
from derive.teaching.facts import kink_sides
from derive.teaching.generating.layout import Layout, role

Test = Callable[[Cells], bool]
DOUBLES = Doubles()
TINY = 1e-12


@dataclass(frozen=True)
class Check:
    """A test, and after which quantity of the plan it can be made; what is `unrounded` is looked at
    before it is rounded where what is printed goes on.
    """

    after: int
    test: Test
    unrounded: bool = False


Samples = list[Cells]


def _each(
    found: Iterable[tuple[int, tuple[int, ...]]], holds: Callable[[float], bool]
) -> list[Check]:
    """One check for each quantity: something holds of all its entries."""

    def check(places: tuple[int, ...]) -> Test:
        def test(cells: Cells) -> bool:
            for place in places:  # noqa: SIM110  (a loop is half of what `all` costs)
                if not holds(cells[place]):
                    return False
            return True

        return test

    return [Check(at, check(places)) for at, places in found]


def slope_least(layout: Layout, bound: float, samples: Samples) -> list[Check]:
    """No unit is saturated: the slope of a curved activation is not near to 0."""
    curved = [
        (at, places)
        for at, one, places in layout.found(lambda one: isinstance(one.name, Slope))
        if not kink_sides(one.name.args[0])
    ]
    return _each(curved, lambda slope: abs(slope) >= bound) + _unasked_slopes(layout, bound)


def _unasked_slopes(layout: Layout, bound: float) -> list[Check]:
    """The same where no part asks for slopes: they are worked out for the condition alone."""
    graph, shape, found = layout.shape.graph, layout.shape, []
    if any(part.wants("backward", "derivative", "update") for part in shape.parts):
        return []

    def check(slope: Any, pairs: list[tuple[int, int]]) -> Test:
        return lambda cells: all(
            abs(slope({A: cells[a], Z: cells[z]}, DOUBLES)) >= bound for a, z in pairs
        )

    queries = {shape.query(n) for n in layout.part.queries}
    for at, one, places in layout.found(lambda one: role(one) == "activation"):
        made = graph.made_by[graph.quantity("activation", int(one.name.layer))]
        if made.operation != "entrywise" or made.function is None or one.example in queries:
            continue
        if not kink_sides(made.function):
            into = of_example(graph.quantity("preactivation", int(one.name.layer)), one.example)
            before = [row[0] for row in layout.tape.places[into]]
            slope = reader(slope_formula(made.function)[0])
            found.append(Check(at, check(slope, list(zip(places, before, strict=True)))))
    return found


def output_margin(layout: Layout, bound: float, samples: Samples) -> list[Check]:
    """No output of a sigmoid or a softmax is nearly 0 or 1."""
    graph = layout.shape.graph
    function = graph.made_by[graph.output].function
    if function is None or function.name not in ("softmax", "sigmoid"):
        return []
    outputs = layout.found(lambda one: one.key == f"a.{graph.depth}")
    return _each([(at, places) for at, _, places in outputs], lambda a: bound <= a <= 1 - bound)


def _kinked(layout: Layout) -> list[tuple[int, tuple[int, ...], Any]]:
    """The pre-activations of layers with kinks, with both sides of the comparisons there."""
    graph, found = layout.shape.graph, []
    for at, one, places in layout.found(lambda one: role(one) == "preactivation"):
        made = graph.made_by[graph.quantity("activation", int(one.name.layer))]
        if made.operation == "entrywise" and (sides := kink_sides(made.function)):
            found.append((at, places, sides))
    return found


def kink_distance(layout: Layout, bound: float, samples: Samples) -> list[Check]:
    """No pre-activation is near to a kink."""

    def check(places: tuple[int, ...], sides: Any) -> Test:
        def test(cells: Cells) -> bool:
            return all(
                abs(left({Z: cells[place]}, DOUBLES) - right({Z: cells[place]}, DOUBLES)) >= bound
                for place in places
                for left, right in sides
            )

        return test

    return [Check(at, check(places, sides)) for at, places, sides in _kinked(layout)]


def dead_units(layout: Layout, bound: float, samples: Samples) -> list[Check]:
    """At most so many units of a layer with kinks have slope 0 in all examples."""
    kinked: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
    graph = layout.shape.graph
    for at, one, places in layout.found(lambda one: isinstance(one.name, Slope)):
        layer = int(one.name.args[1].layer)
        function = graph.made_by[graph.quantity("activation", layer)].function
        if kink_sides(function):
            kinked.setdefault(layer, []).append((at, places))

    def check(columns: list[tuple[int, ...]]) -> Test:
        units = list(zip(*columns, strict=True))
        return lambda cells: sum(all(not cells[p] for p in unit) for unit in units) <= bound

    return [
        Check(max(at for at, _ in found), check([places for _, places in found]))
        for found in kinked.values()
    ]


def class_margin(layout: Layout, bound: float, samples: Samples) -> list[Check]:
    """No output that is classified is near to the border between two classes."""
    part, shape = layout.part, layout.shape
    if not part.wants("classify", "compare"):
        return []
    threshold = layout.exercise.threshold
    limit = 0.5 if threshold is None else float(threshold.value)

    def check(places: tuple[int, ...]) -> Test:
        def test(cells: Cells) -> bool:
            if len(places) == 1:
                return bool(abs(cells[places[0]] - limit) >= bound)
            ordered = sorted((cells[place] for place in places), reverse=True)
            return bool(ordered[0] - ordered[1] >= bound)

        return test

    found = []
    for kind, n in part.classified:
        name = of_example(shape.graph.output, shape.index(kind, n))
        places = tuple(row[0] for row in layout.tape.places[name])
        found.append(Check(layout.index(name), check(places)))
    return found


def delta_least(layout: Layout, bound: float, samples: Samples) -> list[Check]:
    """No layer's gradient vanishes: some delta of each layer and example is not near to 0."""

    def check(places: tuple[int, ...]) -> Test:
        return lambda cells: any(abs(cells[place]) >= bound for place in places)

    deltas = layout.found(lambda one: one.key.startswith("delta."))
    return [Check(at, check(places)) for at, _, places in deltas]


def exact(layout: Layout, bound: float, samples: Samples) -> list[Check]:
    """Every number on the way is an integer or a fraction with a small denominator."""
    below = range(1, int(bound) + 1)

    def short(value: float) -> bool:
        return any(abs(value * under - round(value * under)) < 1e-9 for under in below)

    everything = layout.found(lambda one: layout.index(one.name) < len(layout.ready.plan))
    return _each([(at, places) for at, _, places in everything], lambda x: x == x and short(x))


def loss_falls(layout: Layout, bound: bool, samples: Samples) -> list[Check]:
    """The loss is smaller after the update."""
    after = layout.index(renewed(BATCH_LOSS))
    if after < 0 or layout.part.steps > 1:
        return []
    new, old = (layout.tape.places[name][0][0] for name in (renewed(BATCH_LOSS), BATCH_LOSS))
    return [Check(after, lambda cells: cells[new] < cells[old])]

"""A sheet's numbers held against its tape in doubles, and its gradients against tangents.

Whoever does not pass here is looked at again, slowly and with balls, by `work.recheck` and
`tangents.check_gradients`: those have the last word and say what differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose, isfinite, isnan
from random import Random
from typing import Any

from derive.calculus.digits import Policy, nearest_double
from derive.calculus.doubles import Doubles
from derive.calculus.expression import Partial
from derive.calculus.graph import Graph, of_example
from derive.calculus.numeric import reader
from derive.calculus.plan import BATCH_LOSS
from derive.calculus.tape.run import Entries
from derive.calculus.tape.short_sums import Cells, Tangent
from derive.calculus.tape.tape import Tape, put
from derive.calculus.work import unit
from derive.errors import CheckError

DOUBLES = Doubles()
FORWARD = ("activation", "preactivation", "joined", "with one", "joined with one", "loss")


def same_values(
    tape: Tape, numbers: Cells, entries: Entries, rules: tuple[Policy, ...]
) -> list[float] | None:
    """All numbers of the tape in doubles, from those of the key; None where one does not agree.

    Every quantity is worked out from the key's numbers of those before it; `numbers` holds the
    inputs, and `rules` say how each quantity was rounded.
    """
    cells: list[float] = tape.cells(DOUBLES)
    for place in tape.given:
        cells[place] = nearest_double(numbers[place])
    keyed: list[Any] = entries.keyed
    at = 0
    for segment, rule in zip(tape.segments, rules, strict=True):
        if keyed[at] is None:
            at += len(segment.entries)
            continue
        for double in segment.doubles:
            double(cells)
        for place in segment.entries:
            key = keyed[at]
            at += 1
            if not -1e-9 <= cells[place] - key <= 1e-9 and not _same(cells[place], key, rule):
                return None
            cells[place] = key
    return cells


def _same(a: float, b: float, rule: Policy) -> bool:
    """Whether two doubles agree, but for a rounding where what is shown is carried."""
    if isclose(a, b, rel_tol=1e-9):
        return True
    return rule.carry == "shown" and abs(a - b) <= 1e-9 * (1 + abs(a) + abs(b)) + unit(b, rule)


@dataclass(frozen=True, eq=False)
class Directions:
    """Where the parameters and pre-activations of a part are moved to, and what must follow.

    `moved` and `shifted` are pairs of a place and how far it moves; `gradients` are pairs of a
    gradient's place and how far its parameter moves, `deltas` the same by example, with the place
    of that example's loss.
    """

    steps: tuple[tuple[tuple[Tangent, ...], tuple[tuple[int, float], ...]], ...]
    moved: tuple[tuple[int, float], ...]
    gradients: tuple[tuple[int, float], ...]
    total: int
    deltas: tuple[tuple[int, tuple[tuple[int, float], ...]], ...]


def directions(tape: Tape, graph: Graph, examples: tuple[int, ...]) -> Directions | None:
    """Seeded directions for the gradients of a tape; None where it has no gradients."""
    random = Random(20240417)
    places = tape.places
    if BATCH_LOSS not in places or not any(Partial(BATCH_LOSS, name) in places for name in places):
        return None

    def along(matrix: Any) -> list[float]:
        return [random.uniform(-1, 1) for row in matrix for _ in row]

    def paired(matrix: Any, distances: list[float]) -> tuple[tuple[int, float], ...]:
        return tuple(zip((place for row in matrix for place in row), distances, strict=True))

    moved: list[tuple[int, float]] = []
    gradients: list[tuple[int, float]] = []
    for name, matrix in tape.inputs:
        if (gradient := places.get(Partial(BATCH_LOSS, name))) is not None:
            distances = along(matrix)
            moved += paired(matrix, distances)
            gradients += paired(gradient, distances)
    shifts: dict[Any, tuple[tuple[int, float], ...]] = {}
    deltas = []
    for n in examples:
        expected: list[tuple[int, float]] = []
        for layer in range(1, graph.depth + 1):
            z = of_example(graph.quantity("preactivation", layer), n)
            delta = places.get(of_example(graph.delta(layer), n))
            if delta is not None:
                distances = along(delta)
                shifts[z] = paired(places[z], distances)
                expected += paired(delta, distances)
        deltas.append((places[of_example(graph.loss, n)][0][0], tuple(expected)))
    forward = tuple(
        (segment.tangents, shifts.get(segment.one.name, ()))
        for segment in tape.segments
        if getattr(segment.one.name, "role", "") in FORWARD or segment.one.name == BATCH_LOSS
    )
    total = places[BATCH_LOSS][0][0]
    return Directions(forward, tuple(moved), tuple(gradients), total, tuple(deltas))


def same_gradients(cells: list[float], known: Directions) -> bool:
    """Whether the loss changes along the directions as gradients and deltas say."""
    tangents = [0.0] * len(cells)
    for place, distance in known.moved:
        tangents[place] = distance
    for steps, _ in known.steps:
        for tangent in steps:
            tangent(cells, tangents)
    if not _close(tangents[known.total], sum(cells[place] * d for place, d in known.gradients)):
        return False
    tangents = [0.0] * len(cells)
    for steps, shifts in known.steps:
        for tangent in steps:
            tangent(cells, tangents)
        for place, distance in shifts:
            tangents[place] += distance
    return all(
        _close(tangents[loss], sum(cells[place] * d for place, d in expected))
        for loss, expected in known.deltas
    )


def _close(a: float, b: float) -> bool:
    return isfinite(a) and isfinite(b) and abs(a - b) <= 1e-8 * (1 + abs(a) + abs(b))


def check_tape(tape: Tape) -> None:
    """Holds the steps of a tape against the readers of its formulas, once, at seeded numbers.

    Raises CheckError, naming the quantity, where they differ.
    """
    random, field = Random(19970315), DOUBLES
    values: dict[Any, Any] = {}
    for name, places in tape.inputs:
        matrix = [[random.uniform(0.1, 0.9) for _ in row] for row in places]
        values[name] = matrix if getattr(name, "shape", None) else matrix[0][0]
    cells: list[float] = tape.cells(field)
    for name, places in tape.inputs:
        put(cells, places, values[name] if isinstance(values[name], list) else [[values[name]]])
    for segment in tape.segments:
        for value in segment.values:
            value(cells, field)
        values[segment.one.name] = found = reader(segment.one.formula)(values, field)
        for row, entries in zip(segment.places, found, strict=True):
            for place, entry in zip(row, entries, strict=True):
                a = cells[place]
                neither = isnan(a) and isnan(entry)
                if not neither and not isclose(a, entry, rel_tol=1e-9, abs_tol=1e-9):
                    raise CheckError(f"{segment.one.key}: {a} by steps, {entry} by its formula")
        put(cells, segment.places, found)

"""What the numbers decide on a sheet: labels, ties, whether the loss fell, kinks, 0 ln 0."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flint import fmpq

from derive.calculus.expression import Cases
from derive.calculus.functions import Z, definition
from derive.calculus.graph import of_example
from derive.calculus.numeric import reader
from derive.calculus.plan import BATCH_LOSS, renewed
from derive.teaching.exercise import Exercise
from derive.writing.shape import GIVEN, PartShape, Run, Shape

Facts = dict[tuple[str, str], Any]
Runs = Mapping[str, Mapping[Any, Any]]


def facts(exercise: Exercise, shape: Shape, runs: Runs, exact: Any) -> Facts:
    """Every fact that a sentence may ask for, by run and name; what does not hold is missing."""
    threshold = exercise.threshold
    found: Facts = {
        (GIVEN, "threshold"): threshold.text if threshold is not None else "0.5",
        (GIVEN, "story"): exercise.story,
    }
    for part in shape.parts:
        for run in part.runs:
            values = runs[run.id]
            if part.wants("classify", "compare"):
                for kind, n in part.classified:
                    _label(exercise, shape, values, run, kind, n, exact, found)
            if renewed(BATCH_LOSS) in values:
                change = _compare(values[renewed(BATCH_LOSS)], values[BATCH_LOSS], exact)
                found[run.id, ("same", "rose", "fell")[change]] = True
            _kinks(shape, values, run, exact, found)
            _zero_logs(shape, values, run, exact, found)
        if part.wants("compare"):
            _models(shape, part, runs, exact, found)
    return found


def _compare(a: Any, b: Any, exact: Any) -> int:
    """-1, 0 or 1 as the first 1 x 1 value is less than, equal to or greater than the second."""
    return int(exact.sign(exact.add([a[0][0], exact.multiply(fmpq(-1), b[0][0])])))


def _label(
    exercise: Exercise, shape: Shape, values: Any, run: Run, kind: str, n: int, exact: Any,
    found: Facts,
) -> None:  # fmt: skip
    index = shape.index(kind, n)
    outputs = [row[0] for row in values[of_example(shape.graph.output, index)]]
    fact = f"{kind}.{n}"
    if len(outputs) > 1:
        places, ties = _largest(outputs, exact)
        label = class_name(exercise, places[0])
        if ties:
            found[run.id, f"tie.{fact}"] = True
            names = tuple(str(class_name(exercise, place)) for place in places)
            found[run.id, f"ties.{fact}"] = names
    else:
        threshold = exercise.threshold
        limit = fmpq(1, 2)
        if threshold is not None:
            limit = fmpq(threshold.value.numerator, threshold.value.denominator)
        found[run.id, "threshold"] = threshold.text if threshold is not None else "0.5"
        high = exact.sign(exact.add([outputs[0], -limit])) >= 0
        label = exercise.classes[int(high)] if exercise.classes else int(high)
    found[run.id, f"label.{fact}"] = str(label)
    found[run.id, f"key label.{fact}"] = label
    target = _target(exercise, kind, n)
    if target is not None:
        found[run.id, f"target.{fact}"] = str(target)
        found[run.id, f"right.{fact}" if target == label else f"wrong.{fact}"] = True


def _largest(outputs: list[Any], exact: Any) -> tuple[list[int], bool]:
    """The places of the largest outputs, and whether there are several."""
    best = [0]
    for place in range(1, len(outputs)):
        difference = exact.add([outputs[place], exact.multiply(fmpq(-1), outputs[best[0]])])
        sign = exact.sign(difference)
        if sign > 0:
            best = [place]
        elif sign == 0:
            best.append(place)
    return best, len(best) > 1


def class_name(exercise: Exercise, place: int) -> str | int:
    """The class of an output: its name, else its number from 1."""
    return exercise.classes[place] if exercise.classes else place + 1


def _target(exercise: Exercise, kind: str, n: int) -> str | int | None:
    """The class that the target names."""
    targets = (exercise.queries if kind == "query" else exercise.examples)[n - 1].t
    if targets is None:
        return None
    values = [one.value for one in targets]
    if len(values) > 1:
        return class_name(exercise, values.index(max(values)))
    limit = exercise.threshold.value if exercise.threshold is not None else 0.5
    high = values[0] >= limit
    return exercise.classes[int(high)] if exercise.classes else int(high)


def _models(shape: Shape, part: PartShape, runs: Runs, exact: Any, found: Facts) -> None:
    """Which model has the smallest loss, and which classifies most targets right."""
    last = [run for run in part.runs if run.step == part.steps]
    losses, right = [], []
    for run in last:
        values = runs[run.id]
        terms = [
            values[of_example(shape.graph.loss, shape.index(kind, n))][0][0]
            for kind, n in part.classified
        ]
        losses.append(exact.multiply(fmpq(-1), exact.add(terms)))
        right.append(sum((run.id, f"right.{kind}.{n}") in found for kind, n in part.classified))
    places, _ = _largest(losses, exact)
    best = [place for place, count in enumerate(right) if count == max(right)]
    ids = [run.parameters for run in last]
    found[part.id, "better.loss"] = tuple(ids[place] for place in places)
    found[part.id, "better.label"] = tuple(ids[place] for place in best)
    found[part.id, "key better.loss"] = ids[places[0]]
    found[part.id, "key better.label"] = ids[best[0]]
    found[part.id, "better.count"] = str(max(right))
    found[part.id, "better.all"] = str(len(part.classified))
    found[part.id, "better.some" if max(right) else "better.none"] = True


def _kinks(shape: Shape, values: Any, run: Run, exact: Any, found: Facts) -> None:
    """Layers of which a pre-activation lies exactly on a kink."""
    kinked = _kinked(shape)
    for name in values if kinked else ():
        if getattr(name, "role", "") != "preactivation":
            continue
        for left, right in kinked.get(int(name.layer), ()):
            for row in values[name]:
                at = {Z: row[0]}
                minus = exact.multiply(fmpq(-1), right(at, exact))
                if exact.sign(exact.add([left(at, exact), minus])) == 0:
                    found[run.id, f"kink.{name.layer}.{name.example}"] = True


@lru_cache(maxsize=256)
def _kinked(shape: Shape) -> dict[int, tuple[tuple[Any, Any], ...]]:
    """The layers whose functions have kinks, with the sides that meet there."""
    found = {}
    for layer in range(1, shape.graph.depth + 1):
        made = shape.graph.made_by[shape.graph.quantity("activation", layer)]
        if made.operation == "entrywise" and (sides := kink_sides(made.function)):
            found[layer] = sides
    return found


@lru_cache(maxsize=256)
def kink_sides(function: Any) -> tuple[tuple[Any, Any], ...]:
    """Both sides of every comparison in a definition: they meet at its kinks."""
    cases = sorted(definition(function).atoms(Cases), key=str)
    return tuple((reader(case.args[1]), reader(case.args[3])) for case in cases)


def _zero_logs(shape: Shape, values: Any, run: Run, exact: Any, found: Facts) -> None:
    """Examples whose loss holds 0 ln 0."""
    if not shape.network.loss.endswith("cross-entropy"):
        return
    binary = shape.network.loss.startswith("binary")
    for name, matrix in values.items():
        if getattr(name, "role", "") != "activation" or name.layer != shape.graph.depth:
            continue
        for row in matrix:
            if row[0] == 0 or (binary and row[0] == 1):
                found[run.id, f"zero log.{name.example}"] = True


__all__ = ["Facts", "class_name", "facts"]

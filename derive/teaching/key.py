"""The answer key: every value by its contract key, with 12 digits and as printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from derive import __version__
from derive.calculus.digits import key_number
from derive.calculus.expression import Single
from derive.calculus.numeric import reader
from derive.calculus.plan import BATCH_LOSS, Quantity, renewed
from derive.teaching.calculation import Calculation
from derive.teaching.exercise import Exercise
from derive.teaching.prepared import prepared
from derive.writing.runs import weight_paths
from derive.writing.shape import PartShape, Run, Shape, Weight

MATRICES = ("grad.W.", "new.W.", "jacobian.")
LETTERS = {"preactivation": "z", "activation": "a", "weights": "W", "bias": "b"}
Place = tuple[str, int] | None  # ("example", 1), ("query", 2), or None: the part


@dataclass(frozen=True)
class _Keyed:
    """One quantity of a key: its form, and where its entries are among those of the run."""

    key: str
    form: str
    start: int
    stop: int
    columns: int

    def of(self, flat: list[Any]) -> Any:
        """A number, a list or a list of rows, as the key has it; None where it does not exist."""
        first = flat[self.start]
        if self.form == "number" or first is None:
            return first
        if self.form == "vector":
            return flat[self.start : self.stop]
        steps = range(self.start, self.stop, self.columns)
        return [flat[at : at + self.columns] for at in steps]


def answer_key(exercise: Exercise, shape: Shape, style: str, found: Calculation) -> dict[str, Any]:
    """The key of a whole exercise, ready for JSON."""
    return {
        "exercise": exercise_name(exercise),
        "title": exercise.title,
        "version": __version__,
        "style": style,
        "parts": [_part(shape, part, found) for part in shape.parts],
    }


def exercise_name(exercise: Exercise) -> str:
    """What an exercise is called: its file, without the folder and the ending."""
    return exercise.name.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".toml")


def _part(shape: Shape, part: PartShape, found: Calculation) -> dict[str, Any]:
    """A part with its values; several models or steps are told apart in "runs"."""
    head = {"id": part.id, "ask": list(part.ask)}
    own = _shapes(shape, part) | _compared(part, found)
    runs = [(run, _run(shape, part, run, found)) for run in part.runs]
    if len(runs) == 1:
        made = runs[0][1]
        made["values"] |= own
        return head | made
    several = [{"parameters": run.parameters, "step": run.step} | made for run, made in runs]
    empty: dict[str, Any] = {"examples": [], "queries": [], "values": own, "shown": {}}
    return head | empty | {"runs": several}


def _run(shape: Shape, part: PartShape, run: Run, found: Calculation) -> dict[str, Any]:
    """Examples, queries, values and shown texts of one run."""
    numbers = found.entries[run.id]
    values: dict[Place, dict[str, Any]] = {}
    texts: dict[Place, dict[str, Any]] = {}
    for place, layout in _layout(shape, part):
        values[place] = _formed(layout, numbers.keyed)
        texts[place] = _formed(layout, numbers.shown)
    own = values.pop(None)
    last = f"a.{shape.network.depth}"
    for entries in values.values():
        for prefix in ("", "new."):
            if prefix + last in entries:
                entries[f"{prefix}output"] = entries[prefix + last]
    own |= _labels(part, run, found, values)
    if part.wants("derivative"):
        for n in part.examples:
            # of several examples, each has paths of its own
            there = own if len(part.examples) == 1 else values["example", n]
            for weight in part.weights:
                there[f"path.{weight.text}"] = _path(shape, part, weight, n, found, run)
    if renewed(BATCH_LOSS) in found.values[run.id]:
        own["fell"] = (run.id, "fell") in found.facts
    return {
        "examples": _listed(values, "example"),
        "queries": _listed(values, "query"),
        "values": own,
        "shown": _flat(texts),
    }


def _listed(values: dict[Place, dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [
        {"index": place[1], "values": found}
        for place, found in values.items()
        if place is not None and place[0] == kind
    ]


def _flat(texts: dict[Place, dict[str, Any]]) -> dict[str, Any]:
    """Texts by key; those of several examples under "example.1", "example.2", ..."""
    own = texts.pop(None)
    if len(texts) == 1:
        return own | next(iter(texts.values()))
    return own | {f"{place[0]}.{place[1]}": text for place, text in texts.items() if place}


@lru_cache(maxsize=256)
def _layout(shape: Shape, part: PartShape) -> tuple[tuple[Place, tuple[_Keyed, ...]], ...]:
    """What stands in the key of a run, by its place: the same for all numbers."""
    indices: dict[int, Place] = {shape.example(n): ("example", n) for n in part.examples}
    indices |= {shape.query(n): ("query", n) for n in part.queries}
    singles = {f"{kind}.{one.text}" for one in part.weights for kind in ("grad", "new")}
    places: dict[Place, list[_Keyed]] = {None: []}
    (ready,) = [one for one in prepared(shape) if one.part.id == part.id]
    for segment in ready.tape.segments:
        one = segment.one
        inner = "with one" in one.key or one.key.startswith(("joined", "new.joined"))
        whole = one.key.startswith(("new.W", "new.b")) and one.key not in singles
        if not inner and not (part.weights and whole):
            place = None if _of_part(one) else indices[one.example]
            stop, columns = segment.start + len(segment.entries), len(segment.places[0])
            keyed = _Keyed(one.key, _form(one.key), segment.start, stop, columns)
            places.setdefault(place, []).append(keyed)
    return tuple((place, tuple(keyed)) for place, keyed in places.items())


def _of_part(one: Quantity) -> bool:
    """Whether a quantity belongs to all examples together."""
    if isinstance(one.name, Single) and one.name.args[-1] != 0:
        return False
    role = getattr(one.name, "role", "")
    return one.key.startswith(("grad.W", "grad.b", "new.W", "new.b")) or role.endswith("batch loss")


def _form(key: str) -> str:
    if "[" in key or key.endswith("loss"):
        return "number"
    return "matrix" if key.startswith(MATRICES) else "vector"


def _formed(layout: tuple[_Keyed, ...], flat: list[Any]) -> dict[str, Any]:
    """The quantities of a place by their keys; one that does not exist is missing."""
    return {one.key: value for one in layout if (value := one.of(flat)) is not None}


def _labels(
    part: PartShape, run: Run, found: Calculation, values: dict[Place, dict[str, Any]]
) -> dict[str, Any]:
    """Puts the labels to their examples; answers whether they are right, where that is asked."""
    if not part.wants("classify", "compare"):
        return {}
    for kind, n in part.classified:
        values[kind, n]["label"] = found.facts[run.id, f"key label.{kind}.{n}"]
    return {"correct": _correct(part, run, found)} if part.wants("compare") else {}


def _correct(part: PartShape, run: Run, found: Calculation) -> Any:
    right = [(run.id, f"right.{kind}.{n}") in found.facts for kind, n in part.classified]
    return right[0] if len(right) == 1 else right


def _compared(part: PartShape, found: Calculation) -> dict[str, Any]:
    if not part.wants("compare"):
        return {}
    last = [run for run in part.runs if run.step == part.steps]
    return {
        "better.loss": found.facts[part.id, "key better.loss"],
        "better.label": found.facts[part.id, "key better.label"],
        "correct": {run.parameters: _correct(part, run, found) for run in last},
    }


def _shapes(shape: Shape, part: PartShape) -> dict[str, Any]:
    if not part.wants("shapes"):
        return {}
    graph = shape.graph
    return {
        f"shape.{LETTERS[role]}.{layer}": [int(side) for side in graph.quantity(role, layer).shape]
        for layer in range(1, graph.depth + 1)
        for role in ("weights", "bias")
        if graph.has(role, layer)
    }


def _path(
    shape: Shape, part: PartShape, weight: Weight, n: int, found: Calculation, run: Run
) -> list[dict[str, Any]]:
    """The factors on the way from the loss to one weight, in their order."""
    paths = weight_paths(shape, part, weight, n)
    factors = paths.chains[0] if paths.count == 1 else paths.matrices
    result = []
    for factor in factors:
        value = reader(factor.value)(found.values[run.id], found.field)
        if isinstance(value, list):
            keyed: Any = [[key_number(entry, found.field) for entry in row] for row in value]
        else:
            keyed = key_number(value, found.field)
        names = {"of": _called(shape, factor.of), "by": _called(shape, factor.by)}
        result.append(names | {"value": keyed})
    return result


def _called(shape: Shape, name: Any) -> str:
    """The contract's name of a quantity or of one entry of it."""
    role = getattr(name, "role", None)
    if role is not None:
        return "loss" if role == "loss" else f"{LETTERS[role]}.{name.layer}"
    matrix, row, column = name.args
    first, second = shape.network.count_from
    letter = f"{LETTERS[matrix.role]}.{matrix.layer}"
    if matrix.role == "weights":
        return f"{letter}[{int(row) + first},{int(column) + second}]"
    return f"{letter}[{int(row) + 1}]"

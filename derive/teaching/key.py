"""The answer key: every value by its contract key, with 12 digits and as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from derive import __version__
from derive.calculus.digits import key_number
from derive.calculus.plan import BATCH_LOSS, Quantity, renewed
from derive.writing.shape import PartShape, Run, run_plan, weight_paths

if TYPE_CHECKING:
    from derive.teaching.solve import Solution

MATRICES = ("grad.W.", "new.W.", "jacobian.")


def answer_key(solved: Solution) -> dict[str, Any]:
    """The key of a whole exercise, ready for JSON."""
    return {
        "exercise": solved.exercise.name.rsplit("/", 1)[-1].removesuffix(".toml"),
        "title": solved.exercise.title,
        "version": __version__,
        "style": solved.style.name,
        "parts": [_part(solved, part) for part in solved.shape.parts],
    }


def _part(solved: Solution, part: PartShape) -> dict[str, Any]:
    head = {"id": part.id, "ask": list(part.ask)}
    runs = part.runs
    if len(runs) == 1:
        made = _run(solved, part, runs[0])
        made["values"] |= _shapes(solved, part) | _compared(solved, part)
        return head | made
    empty: dict[str, Any] = {"examples": [], "queries": [], "shown": {}}
    several = [
        {"parameters": run.parameters, "step": run.step} | _run(solved, part, run) for run in runs
    ]
    values = _shapes(solved, part) | _compared(solved, part)
    return head | empty | {"values": values, "runs": several}


def _run(solved: Solution, part: PartShape, run: Run) -> dict[str, Any]:
    """Examples, queries and values of one run."""
    values = solved.runs[run.id]
    entries: dict[tuple[str, int], dict[str, Any]] = {}
    own: dict[str, Any] = {}
    shown: dict[str, Any] = {}
    indices = {solved.shape.example(n): ("example", n) for n in part.examples}
    indices |= {solved.shape.query(n): ("query", n) for n in part.queries}
    singles = {f"{kind}.{one.text}" for one in part.weights for kind in ("grad", "new")}
    for one in run_plan(solved.shape, part):
        if one.name not in values or "with one" in one.key or one.key.startswith("joined"):
            continue
        if _hidden(one, part, singles):
            continue
        place = _place(solved, one, indices)
        target = own if place is None else entries.setdefault(place, {})
        key, value = one.key, _value(solved, one, values[one.name])
        target[key] = value
        text = _formed(one.key, solved.shown[run.id][one.name], str)
        if place is None:
            shown[key] = text
        else:
            shown.setdefault(f"{place[0]}.{place[1]}", {})[key] = text
    _outputs(solved, entries)
    _labels(solved, part, run, entries, own)
    for weight in part.weights:
        if part.wants("derivative"):
            own[f"path.{weight.text}"] = _path(solved, part, weight, values)
    if renewed(BATCH_LOSS) in values:
        own["fell"] = bool(solved.facts.get((run.id, "fell")))
    return {
        "examples": _listed(entries, "example"),
        "queries": _listed(entries, "query"),
        "values": own,
        "shown": shown,
    }


def _hidden(one: Quantity, part: PartShape, singles: set[str]) -> bool:
    """Whole new matrices where only single weights are asked."""
    return (
        bool(part.weights)
        and one.key.startswith("new.")
        and (one.key[4:5] in "Wb" and one.key not in singles)
    )


def _place(
    solved: Solution, one: Quantity, indices: dict[int, tuple[str, int]]
) -> tuple[str, int] | None:
    """The example or query that a quantity belongs to; None for what belongs to the part."""
    if one.example == 0 and (solved.shape.indexed or _of_part(one)):
        return None
    return indices[one.example]


def _of_part(one: Quantity) -> bool:
    name = getattr(one.name, "role", "")
    return one.key.startswith(("grad.W", "grad.b", "new.W", "new.b")) or name.endswith("batch loss")


def _value(solved: Solution, one: Quantity, matrix: Any) -> Any:
    return _formed(one.key, matrix, lambda number: key_number(number, solved.exact))


def _formed(key: str, matrix: Any, convert: Any) -> Any:
    """A number, a list or a list of rows, as the key has it."""
    if "[" in key or key.endswith("loss"):
        return convert(matrix[0][0])
    if key.startswith(MATRICES):
        return [[convert(entry) for entry in row] for row in matrix]
    return [convert(row[0]) for row in matrix]


def _outputs(solved: Solution, entries: dict[tuple[str, int], dict[str, Any]]) -> None:
    last = f"a.{solved.shape.graph.depth}"
    for found in entries.values():
        for prefix in ("", "new."):
            if prefix + last in found:
                found[f"{prefix}output"] = found[prefix + last]


def _labels(
    solved: Solution, part: PartShape, run: Run, entries: dict[Any, Any], own: dict[str, Any]
) -> None:
    if not part.wants("classify", "compare"):
        return
    right = []
    for kind, n in part.classified:
        label = solved.facts[run.id, f"key label.{kind}.{n}"]
        entries[kind, n]["label"] = label
        right.append((run.id, f"right.{kind}.{n}") in solved.facts)
    if part.wants("compare"):
        own["correct"] = right[0] if len(right) == 1 else right


def _compared(solved: Solution, part: PartShape) -> dict[str, Any]:
    if not part.wants("compare"):
        return {}
    correct = {
        run.parameters: [
            (run.id, f"right.{kind}.{n}") in solved.facts for kind, n in part.classified
        ]
        for run in part.runs
    }
    return {
        "better.loss": solved.facts[part.id, "key better.loss"],
        "better.label": solved.facts[part.id, "key better.label"],
        "correct": {
            name: right[0] if len(right) == 1 else right for name, right in correct.items()
        },
    }


def _shapes(solved: Solution, part: PartShape) -> dict[str, Any]:
    if not part.wants("shapes"):
        return {}
    graph = solved.shape.graph
    return {
        f"shape.{letter}.{layer}": [int(side) for side in graph.quantity(role, layer).shape]
        for layer in range(1, graph.depth + 1)
        for role, letter in (("weights", "W"), ("bias", "b"))
        if graph.has(role, layer)
    }


def _path(solved: Solution, part: PartShape, weight: Any, values: Any) -> list[dict[str, Any]]:
    """The factors on the way from the loss to one weight, in their order."""
    from derive.calculus.numeric import reader

    found = weight_paths(solved.shape, part, weight, part.examples[0])
    factors = found.chains[0] if found.count == 1 else found.matrices
    result = []
    for factor in factors:
        value = reader(factor.value)(values, solved.exact)
        if isinstance(value, list):
            shaped: Any = [[key_number(entry, solved.exact) for entry in row] for row in value]
        else:
            shaped = key_number(value, solved.exact)
        result.append(
            {"of": _called(solved, factor.of), "by": _called(solved, factor.by), "value": shaped}
        )
    return result


def _called(solved: Solution, name: Any) -> str:
    """The contract's name of a quantity or of one entry of it."""
    letters = {"preactivation": "z", "activation": "a", "weights": "W", "bias": "b", "loss": "loss"}
    if hasattr(name, "role"):
        letter = letters[name.role]
        return letter if letter == "loss" else f"{letter}.{name.layer}"
    matrix, row, column = name.args
    first, second = solved.shape.network.count_from
    if matrix.role == "weights":
        return f"W.{matrix.layer}[{int(row) + first},{int(column) + second}]"
    return f"{letters[matrix.role]}.{matrix.layer}[{int(row) + 1}]"


def _listed(entries: dict[tuple[str, int], dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [{"index": n, "values": found} for (one, n), found in entries.items() if one == kind]

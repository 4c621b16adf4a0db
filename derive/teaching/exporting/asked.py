"""What an exercise asks for that can be typed into a box: the same for all its numbers.

Answers are named as in the answer key, with their place: `grad.W.1[2,1]`, `z.1[2]`, `loss`. Where
an exercise has several parts, models, steps or examples, these stand before the name, as in
`b/step.2/example.1/z.1[2]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from derive.calculus.digits import Policy
from derive.teaching.key import LETTERS
from derive.teaching.prepared import Ready, prepared
from derive.writing.shape import PartShape, Run, Shape

# which quantities belong to an ask, by the begin of their keys
PER_ASK = {
    "forward": ("z.", "a."),
    "loss": ("loss",),
    "backward": ("delta.", "grad.W.", "grad.b."),
    "derivative": ("grad.W.", "grad.b."),
    "update": ("new.W.", "new.b."),
    "forward again": ("new.z.", "new.a.", "new.loss"),
    "classify": ("label",),
    "shapes": ("shape.",),
}
# asks that are answered by drawing, by words or by a derivation
BY_HAND = ("draw", "derive", "compare")


@dataclass(frozen=True)
class Box:
    """One thing to be typed: its name, and where it is among the entries of its run.

    A shape is `fixed`, the same for all numbers; a class is a fact of the run by its name.
    """

    name: str
    entry: int = -1
    rule: Policy | None = None
    fixed: str = ""
    fact: str = ""


@dataclass(frozen=True)
class Asked:
    """One asked quantity: its boxes row by row, so many columns, one of `choices` if there are."""

    key: str
    name: Any
    part: PartShape
    run: Run
    columns: int
    boxes: tuple[Box, ...]
    choices: tuple[str, ...] = ()


@lru_cache(maxsize=256)
def asked(shape: Shape) -> tuple[Asked, ...]:
    """Everything asked, part by part in the order of the asks."""
    found: list[Asked] = []
    for ready in prepared(shape):
        for run in ready.part.runs:
            first = run.step == 1 and run.parameters == ready.part.parameters[0]
            for ask in ready.part.ask:
                if ask == "shapes":
                    found += _shapes(shape, ready.part, run) if first else []
                elif ask == "classify":
                    found += _classes(shape, ready.part, run)
                elif ask not in BY_HAND:
                    found += _quantities(shape, ready, run, ask)
    return tuple(found)


def _quantities(shape: Shape, ready: Ready, run: Run, ask: str) -> list[Asked]:
    """The quantities of one ask, in the order in which they are calculated."""
    part = ready.part
    singles = part.weights and ask in ("derivative", "update")
    found: list[Asked] = []
    for segment, rule in zip(ready.tape.segments, ready.rules, strict=True):
        one = segment.one
        role = getattr(one.name, "role", "")
        if not one.key.startswith(PER_ASK[ask]) or ("[" in one.key) != bool(singles):
            continue
        if len(part.examples) == 1 and role.endswith("batch loss"):
            continue  # the loss of the one example
        if one.example in _queries(shape, part) and ask in ("forward", "loss"):
            continue  # worked out on the way to a class
        columns = len(segment.places[0])
        stem = _before(shape, part, run, one.example) + one.key
        names = _entries(shape, stem, one.key, len(segment.entries), columns)
        boxes = tuple(Box(name, segment.start + at, rule) for at, name in enumerate(names))
        found.append(Asked(one.key, one.name, part, run, columns, boxes))
    return found


def _queries(shape: Shape, part: PartShape) -> set[int]:
    return {shape.query(n) for n in part.queries}


def _entries(shape: Shape, stem: str, key: str, count: int, columns: int) -> list[str]:
    """The names of the entries of a quantity: rows of weights are counted as the exercise does."""
    if "[" in key or key.endswith("loss"):
        return [stem]
    if not key.startswith(("grad.W.", "new.W.")):
        return [f"{stem}[{place + 1}]" for place in range(count)]
    row, column = shape.network.count_from
    return [f"{stem}[{at // columns + row},{at % columns + column}]" for at in range(count)]


def _shapes(shape: Shape, part: PartShape, run: Run) -> list[Asked]:
    """Rows and columns of every parameter."""
    graph = shape.graph
    found = []
    for layer in range(1, graph.depth + 1):
        for role in ("weights", "bias"):
            if graph.has(role, layer):
                name = graph.quantity(role, layer)
                key = f"shape.{LETTERS[role]}.{layer}"
                stem = _before(shape, part, run, 0) + key
                sides = enumerate((int(side) for side in name.shape), start=1)
                boxes = tuple(Box(f"{stem}[{at}]", fixed=str(side)) for at, side in sides)
                found.append(Asked(key, name, part, run, 2, boxes))
    return found


def _classes(shape: Shape, part: PartShape, run: Run) -> list[Asked]:
    """The class of every query or example, to be chosen among all classes."""
    outputs = int(shape.graph.output.shape[0])
    numbers = range(1, outputs + 1) if outputs > 1 else range(2)
    choices = shape.classes or tuple(map(str, numbers))
    found = []
    for kind, n in part.classified:
        index = shape.index(kind, n)
        stem = _before(shape, part, run, index)
        box = Box(f"{stem}label", fact=f"label.{kind}.{n}")
        found.append(Asked("label", (kind, n), part, run, 1, (box,), choices))
    return found


def _before(shape: Shape, part: PartShape, run: Run, index: int) -> str:
    """What stands before a name: only what is needed to tell it from others."""
    words = [part.id] if len(shape.parts) > 1 else []
    if len(part.parameters) > 1:
        words.append(f"with.{run.parameters}")
    if part.steps > 1:
        words.append(f"step.{run.step}")
    if index >= shape.query(0):
        words.append(f"query.{index - shape.query(0)}")
    elif index:
        words.append(f"example.{index}")
    return "".join(f"{word}/" for word in words)

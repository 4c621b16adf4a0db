"""A recipe to start from: of the sizes and functions that somebody asks for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derive.errors import DeriveError
from derive.teaching.files import writable, written
from derive.teaching.generating.frame import frame
from derive.teaching.generating.recipe import loads
from derive.writing.notation import style

MOST_UNITS = 20


@dataclass(frozen=True)
class Start:
    """What a first recipe is to have."""

    title: str = "One step of gradient descent"
    style: str = "exam"
    inputs: int = 2
    layers: tuple[int, ...] = (2, 1)
    hidden: str = "tanh"
    output: str = "sigmoid"
    loss: str = "half squared error"
    ask: tuple[str, ...] = ("forward", "loss", "backward", "update")
    examples: int = 1
    exact: bool = False


def start_recipe(path: Path, asked: Start, *, force: bool = False) -> Path:
    """Writes the recipe; DeriveError where it would not be one, or the file is there already."""
    if path.exists() and not force:
        raise DeriveError("is there already, --force writes over it", file=str(path))
    text = _checked(asked)
    writable(path.parent)
    return written(path.parent, {path.name: text})[0]


def _checked(asked: Start) -> str:
    """The text of a recipe that can be drawn from; DeriveError names the key where it is none."""
    text = started(asked)
    try:
        made = frame(loads(text, "exam.toml"), 0).exercise
        style(made.style, made.language)
    except DeriveError as error:
        raise DeriveError(error.message, key=error.key) from None
    return text


def answered(given: dict[str, Any], name: str, answer: str) -> dict[str, Any]:
    """What was asked for before, with the answer to one more question.

    Raises DeriveError where it is no answer, as one that does not go with those before it.
    """
    value: Any = answer
    if name == "inputs":
        (value,) = sizes(answer.partition(",")[0])
    elif name == "layers":
        value = sizes(answer)
    known = given | {name: value}
    _checked(Start(**known))
    return known


def started(asked: Start) -> str:
    """The text of the recipe."""
    outputs = asked.layers[-1]
    numbers = "{ integers = [-3, 3], without = [0] }"
    x = numbers if asked.exact else "{ decimals = 1, from = -1.5, to = 1.5, without = [-1, 0, 1] }"
    target = _target(asked, outputs)
    functions = [asked.hidden] * (len(asked.layers) - 1) + [asked.output]
    layers = ",\n  ".join(
        f"{{ units = {units}, activation = {json.dumps(function)} }}"
        for units, function in zip(asked.layers, functions, strict=True)
    )
    drawn = numbers if asked.exact else "{ decimals = 1, from = -0.9, to = 0.9, without = [0] }"
    rate = "1" if asked.exact else "{ one_of = [0.1, 0.2, 0.5] }"
    lines = [
        f"title = {json.dumps(asked.title, ensure_ascii=False)}",
        f"style = {json.dumps(asked.style)}",
        f"example = [ {{ repeat = {asked.examples}, of = {{ x = {x}, t = {target} }} }} ]",
        f"part = [ {{ ask = {json.dumps(list(asked.ask))} }} ]",
        "",
        "[network]",
        f"inputs = {asked.inputs}",
        f"loss = {json.dumps(asked.loss)}",
        f"layer = [\n  {layers} ]",
        "",
        "[numbers]",
        f"learning_rate = {rate}",
        f"W = {drawn}",
        f"b = {drawn}",
    ]
    if asked.exact:
        lines += ["", "[conditions]", "exact = 1", "dead_units = 1", "not_zero = false",
                  "distinct = false", "loss_falls = false"]  # fmt: skip
    return "\n".join(lines) + "\n"


def _target(asked: Start, outputs: int) -> str:
    if asked.output == "softmax" or asked.loss == "cross-entropy":
        return f"{{ shuffle = {json.dumps([1] + [0] * (outputs - 1))} }}"
    if asked.exact:
        return "{ integers = [-3, 3] }"
    return "{ one_of = [0, 1] }"


def sizes(text: str) -> tuple[int, ...]:
    """The units of every layer, comma between; DeriveError where they are none.

    >>> sizes("3, 2")
    (3, 2)
    """
    parts = [one.strip() for one in text.split(",")]
    if not all(
        one.isdigit() and one.isascii() and 1 <= int(one[:4]) <= MOST_UNITS for one in parts
    ):
        raise DeriveError(
            f'expected units such as 2,1, each from 1 to {MOST_UNITS}, found "{text}"'
        )
    return tuple(map(int, parts))


QUESTIONS: Sequence[tuple[str, str]] = (
    ("title", "Title of the sheets"),
    ("inputs", "Number of inputs"),
    ("layers", "Units of each layer, comma between"),
    ("hidden", "Activation of the hidden layers"),
    ("output", "Activation of the output"),
    ("loss", "Loss"),
    ("style", "Style"),
)

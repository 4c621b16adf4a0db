"""An exercise with its numbers written as a file that reads back as the same exercise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from os.path import relpath
from pathlib import Path
from typing import Any

from derive.teaching.exercise import Example, Exercise, Typed
from derive.teaching.generating.frame import Frame
from derive.teaching.generating.numbers import Leaf
from derive.writing.holes import CLOSE, OPEN, Compiled, joined, split


def exercise_text(exercise: Exercise, frame: Frame, footer: str, place: str = "") -> str:
    """The file of an exercise that was made of a frame, with the text at the foot of its pages.

    `place` is the folder where it is to lie: a style of the recipe's own is named as seen from it.
    """
    own = ""
    if exercise.style != frame.tables.get("style", exercise.style):
        own = Path(relpath(exercise.style, place or ".")).as_posix()
    numbers = [one.text for one in exercise.typed]
    texts = [f'"{text}"' if "/" in text else text for text in numbers]
    return joined(_form(frame, own), [*texts, _value(footer)])


@lru_cache(maxsize=256)
def _form(frame: Frame, own_style: str) -> Compiled:
    """The file with a hole for each given number, in their order, and one for the footer."""
    count = sum(one.size for one in frame.factors)
    holes = [f"{OPEN}{at}{CLOSE}" for at in range(count + 1)]
    leaves = [Leaf(Typed(Fraction(0), hole), 0.0, 0) for hole in holes[:count]]
    exercise = frame.filled(leaves, "")
    given = frame.tables | ({"style": own_style} if own_style else {})
    top = [
        f"{key} = {_value(value)}"
        for key, value in given.items()
        if not isinstance(value, dict | list) and key != "footer"
    ]
    lines = [*top, f"footer = {holes[count]}"]
    for key, examples in (("example", exercise.examples), ("query", exercise.queries)):
        if examples:
            lines += [f"{key} = [", *(f"  {_row(one)}," for one in examples), "]"]
    parts = [f"  {_value(one)}," for one in given.get("part", ())]
    tables = [
        line
        for key, table in given.items()
        if isinstance(table, dict)
        for line in _table(key, table)
    ]
    if parts:
        lines += ["part = [", *parts, "]"]
    return split("\n".join([*lines, *tables, *_table("numbers", _numbers(exercise))]) + "\n")


def _row(one: Example) -> str:
    target = "" if one.t is None else f", t = {_value(one.t)}"
    return f"{{ x = {_value(one.x)}{target} }}"


def _numbers(exercise: Exercise) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if exercise.learning_rate is not None:
        found["learning_rate"] = exercise.learning_rate
    for layer, (W, b) in enumerate(zip(exercise.W, exercise.b, strict=True), 1):
        found[f"W.{layer}"] = [list(row) for row in W]
        if b is not None:
            found[f"b.{layer}"] = list(b)
    return found


def _table(name: str, table: Mapping[str, Any]) -> list[str]:
    return ["", f"[{name}]", *(f"{key} = {_value(value)}" for key, value in table.items())]


def _value(value: Any) -> str:
    """A value as TOML has it, on one line."""
    if isinstance(value, Typed):
        return value.text
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list | tuple):
        return f"[{', '.join([_value(one) for one in value])}]"
    if isinstance(value, dict):
        pairs = (f"{_key(key)} = {_value(one)}" for key, one in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return str(value)


def _key(name: str) -> str:
    return name if name.replace("_", "").isalnum() and name.isascii() else json.dumps(name)

"""An exercise with its numbers written as a file that reads back as the same exercise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from os.path import relpath
from pathlib import Path
from typing import Any

from derive.teaching.exercise import Example, Exercise, Typed
from derive.teaching.generating.frame import Frame

# inline lists of tables come before the first table
LISTS = ("example", "query", "part")


def exercise_text(exercise: Exercise, frame: Frame, footer: str, place: str = "") -> str:
    """The file of an exercise that was made of a frame, with the text at the foot of its pages.

    `place` is the folder where it is to lie: a style of the recipe's own is named as seen from it.
    """
    top = {key: value for key, value in frame.tables.items() if not isinstance(value, dict | list)}
    top["footer"] = footer
    if exercise.style != top.get("style", exercise.style):
        top["style"] = Path(relpath(exercise.style, place or ".")).as_posix()
    lines = [f"{key} = {_value(value)}" for key, value in top.items()]
    lists = {"example": exercise.examples, "query": exercise.queries}
    for key in LISTS:
        rows = lists.get(key) or frame.tables.get(key)
        if rows:
            lines += [f"{key} = [", *(f"  {_value(_row(row))}," for row in rows), "]"]
    for key, table in frame.tables.items():
        if isinstance(table, dict):
            lines += _table(key, table)
    return "\n".join([*lines, *_table("numbers", _numbers(exercise))]) + "\n"


def _row(row: Any) -> Any:
    if not isinstance(row, Example):
        return row
    return {"x": list(row.x)} | ({} if row.t is None else {"t": list(row.t)})


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
        return json.dumps(value.text) if "/" in value.text else value.text
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        pairs = (f"{_key(key)} = {_value(one)}" for key, one in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return str(value)


def _key(name: str) -> str:
    return name if name.replace("_", "").isalnum() and name.isascii() else json.dumps(name)

"""The JSON Schema of a recipe: that of an exercise file, with a range in the place of any value."""

from __future__ import annotations

from typing import Any

from derive.teaching.exercise_file import NUMBER_SCHEMA, schema
from derive.teaching.generating.range_tables import KINDS
from derive.teaching.generating.recipe import MOST_ATTEMPTS, VARIANTS
from derive.teaching.generating.rows import CONDITIONS

_ANY: dict[str, Any] = {"type": "array", "minItems": 1}
_KEYS: dict[str, dict[str, Any]] = {
    "integers": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
    "from": NUMBER_SCHEMA,
    "to": NUMBER_SCHEMA,
    "step": NUMBER_SCHEMA,
    "without": {"type": "array", "items": NUMBER_SCHEMA},
    "decimals": {"type": "integer", "minimum": 0, "maximum": 9},
    "fractions": {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 1},
    "one_of": _ANY,
    "shuffle": _ANY,
    "choose": {"type": "integer", "minimum": 1},
    "repeat": {"anyOf": [{"type": "integer", "minimum": 0}, {"$ref": "#/$defs/Range"}]},
    "of": {},
}
_VARIANTS: dict[str, dict[str, Any]] = {
    "attempts": {"type": "integer", "minimum": 1, "maximum": MOST_ATTEMPTS},
    "spread": NUMBER_SCHEMA,
    "slips": {"type": "array", "items": {"type": "string"}},
    "neurons": {"type": "array", "items": {"type": "integer", "minimum": 1}},
}


def recipe_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a recipe, read as JSON.

    >>> recipe_schema()["title"]
    'derive recipe'
    """
    plain = schema()
    made = {
        name: _widened(table) if name != "ExerciseFile" else _file(table)
        for name, table in plain["$defs"].items()
    }
    ranges = [
        {
            "type": "object",
            "properties": {key: _KEYS[key] for key in keys},
            "required": [key for key in keys if key != "without"],
            "additionalProperties": False,
        }
        for keys in KINDS.values()
    ]
    return plain | {
        "title": "derive recipe",
        "description": "A recipe of derive: an exercise file in which any value may be a range.",
        "$defs": made | {"Range": {"anyOf": ranges}},
    }


def _file(table: dict[str, Any]) -> dict[str, Any]:
    bounds = {
        name: {"type": "boolean"}
        if isinstance(row.usual, bool)
        else {"anyOf": [*NUMBER_SCHEMA["anyOf"], {"const": False}]}
        for name, row in CONDITIONS.items()
    }
    own = {
        "names": {"type": "object"},
        "variants": _closed({name: _VARIANTS[name] for name in VARIANTS}),
        "conditions": _closed(bounds),
    }
    widened: dict[str, Any] = _widened(table)
    return widened | {"properties": widened["properties"] | own}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _widened(value: Any) -> Any:
    """The same with a range allowed in the place of each value."""
    if isinstance(value, list):
        return [_widened(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {}
    for key, one in value.items():
        if key in ("properties", "patternProperties"):
            found[key] = {name: _or_range(_widened(inner)) for name, inner in one.items()}
        elif key == "items":
            found[key] = _or_range(_widened(one))
        else:
            found[key] = _widened(one)
    # a text may hold the {name} of something drawn, and a repeated item stands for several
    for bound in ("enum", "minItems", "maxItems", "pattern"):
        found.pop(bound, None)
    return found


def _or_range(one: Any) -> dict[str, Any]:
    return {"anyOf": [one, {"$ref": "#/$defs/Range"}]}

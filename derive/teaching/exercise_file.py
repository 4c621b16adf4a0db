"""The shape of an exercise file: its tables and keys, described once for reader and schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType, field

from derive.teaching.exercise_values import (
    ASKS,
    CARRIES,
    DEFAULT_LANGUAGE,
    DEFAULT_STYLE,
    DRAWINGS,
    GIVEN,
    JOINS,
    KINDS,
    MODES,
    MOST_SPACE,
    PRODUCTS,
    REDUCTIONS,
)
from derive.writing.language import languages

# A number keeps how it was typed, so msgspec lets it through and `exercise_numbers` reads it.
# The lists of words are checked in `exercise_check`, where a nearest word can be named.
NUMBER_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number"},
        {"type": "string", "pattern": r"^\s*[-+]?\d+(\s*/\s*\d+|(\.\d+)?([eE][-+]?\d+)?)\s*$"},
    ]
}
_DIGITS_SCHEMA = {"type": "integer", "minimum": 0, "maximum": 30}
_VECTOR = {"type": "array", "items": NUMBER_SCHEMA}
_MATRIX = {"type": "array", "items": _VECTOR}


def _one_or_per_layer(of_one_layer: dict[str, Any]) -> dict[str, Any]:
    layers = {
        "type": "object",
        "patternProperties": {"^[1-9][0-9]*$": of_one_layer},
        "additionalProperties": False,
    }
    return {"anyOf": [*NUMBER_SCHEMA["anyOf"], layers]}


def _word(words: Sequence[str]) -> Meta:
    return Meta(extra_json_schema={"enum": list(words)})


# no `pattern` in a Meta: joined with a list, msgspec 0.22 frees the wrong memory
Text = Annotated[str, Meta(min_length=1, max_length=2000)]
Line = Annotated[str, Meta(min_length=1, max_length=200)]
Digits = Annotated[int, Meta(ge=0, le=30)]
Count = Annotated[int, Meta(ge=1, le=1000)]
Number = Annotated[Any, Meta(extra_json_schema=NUMBER_SCHEMA)]
Numbers = Annotated[list[Number], Meta(min_length=1)]


class ExampleTable(Struct, forbid_unknown_fields=True):
    """One example: inputs x and targets t, a number for each input and each output."""

    x: Numbers
    t: Numbers | UnsetType = UNSET


class LayerTable(Struct, forbid_unknown_fields=True):
    """One weight layer. `from` counts the input as 0; `activation` is a name or a formula in z."""

    units: Count
    activation: Text
    bias: bool = True
    slope: Number | UnsetType = UNSET
    alpha: Number | UnsetType = UNSET
    sources: Annotated[list[int], Meta(min_length=1)] | UnsetType = field(
        name="from", default=UNSET
    )
    join: Annotated[str, _word(JOINS)] = "add"


class NetworkTable(Struct, forbid_unknown_fields=True):
    """Sizes, loss and conventions of the network."""

    inputs: Count
    loss: Text
    layer: Annotated[list[LayerTable], Meta(min_length=1, max_length=64)]
    fold_bias: bool = False
    product: Annotated[str, _word(PRODUCTS)] = "W x"
    count_from: (
        Annotated[list[Annotated[int, Meta(ge=0, le=1)]], Meta(min_length=2, max_length=2)]
        | UnsetType
    ) = UNSET
    reduction: Annotated[str, _word(REDUCTIONS)] = "sum"
    classes: list[Text] | UnsetType = UNSET
    threshold: Number | UnsetType = UNSET
    drawn: bool | UnsetType = UNSET


class PartTable(Struct, forbid_unknown_fields=True):
    """One part: what is asked, told in this order. Examples and queries count from 1."""

    ask: Annotated[list[Annotated[str, _word(ASKS)]], Meta(min_length=1)]
    id: Annotated[str, Meta(min_length=1, max_length=100)] | UnsetType = UNSET
    examples: list[int] | UnsetType = UNSET
    queries: list[int] | UnsetType = UNSET
    weights: Annotated[list[Text], Meta(min_length=1)] | UnsetType = UNSET
    parameters: Text | Annotated[list[Text], Meta(min_length=1)] = GIVEN
    steps: Annotated[int, Meta(ge=1, le=100)] | UnsetType = UNSET
    derive: Annotated[list[Text], Meta(min_length=1)] | UnsetType = UNSET
    points: Number | UnsetType = UNSET
    space: Annotated[int, Meta(ge=0, le=MOST_SPACE)] | UnsetType = UNSET
    draw: Annotated[str, _word(DRAWINGS)] | UnsetType = UNSET


class NumbersTable(Struct, forbid_unknown_fields=True):
    """Weights and biases: one number fills every layer, or W.1, W.2, ... one for each."""

    W: Annotated[Any, Meta(extra_json_schema=_one_or_per_layer(_MATRIX))]
    b: Annotated[Any, Meta(extra_json_schema=_one_or_per_layer(_VECTOR))] | UnsetType = UNSET
    learning_rate: Number | UnsetType = UNSET


class RoundingTable(Struct, forbid_unknown_fields=True):
    """How numbers are rounded; what is left out is the style's choice."""

    digits: Digits | UnsetType = UNSET
    kind: Annotated[str, _word(KINDS)] | UnsetType = UNSET
    mode: Annotated[str, _word(MODES)] = "half-up"
    carry: Annotated[str, _word(CARRIES)] = "full"
    per: dict[str, Annotated[Any, Meta(extra_json_schema=_DIGITS_SCHEMA)]] | UnsetType = UNSET


class ExerciseFile(Struct, forbid_unknown_fields=True):
    """A network with numbers, examples, and the parts that ask something of them."""

    network: NetworkTable
    numbers: NumbersTable
    title: Text | UnsetType = UNSET
    story: Text | UnsetType = UNSET
    author: Line | UnsetType = UNSET
    course: Line | UnsetType = UNSET
    date: Line | UnsetType = UNSET
    footer: Line | UnsetType = UNSET
    style: Text = DEFAULT_STYLE
    language: Annotated[str, _word(tuple(languages()))] = DEFAULT_LANGUAGE
    example: Annotated[list[ExampleTable], Meta(max_length=1000)] = []
    query: Annotated[list[ExampleTable], Meta(max_length=1000)] = []
    part: Annotated[list[PartTable], Meta(max_length=100)] = []
    rounding: RoundingTable = field(default_factory=RoundingTable)


TABLES: dict[str, type[Struct]] = {
    "": ExerciseFile,
    "network": NetworkTable,
    "network.layer": LayerTable,
    "example": ExampleTable,
    "query": ExampleTable,
    "part": PartTable,
    "numbers": NumbersTable,
    "rounding": RoundingTable,
}


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of an exercise file, read as JSON.

    >>> schema()["title"]
    'derive exercise'
    """
    described = msgspec.json.schema(ExerciseFile)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "derive exercise",
        "description": "An exercise file of derive: a network, its numbers, and what is asked.",
        **described,
    }

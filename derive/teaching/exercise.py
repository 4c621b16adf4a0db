"""An exercise file read into a frozen value: found, parsed, described, checked."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import UNSET

from derive.calculus.network import Network
from derive.errors import DeriveError
from derive.teaching.exercise_check import examples, labels, network
from derive.teaching.exercise_file import ExerciseFile, schema
from derive.teaching.exercise_numbers import biases, typed, weights
from derive.teaching.exercise_parts import Given, parts
from derive.teaching.exercise_rounding import rounding
from derive.teaching.exercise_tables import described
from derive.teaching.exercise_values import (
    ASKS,
    Example,
    Exercise,
    Part,
    Rounding,
    Typed,
    WeightRef,
    changed,
)
from derive.teaching.furniture import front, language
from derive.writing.notation import has_style, styles

__all__ = [
    "ASKS",
    "Example",
    "Exercise",
    "Part",
    "Rounding",
    "Typed",
    "WeightRef",
    "beside",
    "changed",
    "from_tables",
    "loads",
    "read",
    "schema",
    "tables",
    "text_of",
]

MOST_BYTES = 1_000_000


def read(path: Path) -> Exercise:
    """The exercise in a file; DeriveError names the file, and the key where one is wrong."""
    path = Path(path)
    return beside(loads(text_of(path), str(path)), path.parent)


def text_of(path: Path, what: str = "an exercise file") -> str:
    """The text of a file of TOML; DeriveError where it cannot be read, is too large or no text."""
    file = str(path)
    try:
        if path.is_dir():
            raise DeriveError(f"is a folder, expected {what}", file=file)
        with path.open("rb") as source:
            content = source.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise DeriveError("no such file", file=file) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DeriveError(f"cannot be read: {reason.lower()}", file=file) from None
    if len(content) > MOST_BYTES:
        raise DeriveError(f"is larger than 1 MB, expected {what}", file=file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DeriveError(f"is not UTF-8 text (at line {line})", file=file) from None


def beside(exercise: Exercise, folder: Path) -> Exercise:
    """The exercise with its style where that is a folder seen from that of the exercise file."""
    own = folder / exercise.style
    if exercise.style in styles() or not has_style(own):
        return exercise
    return replace(exercise, style=str(own))


def loads(text: str, name: str) -> Exercise:
    """The exercise in a text; `name` is what errors call it, its stem names the exercise."""
    try:
        stem = Path(name).stem if name.endswith(".toml") else name
        return from_tables(tables(text), stem)
    except DeriveError as error:
        raise error.at(file=name) from None


def from_tables(data: dict[str, Any], stem: str) -> Exercise:
    """The exercise in the tables of a file, called `stem`; DeriveError names the key."""
    return _checked(described(data), stem)


# a name of thousands of parts would keep tomllib busy for hours, its time grows with the square
_DEEP_NAME = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]+[ \t]*\.[ \t]*){30}")


def tables(text: str) -> dict[str, Any]:
    """The tables of a text, its decimals exact; DeriveError where it is not valid TOML."""
    if _DEEP_NAME.search(text):
        raise DeriveError("holds a name of more than 30 parts, expected names such as W.1")
    try:
        return tomllib.loads(text, parse_float=_decimal)
    except RecursionError:
        raise DeriveError("is not valid TOML: nested too deeply") from None
    except ValueError as error:  # TOMLDecodeError, or a whole number of thousands of digits
        reason = str(error).partition("; use sys.")[0]
        raise DeriveError(f"is not valid TOML: {reason[:1].lower()}{reason[1:]}") from None


def _decimal(text: str) -> Decimal:
    """A TOML decimal exactly; one beyond all exponents is no number that can be meant."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return Decimal("nan")


def _drawn(file: ExerciseFile, network: Network) -> bool:
    """Whether the network is drawn where it is given: usually where words are hard to follow."""
    if file.network.drawn is not UNSET:
        return file.network.drawn
    return any(one.sources != (at,) for at, one in enumerate(network.layers))


def _checked(file: ExerciseFile, stem: str) -> Exercise:
    net = network(file.network)  # first: everything else must fit its shapes
    classes, threshold = labels(file.network, net.width(net.depth))
    numbers = file.numbers
    matrices = weights(numbers.W, net)
    vectors = biases(None if numbers.b is UNSET else numbers.b, net)
    rate = None
    if numbers.learning_rate is not UNSET:
        rate = typed(numbers.learning_rate, "numbers.learning_rate")
        if rate.value <= 0:
            raise DeriveError(f"must be above 0, found {rate.text}", key="numbers.learning_rate")
    shown = examples(file.example, "example", net)
    queries = examples(file.query, "query", net)
    return Exercise(
        title=stem if file.title is UNSET else file.title,
        style=file.style,
        network=net,
        examples=shown,
        queries=queries,
        parts=parts(file.part, Given(net, shown, queries, rate)),
        W=matrices,
        b=vectors,
        learning_rate=rate,
        rounding=rounding(file.rounding, net.depth),
        classes=classes,
        threshold=threshold,
        name=stem,
        front=front(file),
        language=language(file.language),
        drawn=_drawn(file, net),
        story="" if file.story is UNSET else " ".join(file.story.split()),
    )

"""The answer key as text; what is the same for all numbers of a shape is encoded once."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

import msgspec

from derive.calculus.tape.run import Entries
from derive.teaching.calculation import Calculation
from derive.teaching.exercise import Exercise, changed
from derive.teaching.key import answer_key, exercise_name
from derive.writing.holes import CLOSE, OPEN, Compiled, joined, split
from derive.writing.shape import Shape

# a text that stands in the place of a value until its number is known; JSON leaves it as it is
SIGN = "\ue001"
_MARKED = re.compile(f'"{SIGN}(\\d+){SIGN}"')
# what is asked for where the numbers decide more of the key than its numbers
DECIDED = ("classify", "compare", "derivative")


def key_text(
    exercise: Exercise, shape: Shape, style: str, found: Calculation, indent: int
) -> str | None:
    """The key in JSON, every value on a line of its own where `indent` is not negative.

    None where the numbers decide more than the values: labels, what exists, which paths there are.
    """
    if any(part.wants(*DECIDED) for part in shape.parts):
        return None
    keyed: list[Any] = []
    texts: list[str] = []
    for entries in found.entries.values():
        keyed += entries.keyed
        texts += [f'"{text}"' for text in entries.shown]
    if None in keyed:
        return None
    fell = tuple([place for place in found.facts if place[1] == "fell"])
    known, asked = _kept(shape), (style, indent, fell)
    if asked not in known:
        known[asked] = _form(exercise, shape, style, found, indent)
    names = [_encoded(exercise_name(exercise)), _encoded(exercise.title)]
    numbers = _encoded(keyed)[1:-1].split(",")
    return joined(known[asked], names + numbers + texts)


@lru_cache(maxsize=256)
def _kept(shape: Shape) -> dict[Any, Compiled]:
    """The texts of a shape's keys that are known by now, by what else decides them."""
    return {}


def _form(
    exercise: Exercise, shape: Shape, style: str, found: Calculation, indent: int
) -> Compiled:
    """The key with a hole for each of its names, numbers and texts."""
    count = 2 + sum(len(entries.keyed) for entries in found.entries.values())
    marked: dict[str, Entries] = {}
    at = 2
    for run, entries in found.entries.items():
        places = range(at, at + len(entries.keyed))
        shown: list[str | None] = [_mark(count - 2 + place) for place in places]
        keys: list[Any] = [_mark(place) for place in places]
        marked[run] = Entries(shown, keys)
        at = places.stop
    named = changed(exercise, name=_mark(0), title=_mark(1))
    text = in_json(answer_key(named, shape, style, replace(found, entries=marked)), indent)
    return split(_MARKED.sub(f"{OPEN}\\1{CLOSE}", text))


def _mark(place: int) -> str:
    return f"{SIGN}{place}{SIGN}"


def _encoded(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def in_json(value: Any, indent: int) -> str:
    """A value in JSON: on one line, or with every value in it on a line of its own."""
    text = msgspec.json.encode(value)
    return (msgspec.json.format(text, indent=indent) if indent >= 0 else text).decode()

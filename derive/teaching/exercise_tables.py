"""The tables of an exercise file, held against their description; mistakes in people's words."""

from __future__ import annotations

import re
from typing import Any, NoReturn

import msgspec
from msgspec import Struct

from derive.errors import DeriveError, nearest
from derive.teaching.exercise_file import TABLES, ExerciseFile


def described(data: dict[str, Any]) -> ExerciseFile:
    """The tables of a file; DeriveError with the key where one is unknown, missing or odd."""
    _check_lines(data)
    try:
        return msgspec.convert(data, ExerciseFile)
    except msgspec.ValidationError as error:
        _explain(str(error), data)


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# the one text that is a paragraph of its own, and may be typed in several lines
STORY = "story"
_DEEPEST = 8  # no key that is known lies deeper


def _check_lines(data: dict[str, Any]) -> None:
    """Every text is one line: it is printed within sentences, and named in errors of one line."""
    waiting: list[tuple[str, Any, int]] = [("", data, 0)]
    while waiting:
        key, value, depth = waiting.pop()
        if isinstance(value, str) and _CONTROL.search(value if key != STORY else _joined(value)):
            raise DeriveError(f"expected text on one line, found {shown(value)}", key=key)
        if isinstance(value, dict | list) and depth == _DEEPEST:
            raise DeriveError("nested too deeply", key=key)
        if isinstance(value, dict):
            _check_names(value, key)
            waiting += ((f"{key}.{plain(k)}".lstrip("."), v, depth + 1) for k, v in value.items())
        elif isinstance(value, list):
            waiting += ((f"{key}[{at}]", v, depth + 1) for at, v in enumerate(value, 1))


def _joined(text: str) -> str:
    """The text with its lines joined."""
    return " ".join(text.split())


def _check_names(table: dict[str, Any], key: str) -> None:
    for name in table:
        if "`" in name:  # msgspec quotes names with it, so that _explain could not find the end
            raise DeriveError("unknown key", key=f"{key}.{plain(name)}".lstrip("."))


_PLACED = re.compile(r"(?s)(?P<what>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?")
_WORDS = {
    "int": "a whole number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "str | array": "text or a list of texts",
}


def _explain(message: str, data: dict[str, Any]) -> NoReturn:
    """msgspec's message in the words of people, lists counted from 1."""
    placed = _PLACED.fullmatch(message)
    what, path = (placed["what"], placed["path"] or "") if placed else (message, "")
    key = re.sub(r"\[(\d+)\]", lambda index: f"[{int(index[1]) + 1}]", path)
    within = f"{key}." if key else ""
    table = TABLES.get(re.sub(r"\[\d+\]", "", path))
    if (name := re.search(r"(?s)unknown field `(.*)`", what)) and table:
        raise DeriveError(_unknown(name[1], table), key=f"{within}{plain(name[1])}") from None
    if name := re.search(r"missing required field `(.*)`", what):
        raise DeriveError("missing", key=within + name[1]) from None
    value = _at(data, path)
    if bound := re.fullmatch(r"Expected `\w+` (>=|<=) (\d+)", what):
        least = "at least" if bound[1] == ">=" else "at most"
        raise DeriveError(f"must be {least} {bound[2]}, found {shown(value)}", key=key) from None
    if bound := re.fullmatch(r"Expected `(\w+)` of length (>=|<=|==)? ?(\d+)", what):
        unit = "entries" if bound[1] == "array" else "characters"
        least = {">=": "at least ", "<=": "at most "}.get(bound[2], "")
        found = f"expected {least}{bound[3]} {unit}, found {len(value)}"
        raise DeriveError(found, key=key) from None
    if kind := re.match(r"Expected `([^`]*)`", what):
        expected = _WORDS.get(kind[1], kind[1])
        raise DeriveError(f"expected {expected}, found {shown(value)}", key=key) from None
    raise DeriveError(what, key=key) from None


def _unknown(name: str, table: type[Struct]) -> str:
    for place, other in TABLES.items():
        if name in other.__struct_encode_fields__ and other is not table and place != "query":
            home = f"in [{place}]" if place else "at the top, before the first table"
            return f"unknown key here, it belongs {home}"
    return f"unknown key, {nearest(name, table.__struct_encode_fields__)}"


def _at(data: Any, path: str) -> Any:
    for name, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path):
        data = data[int(index)] if index else data[name]
    return data


def plain(text: str) -> str:
    """The text on one line, cut where it is long."""
    return text if text.isprintable() and len(text) <= 40 else ascii(text[:37])[1:-1] + "..."


def shown(value: object) -> str:
    """What was found, in a few words on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"{value}" if abs(value) < 10**40 else "a number with more than 40 digits"
    if isinstance(value, str):
        return f'"{plain(value)}"'
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    return plain(str(value)).lower()

"""The answers as JSON: of each variant all boxes with what is right in them, and its answer key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from derive.teaching.exporting.item import Head, Item


def write(parts: Iterable[dict[str, Any]], head: Head, file: BinaryIO) -> None:
    """Writes one object, a variant on a line."""
    file.write(b'{"title": ' + msgspec.json.encode(head.title) + b', "variants": [')
    for number, part in enumerate(parts):
        file.write(b",\n" if number else b"\n")
        file.write(msgspec.json.encode(part))
    file.write(b"\n]}\n")


def made(item: Item) -> dict[str, Any]:
    """What is right is `printed`, and every number within `tolerance` of one that is accepted."""
    answers = {
        name: {"printed": answer.text, "accepted": _accepted(answer.accepted)}
        for _, _, name, answer in item.boxes()
    }
    return {"variant": item.name, "answers": answers, "key": item.solution.key}


def _accepted(found: tuple[tuple[str, str | None], ...]) -> list[dict[str, str]]:
    return [
        {"value": text} if within is None else {"value": text, "tolerance": within}
        for text, within in found
    ]

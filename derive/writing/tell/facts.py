"""What the numbers decide, in the words of a style: models and classes that are named in a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derive.writing.notation import Style

Facts = Mapping[tuple[str, str], Any]


def told(facts: Facts, style: Style) -> Facts:
    """The facts with their lists put in words: `better.*` lists models, all others classes."""
    lists = {place: names for place, names in facts.items() if isinstance(names, tuple)}
    if not lists:
        return facts
    found = dict(facts)
    for (run, fact), names in lists.items():
        if fact.startswith("better."):
            names = tuple(model(one, style.words) for one in names)
        found[run, fact] = _listed(names, style.words["list"])
    return found


def model(parameters: str, words: Mapping[str, Any]) -> str:
    """What a set of parameters is called: the given ones, or those that a part leaves."""
    if parameters == "given":
        return str(words["compare"]["given"])
    return str(words["compare"]["part"]).replace("{id}", parameters)


def _listed(names: tuple[str, ...], words: Mapping[str, str]) -> str:
    *first, last = names
    return words["separator"].join(first) + words["last"] + last if first else last

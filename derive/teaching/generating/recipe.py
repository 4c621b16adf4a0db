"""A recipe read into a frozen value: an exercise file with ranges, and what variants must meet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from derive.errors import DeriveError, nearest
from derive.teaching.exercise import tables, text_of
from derive.teaching.exercise_numbers import typed
from derive.teaching.exercise_tables import shown
from derive.teaching.generating.range_tables import choice
from derive.teaching.generating.ranges import Choice
from derive.teaching.generating.rows import CONDITIONS

# what is drawn once the shapes of the network are known
NUMBERED = ("numbers", "example", "query")
OWN = ("variants", "conditions")
VARIANTS = ("attempts", "spread", "slips", "neurons")
USUAL_ATTEMPTS, MOST_ATTEMPTS = 2_000, 1_000_000
ROOM = 2_000  # for so many variants a small grid is shared out
# Crockford's letters: none that is taken for another
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, eq=False)
class Recipe:
    """A recipe: the choices that decide the form, the tables whose numbers are drawn, conditions.

    `conditions` has the bound of every condition that is asked for; with `spread`, difficulty may
    be off the usual one by this part of it; `slips` are those that may be planted as a mistake,
    `neurons` the layers whose units change places; a style of its own lies in `folder`.
    """

    name: str
    text: str
    form: Choice
    numbered: Mapping[str, Any]
    conditions: Mapping[str, Any]
    attempts: int | None
    spread: float | None
    slips: tuple[str, ...]
    neurons: tuple[int, ...]
    data: Mapping[str, Any]
    folder: str

    @cached_property
    def digest(self) -> str:
        """Five letters that other recipes hardly share; comments and the file's name are nothing
        to it."""
        told = json.dumps(self.data, sort_keys=True, default=_plain)
        number = int.from_bytes(blake2b(told.encode(), digest_size=4).digest()) >> 7
        return "".join(LETTERS[number >> shift & 31] for shift in (20, 15, 10, 5, 0))

    def __hash__(self) -> int:
        return hash((self.name, self.digest))


def _plain(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def read(path: Path) -> Recipe:
    """The recipe in a file; DeriveError names the file, and the key where one is wrong."""
    path = Path(path)
    return loads(text_of(path, "a recipe"), str(path), str(path.parent))


def loads(text: str, name: str, folder: str = "") -> Recipe:
    """The recipe in a text; `name` is what errors call it, its stem names the recipe, and styles
    of its own lie in `folder`."""
    stem = Path(name).stem if name.endswith(".toml") else name
    try:
        return _recipe(tables(text), text, stem, folder)
    except DeriveError as error:
        raise error.at(file=name) from None


def _recipe(data: dict[str, Any], text: str, name: str, folder: str) -> Recipe:
    for key in OWN:
        if not isinstance(data.get(key, {}), dict):
            raise DeriveError(f"expected a table, found {shown(data[key])}", key=key)
    variants = data.get("variants", {})
    for key in variants:
        if key not in VARIANTS:
            raise DeriveError(f"unknown key, {nearest(key, VARIANTS)}", key=f"variants.{key}")
    form = {key: value for key, value in data.items() if key not in (*NUMBERED, *OWN)}
    return Recipe(
        name=name,
        text=text,
        form=choice(form, ""),
        numbered={key: data[key] for key in NUMBERED if key in data},
        conditions=_conditions(data.get("conditions", {})),
        attempts=_attempts(variants),
        spread=_spread(variants),
        slips=_slips(variants),
        neurons=_neurons(variants),
        data=data,
        folder=folder,
    )


def _attempts(variants: dict[str, Any]) -> int | None:
    found = variants.get("attempts")
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int) or not 1 <= found <= MOST_ATTEMPTS:
        raise DeriveError(
            f"expected a whole number from 1 to {MOST_ATTEMPTS}, found {shown(found)}",
            key="variants.attempts",
        )
    return found


def _spread(variants: dict[str, Any]) -> float | None:
    if "spread" not in variants:
        return None
    found = typed(variants["spread"], "variants.spread")
    if found.value <= 0:
        raise DeriveError(f"must be above 0, found {found.text}", key="variants.spread")
    return float(found.value)


def _slips(variants: dict[str, Any]) -> tuple[str, ...]:
    from derive.calculus.slips import SLIPS  # only recipes with mistakes need it

    found = variants.get("slips", [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise DeriveError(f"expected a list of slips, found {shown(found)}", key="variants.slips")
    for at, name in enumerate(found, 1):
        if name not in SLIPS:
            hint = nearest(name[:100], SLIPS)
            raise DeriveError(f"unknown slip {shown(name)}: {hint}", key=f"variants.slips[{at}]")
    return tuple(found)


def _neurons(variants: dict[str, Any]) -> tuple[int, ...]:
    found = variants.get("neurons", [])
    if not isinstance(found, list) or not all(type(one) is int for one in found):
        raise DeriveError(
            f"expected a list of layers, found {shown(found)}", key="variants.neurons"
        )
    return tuple(found)


def _conditions(table: dict[str, Any]) -> dict[str, Any]:
    """The bound of every condition, as the recipe has it or as is usual; those off are left out."""
    for name in table:
        if name not in CONDITIONS:
            hint = nearest(name[:100], CONDITIONS)
            raise DeriveError(f"unknown condition, {hint}", key=f"conditions.{name[:40]}")
    found = {}
    for name, row in CONDITIONS.items():
        bound = table.get(name, row.usual)
        key = f"conditions.{name}"
        if isinstance(row.usual, bool):
            if not isinstance(bound, bool):
                raise DeriveError(f"expected true or false, found {shown(bound)}", key=key)
        elif name in table and bound is not False:  # a number, or false: not at all
            bound = float(typed(bound, key).value)
            if bound < 0:
                raise DeriveError(f"must be at least 0, found {shown(bound)}", key=key)
        if bound is not False and bound is not None:
            found[name] = bound
    return found

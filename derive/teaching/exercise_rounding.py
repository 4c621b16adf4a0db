"""The rounding that an exercise file asks for."""

from __future__ import annotations

import re

from msgspec import UNSET

from derive.errors import DeriveError, nearest
from derive.teaching.exercise_check import word
from derive.teaching.exercise_file import RoundingTable
from derive.teaching.exercise_tables import shown
from derive.teaching.exercise_values import CARRIES, KINDS, MODES, Rounding

MOST_DIGITS = 30

# the named quantities of the answer key; L stands for a layer
QUANTITIES = (
    *("z.L", "a.L", "delta.L", "slope.L", "jacobian.L", "W.L", "b.L", "loss", "output"),
    *("grad.a.L", "grad.W.L", "grad.b.L"),
    *("new.z.L", "new.a.L", "new.W.L", "new.b.L", "new.output", "new.loss"),
)


def rounding(table: RoundingTable, depth: int) -> Rounding:
    """The rounding of a file about `depth` layers; DeriveError where a quantity is unknown."""
    kind = None if table.kind is UNSET else word(table.kind, KINDS, "rounding.kind")
    digits = None if table.digits is UNSET else table.digits
    _check_digits(digits, kind, "rounding.digits")
    per = {} if table.per is UNSET else table.per
    for name, places in per.items():
        key = f"rounding.per.{shown(name)}"
        if isinstance(places, dict):  # z.1 = 6 without quotes is a table z in TOML
            hint = ': write a name with a dot in quotes, such as "z.1" = 6'
            raise DeriveError(f"expected a whole number, found a table{hint}", key=key)
        _check_quantity(name, depth, key)
        if isinstance(places, bool) or not isinstance(places, int):
            raise DeriveError(f"expected a whole number, found {shown(places)}", key=key)
        if not 0 <= places <= MOST_DIGITS:
            raise DeriveError(
                f"must be from 0 to {MOST_DIGITS} digits, found {shown(places)}", key=key
            )
        _check_digits(places, kind, key)
    return Rounding(
        digits=digits,
        kind=kind,
        mode=word(table.mode, MODES, "rounding.mode"),
        carry=word(table.carry, CARRIES, "rounding.carry"),
        per=tuple(per.items()),
    )


def _check_digits(digits: int | None, kind: str | None, key: str) -> None:
    if digits == 0 and kind == "significant":
        raise DeriveError("must be at least 1 significant digit, found 0", key=key)


def _check_quantity(name: str, depth: int, key: str) -> None:
    pattern = re.sub(r"\.(0|[1-9][0-9]{0,8})$", ".L", name)
    if name == pattern and name.endswith(".L"):
        pattern = name + "?"  # the letter itself names no layer
    if f"{name}.L" in QUANTITIES:
        raise DeriveError(f'names no layer, expected such as "{name}.1"', key=key)
    if pattern not in QUANTITIES:
        known = [quantity.replace("L", "1") for quantity in QUANTITIES]
        raise DeriveError(f"unknown quantity, {nearest(name[:100], known)}", key=key)
    if pattern != name and not 1 <= int(name.rpartition(".")[2]) <= depth:
        raise DeriveError(f"there is no such layer, they are 1 to {depth}", key=key)

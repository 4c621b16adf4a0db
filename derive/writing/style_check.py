"""What a style may say: known keys of the right kind, letters that can be told apart."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

from derive.errors import DeriveError, nearest
from derive.writing.printers.signs import GREEK

ACCENTS = ("hat", "bar", "tilde")
SIGN = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,15}")
MOST_DIGITS = 30
# roles that may share a letter, because their layers are marked and never the same
FAMILIES = (("input", "activation", "output"), ("preactivation", "output preactivation"))


def checked(kind: type, data: Any, made: tuple[str, ...] = (), place: str = "") -> dict[str, Any]:
    """The table `data` as arguments of a dataclass, but for the fields that are `made` elsewhere.

    Raises DeriveError for an unknown key, a missing one, and a value of the wrong kind.
    """
    if not isinstance(data, dict):
        raise DeriveError("expected a table", key=place)
    hints = get_type_hints(kind)
    known = [field for field in fields(kind) if field.name not in made]
    names = [field.name for field in known]
    for key in data:
        if key not in names:
            also = [] if place else ["notation", "base"]
            raise DeriveError(f"unknown key, {nearest(key, names + also)}", key=_key(place, key))
    for field in known:
        if field.name not in data and field.default is MISSING:
            raise DeriveError(
                'is missing; say it, or start from a shipped style with base = "lecture"',
                key=_key(place, field.name),
            )
        if field.name in data:
            _check(hints[field.name], data[field.name], _key(place, field.name))
    return data


def _key(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _check(hint: Any, value: Any, key: str) -> None:
    if get_origin(hint) is Literal:
        if value not in get_args(hint) or not isinstance(value, str):
            told = nearest(str(value), get_args(hint))
            raise DeriveError(f"{_shown(value)} is no choice here, {told}", key=key)
    elif hint is bool and not isinstance(value, bool):
        raise DeriveError(f"expected true or false, found {_shown(value)}", key=key)
    elif hint is int:
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_DIGITS:
            told = f"expected a whole number from 1 to {MOST_DIGITS}"
            raise DeriveError(f"{told}, found {_shown(value)}", key=key)
    elif hint is str:
        _check_sign(value, key)
    elif get_origin(hint) is dict:
        if not isinstance(value, dict):
            raise DeriveError(f"expected a table, found {_shown(value)}", key=key)
        for name, one in value.items():
            if key.endswith("functions"):
                _check_sign(one, f"{key}.{name}")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 40 else f"{text[:37]}..."


def _check_sign(value: Any, key: str) -> None:
    """A word that is set upright: never a command of a typesetter."""
    if not isinstance(value, str) or not SIGN.fullmatch(value):
        raise DeriveError(f"expected a short word of letters, found {_shown(value)}", key=key)


def check_letters(notation: Any, roles: tuple[str, ...]) -> None:
    """Every role has a letter that can be printed, and no two of them are printed alike."""
    letters = notation.letters
    for role in letters:
        if role not in roles:
            told = nearest(role, roles)
            raise DeriveError(f"no such role, {told}", key=f"notation.letters.{role}")
    for role in roles:
        key = f"notation.letters.{role}"
        if role not in letters:
            raise DeriveError("no letter for this role", key=key)
        _check_letter(letters[role], key)
    for place, role in enumerate(roles):
        for other in roles[:place]:
            if letters[role] == letters[other] and not _told_apart(notation, role, other):
                raise DeriveError(
                    f'"{letters[role]}" stands for "{other}" too: the two would be printed alike',
                    key=f"notation.letters.{role}",
                )
    for name, sign in notation.functions.items():
        if sign in letters.values():
            (role, *_) = [role for role in roles if letters[role] == sign]
            raise DeriveError(
                f'"{sign}" stands for "{role}" too: the two would be printed alike',
                key=f"notation.functions.{name}",
            )


def _check_letter(value: Any, key: str) -> None:
    words = value.split() if isinstance(value, str) else []
    if not words or any(accent not in ACCENTS for accent in words[:-1]) or len(words) > 2:
        told = f'one letter, perhaps after {", ".join(ACCENTS)}, such as "hat y"'
        raise DeriveError(f"expected {told}; found {_shown(value)}", key=key)
    letter = words[-1]
    if letter not in GREEK and not re.fullmatch("[A-Za-z]", letter):
        told = nearest(letter, sorted(GREEK)) if len(letter) > 1 else "expected a letter"
        raise DeriveError(f"no letter {_shown(letter)}, {told}", key=key)


def _told_apart(notation: Any, role: str, other: str) -> bool:
    """Whether two roles of one letter have marks of layers that always differ."""
    for family in FAMILIES:
        if role in family and other in family:
            marked = notation.letters["output"] == notation.letters["activation"]
            if "input" in (role, other):
                return bool(notation.input_layer and marked)
            return True
    return False


def check_words(own: dict[str, Any], shared: dict[str, Any], file: str) -> None:
    """A style's own words stand under keys that the telling knows; each is a text."""
    for section, entries in own.items():
        if section not in shared:
            raise DeriveError(
                f"unknown section, {nearest(section, shared)}", file=file, key=section
            )
        if not isinstance(entries, dict):
            raise DeriveError("expected a table of words", file=file, key=section)
        for key, text in entries.items():
            place = f"{section}.{key}"
            if key not in shared[section] and section != "name":
                told = nearest(key, shared[section])
                raise DeriveError(f"unknown words, {told}", file=file, key=place)
            if not isinstance(text, str):
                raise DeriveError(f"expected a text, found {_shown(text)}", file=file, key=place)

"""A notation read from data: how quantities are called, marked and bracketed. No glyph is TeX."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from derive.errors import DeriveError, nearest
from derive.resources import folder
from derive.writing.language import Language, table, words_file

ROLES = (
    "input",
    "activation",
    "output",
    "preactivation",
    "output preactivation",
    "joined",
    "weights",
    "bias",
    "delta",
    "target",
    "loss",
    "rate",
)


@dataclass(frozen=True, eq=False)
class Notation:
    """Letters by role ("hat y", "delta"), and the few choices that every printer understands."""

    letters: dict[str, str]
    functions: dict[str, str]
    layer: str = "brackets"
    example: str = "parentheses"
    transpose: str = "T"
    hadamard: str = "circ"
    product: str = "dot"
    matrix: str = "parentheses"
    bold: bool = True
    input_layer: bool = True
    derivative: str = "partial"
    logarithm: str = "ln"
    new: str = "new"
    otherwise: str = "otherwise"


@dataclass(frozen=True, eq=False)
class Style:
    """A folder of data: notation, words, order of telling, digits, boxes."""

    name: str
    notation: Notation
    words: dict[str, Any]
    digits: int
    kind: str
    boxes: bool
    numbered: bool
    components: bool
    notes: bool
    deltas_first: bool
    functions_first: bool
    language: Language
    plots: bool = True


def styles() -> dict[str, Path]:
    """The shipped styles by name."""
    return {
        path.parent.name: path
        for path in sorted((folder("templates") / "styles").glob("*/style.toml"))
    }


@lru_cache(maxsize=64)
def style(name: str, language: str = "en") -> Style:
    """The style of a name, or of a folder of one's own, in a language.

    DeriveError names what is missing.
    """
    base = words_file(language)
    known = styles()
    path = known.get(name) or Path(name) / "style.toml"
    if not path.is_file():
        raise DeriveError(f'unknown style "{name}": {nearest(name, known)}')
    data = table(path)
    try:
        notation = Notation(**data.pop("notation"))
        words = _merged(table(base), _own_words(path, language))
        spoken = Language(code=language, **words.pop("language"))
        # a mark that is a word, such as "new", is put into the language
        marks = words["mark"]
        notation = replace(
            notation, new=marks.get(notation.new, notation.new), otherwise=marks["otherwise"]
        )
        made = Style(name=path.parent.name, notation=notation, words=words, language=spoken, **data)
    except (TypeError, KeyError) as error:
        names = ", ".join(field.name for field in fields(Style))
        raise DeriveError(f"{error}; a style has: {names}", file=str(path)) from None
    missing = [role for role in ROLES if role not in notation.letters]
    if missing:
        raise DeriveError(f'no letter for "{missing[0]}"', file=str(path), key="notation.letters")
    return made


def _own_words(path: Path, language: str) -> dict[str, Any]:
    own = path.with_name(f"words.{language}.toml")
    return table(own) if own.is_file() else {}


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _merged(base[key], over[key])
        if isinstance(base.get(key), dict) and isinstance(over.get(key), dict)
        else over.get(key, base.get(key))
        for key in base | over
    }

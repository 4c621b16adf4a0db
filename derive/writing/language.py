"""The languages of sheets: one words file each, which names the language too."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derive.errors import DeriveError, nearest
from derive.resources import folder


@dataclass(frozen=True)
class Language:
    """A language: its code ("de"), its own name, and what LaTeX's babel calls it ("": no babel)."""

    code: str
    name: str
    babel: str = ""


ENGLISH = Language("en", "English")


def languages() -> dict[str, Path]:
    """The words file of every language, by its code."""
    return {path.stem: path for path in sorted((folder("templates") / "words").glob("*.toml"))}


def words_file(code: str) -> Path:
    """The words file of a language; DeriveError names those there are.

    >>> words_file("de").name
    'de.toml'
    """
    known = languages()
    if code not in known:
        raise DeriveError(f'unknown language "{code}": {nearest(code, known)}')
    return known[code]


def table(path: Path) -> dict[str, Any]:
    """A TOML file of templates or of a style; DeriveError names it where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DeriveError(str(error), file=str(path)) from None


def listed() -> list[str]:
    """Every language on a line, with the name it gives itself."""
    return [f"{code}  {table(path)['language']['name']}" for code, path in languages().items()]

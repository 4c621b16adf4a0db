"""The files of a style: its style.toml put over that of its base, and its words."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from derive.errors import DeriveError, nearest

MOST_BYTES = 200_000


def whole(path: Path, known: dict[str, Path]) -> tuple[dict[str, Any], list[Path]]:
    """All that a style says, bases included, and the files it comes from, the base first.

    Raises DeriveError for a base that is no shipped style.
    """
    files = [path]
    tables = [table(path)]
    while "base" in tables[0]:
        base = tables[0].pop("base")
        if not isinstance(base, str) or base not in known:
            told = nearest(base, known) if isinstance(base, str) else "expected a style's name"
            raise DeriveError(f"no shipped style {base!r}: {told}", file=str(files[0]), key="base")
        files.insert(0, known[base])
        tables.insert(0, table(known[base]))
    data: dict[str, Any] = {}
    for one in tables:
        data = merged(data, one)
    return data, files


def table(path: Path) -> dict[str, Any]:
    """A TOML file; DeriveError says what is wrong with it."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DeriveError(f"larger than {MOST_BYTES} bytes", file=str(path))
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise DeriveError(str(error), file=str(path)) from None


def own_words(path: Path, language: str) -> dict[str, Any]:
    """The words that stand beside a style.toml; none where it has no words file."""
    own = path.with_name(f"words.{language}.toml")
    return table(own) if own.is_file() else {}


def merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """`over` put on `base`, table by table.

    >>> merged({"a": {"x": 1, "y": 2}, "b": 3}, {"a": {"y": 4}})
    {'a': {'x': 1, 'y': 4}, 'b': 3}
    """
    return {
        key: merged(base[key], over[key])
        if isinstance(base.get(key), dict) and isinstance(over.get(key), dict)
        else over.get(key, base.get(key))
        for key in base | over
    }

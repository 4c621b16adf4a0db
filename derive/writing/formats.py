"""Output formats: data in `templates/`, dialects by name."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

from derive.errors import DeriveError, nearest
from derive.resources import folder
from derive.writing.printers.dialect import Dialect


@dataclass(frozen=True)
class Format:
    """An output format: a template, the ending of its files, how formulas and words are spelled,
    and whether pictures are drawn in its text ("tikz", "typst") or lie beside it ("svg")."""

    name: str
    extension: str
    dialect: str
    escape: str
    pictures: str = "svg"


DIALECTS = ("tex", "mathjax", "typst", "mathml")


@lru_cache(maxsize=len(DIALECTS))
def dialect(name: str) -> Dialect:
    """The dialect of a name, loaded when it is first needed."""
    assert name in DIALECTS, name
    found: Dialect = import_module(f"derive.writing.printers.{name}").DIALECT
    return found


@lru_cache(maxsize=1)
def formats() -> dict[str, Format]:
    """The formats by name: every folder of templates/ that holds a format.toml."""
    found = {}
    for path in sorted(folder("templates").glob("*/format.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        found[path.parent.name] = Format(name=path.parent.name, **data)
    return found


def format_of(name: str, others: tuple[str, ...] = ()) -> Format:
    """The format of a name; DeriveError names the nearest, one of the `others` too."""
    if name not in formats():
        raise DeriveError(f'unknown format "{name}": {nearest(name, [*formats(), *others])}')
    return formats()[name]

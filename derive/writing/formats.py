"""Output formats: data in `templates/`, dialects by name, one environment for all templates."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from derive.errors import DeriveError, nearest
from derive.resources import folder
from derive.writing.printers.dialect import Dialect
from derive.writing.printers.escapes import ESCAPES


@dataclass(frozen=True)
class Format:
    """An output format: a template, the ending of its files, how formulas and words are spelled,
    and whether pictures are drawn in its text ("tikz", "typst") or lie beside it ("svg")."""

    name: str
    extension: str
    dialect: str
    escape: str
    pictures: str = "svg"


DIALECTS = ("tex", "typst")


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


@lru_cache(maxsize=1)
def environment(root: Path) -> SandboxedEnvironment:
    """The environment of all templates; delimiters that neither TeX nor Markdown uses."""
    made = SandboxedEnvironment(
        loader=FileSystemLoader(root),
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,
    )
    made.filters |= {f"{name}_escape": escape for name, escape in ESCAPES.items()}
    return made

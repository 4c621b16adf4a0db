"""Finishers: the text of a sheet becomes the bytes of a PDF, by a named engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from derive.errors import DeriveError, nearest


@dataclass(frozen=True)
class Engine:
    """A typesetter: the format that it reads, and the module that runs it."""

    format: str
    module: str


ENGINES = {
    "typst": Engine("typ", "derive.writing.typeset_typst"),
    "latex": Engine("tex", "derive.writing.typeset_latex"),
}
# no sheet of an exercise comes near this; what does is no sheet
MOST_CHARACTERS = 5_000_000


def engine_of(name: str) -> Engine:
    """The engine of a name; DeriveError names the nearest."""
    if name not in ENGINES:
        raise DeriveError(f'unknown engine "{name}": {nearest(name, ENGINES)}')
    return ENGINES[name]


def typeset(text: str, engine: str, *, many: bool = False) -> bytes:
    """The PDF of a text in the format that the engine reads; the same text gives the same bytes.

    `many` says that more texts follow, so that work which pays off only then is done.
    Raises DeriveError with the engine's own message, or where the engine is not installed.
    """
    made = engine_of(engine)
    if len(text) > MOST_CHARACTERS:
        raise DeriveError(f"the sheet is too long to be typeset: {len(text)} characters")
    run: Callable[[str, bool], bytes] = import_module(made.module).run
    return run(text, many)

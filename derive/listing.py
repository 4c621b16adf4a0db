"""What there is: exercises, styles, formats, languages, ...; nothing here loads algebra."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from derive.calculus.activations import ACTIVATIONS
from derive.calculus.losses import LOSSES
from derive.errors import DeriveError, nearest
from derive.resources import exercises, folder, recipes
from derive.teaching.exporting.exporters import EXPORTERS
from derive.writing.language import listed as languages


def _titles(known: dict[str, Path]) -> list[str]:
    width = max(map(len, known))
    titles = {name: tomllib.loads(path.read_text(encoding="utf-8")) for name, path in known.items()}
    return [f"{name:<{width}}  {titles[name].get('title', '')}" for name in known]


def _folders(place: str, file: str) -> list[str]:
    return [path.parent.name for path in sorted((folder("templates") / place).glob(f"*/{file}"))]


LISTS: dict[str, Callable[[], list[str]]] = {
    "exercises": lambda: _titles(exercises()),
    "recipes": lambda: _titles(recipes()),
    "styles": lambda: _folders("styles", "style.toml"),
    "formats": lambda: [*_folders(".", "format.toml"), "json", "pdf", *EXPORTERS],
    "languages": languages,
    "activations": lambda: [f"{row.name:<10}  {row.value}" for row in ACTIVATIONS.values()],
    "losses": lambda: [
        f"{row.name:<20}  {row.factor} * sum of {row.term}" for row in LOSSES.values()
    ],
}


def listing(what: str | None = None) -> str:
    """One list, or all of them under their names; DeriveError for a list that there is not."""
    if what is not None and what not in LISTS:
        raise DeriveError(f'no list "{what}": {nearest(what, LISTS)}')
    chosen = [what] if what else list(LISTS)
    parts = []
    for name in chosen:
        lines = LISTS[name]()
        parts.append("\n".join(lines if what else [f"{name}:", *(f"  {line}" for line in lines)]))
    return "\n\n".join(parts)

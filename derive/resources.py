"""Where templates/ and exercises/ are: inside the installed package, else beside it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


@lru_cache(maxsize=2)
def folder(name: str) -> Path:
    """The folder `templates` or `exercises`; FileNotFoundError where the installation lacks it."""
    for place in (PACKAGE / "_data" / name, PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the folder {name} is missing from this installation of derive")


def exercises() -> dict[str, Path]:
    """The shipped exercises by name, in the order of their names."""
    return {path.stem: path for path in sorted(folder("exercises").glob("*.toml"))}


def recipes() -> dict[str, Path]:
    """The shipped recipes by name, in the order of their names."""
    return {path.stem: path for path in sorted((folder("exercises") / "recipes").glob("*.toml"))}

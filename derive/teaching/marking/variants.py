"""Which exercise a row of answers belongs to: one exercise, a folder of variants, or a recipe's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from derive.errors import DeriveError, nearest
from derive.teaching.generating.codes import Code, decoded
from derive.teaching.generating.recipe import Recipe, read
from derive.teaching.generating.variant import stem, variant
from derive.teaching.solve import Solution, solve

# the solved exercise of a variant by its name; LookupError says why there is none
Variants = Callable[[str], Solution]
Options = Mapping[str, Any]


def of_exercise(path: Path, options: Options) -> Variants:
    """One exercise for everybody: its variant may be left out."""
    whole = solve(path, **options)

    def found(name: str) -> Solution:
        if name not in ("", whole.stem):
            raise LookupError(f'there is one variant, "{whole.stem}"; found "{name}"')
        return whole

    return found


def of_folder(folder: Path, options: Options) -> Variants:
    """A folder of exercises, each a variant that is called by its file."""
    paths = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    if not paths:
        raise DeriveError("no exercises (*.toml) in this folder", file=str(folder))

    def found(name: str) -> Solution:
        if name not in paths:
            raise LookupError(f'no variant "{name}": {nearest(name, paths)}')
        return solve(paths[name], **options)

    return found


def of_recipe(path: Path, seed: int, options: Options) -> Variants:
    """The variants of a recipe, called by number, by file or by code."""
    recipe = read(path)

    def found(name: str) -> Solution:
        made = variant(recipe, *_asked(recipe, seed, name))
        return solve(made.exercise, **options)

    return found


def _asked(recipe: Recipe, seed: int, name: str) -> tuple[int, int]:
    """The seed and the number that somebody wrote."""
    number = name.removeprefix(f"{recipe.name}-")
    if number.isascii() and number.isdigit() and 0 < len(number) < 13:
        return seed, int(number)
    try:
        code = decoded(name)
    except DeriveError:
        raise LookupError(
            f'expected a number, a name such as {stem(recipe, 1)} or a code, found "{name}"'
        ) from None
    if code.digest != recipe.digest:
        told = Code(recipe.digest, seed, 1)
        raise LookupError(f'"{name}" is of another recipe; codes of this one begin as {told}')
    return code.seed, code.number

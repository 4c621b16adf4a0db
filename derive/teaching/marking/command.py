"""The command `derive mark`: an exercise, a folder or a recipe, and a file of answers."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from derive.teaching.exercise_values import DEFAULT_LANGUAGE, DEFAULT_STYLE
from derive.teaching.files import writable, written
from derive.teaching.generating.commands import recipe_path
from derive.teaching.marking.answers_file import read_answers
from derive.teaching.marking.mark import mark
from derive.teaching.marking.marker import Marker
from derive.teaching.marking.summary import summary
from derive.teaching.marking.variants import Variants, of_exercise, of_folder, of_recipe
from derive.writing.notation import style


def run(options: argparse.Namespace, exercise: Callable[[str], Path]) -> int:
    """Marks and writes `<answers>-marked.csv` and `<answers>-marked.md`; prints their names."""
    out, file = Path(options.out), Path(options.answers)
    writable(out)
    answers = read_answers(file)
    variants = _variants(options, exercise)
    words = style(options.style or DEFAULT_STYLE, options.language or DEFAULT_LANGUAGE).words
    marked = mark(answers, lambda name: Marker(variants(name)), words)
    told = summary(marked.tally, file.stem, words)
    stem = f"{file.stem}-marked"
    for made in written(out, {f"{stem}.csv": marked.table, f"{stem}.md": told}):
        print(made)
    return 0


def _variants(options: argparse.Namespace, exercise: Callable[[str], Path]) -> Variants:
    """How a variant is found by its name."""
    look = {"style_name": options.style, "language": options.language}
    look |= {name: getattr(options, name) for name in ("digits", "kind", "mode", "carry")}
    place = Path(options.exercise)
    if place.is_dir():
        return of_folder(place, look)
    if options.seed is not None:
        return of_recipe(recipe_path(options.exercise), options.seed, look)
    return of_exercise(exercise(options.exercise), look)

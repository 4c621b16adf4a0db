"""The command `derive mark`: an exercise or a folder of variants, and a file of answers."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from derive.errors import DeriveError, nearest
from derive.teaching.files import writable, written
from derive.teaching.marking.answers_file import read_answers
from derive.teaching.marking.mark import mark
from derive.teaching.marking.marker import Marker
from derive.teaching.marking.summary import summary
from derive.teaching.solve import Solution, solve

Variants = Callable[[str], Solution]


def run(options: argparse.Namespace, exercise: Callable[[str], Path]) -> int:
    """Marks and writes `<answers>-marked.csv` and `<answers>-marked.md`; prints their names."""
    out, file = Path(options.out), Path(options.answers)
    writable(out)
    answers = read_answers(file)
    variants, first = _variants(options, exercise)
    marked = mark(answers, lambda name: Marker(variants(name)), first.style.words)
    told = summary(marked.tally, first.exercise.title, first.style.words)
    stem = f"{file.stem}-marked"
    for made in written(out, {f"{stem}.csv": marked.table, f"{stem}.md": told}):
        print(made)
    return 0


def _variants(
    options: argparse.Namespace, exercise: Callable[[str], Path]
) -> tuple[Variants, Solution]:
    """How a variant is found by its name, and one of them."""
    place = Path(options.exercise)
    look = {"style_name": options.style, "language": options.language}
    look |= {name: getattr(options, name) for name in ("digits", "kind", "mode", "carry")}
    if not place.is_dir():
        whole = solve(exercise(options.exercise), **look)

        def one(name: str) -> Solution:
            if name not in ("", whole.stem):
                raise LookupError(f'there is one variant, "{whole.stem}"; "{name}" is another')
            return whole

        return one, whole
    paths = {path.stem: path for path in sorted(place.glob("*.toml"))}
    if not paths:
        raise DeriveError("no exercises (*.toml) in this folder", file=str(place))

    def found(name: str) -> Solution:
        if name not in paths:
            raise LookupError(f'no variant "{name}": {nearest(name, paths)}')
        return solve(paths[name], **look)

    return found, solve(next(iter(paths.values())), **look)

"""What the commands about recipes do: one short function each."""

from __future__ import annotations

import argparse
from pathlib import Path

from derive.errors import DeriveError, nearest
from derive.resources import recipes


def recipe_path(name: str) -> Path:
    """A path as it is, or the shipped recipe of that name."""
    path = Path(name)
    if path.suffix == ".toml" or path.exists():
        return path
    known = recipes()
    if name not in known:
        raise DeriveError(f"no such file or recipe: {nearest(name, known)}", file=name)
    return known[name]


def generate(options: argparse.Namespace) -> int:
    """`derive generate`: variants of a recipe with sheets, keys and an index."""
    from derive.teaching.exporting.exporters import booklets
    from derive.teaching.generating.run import generate as run

    formats = [one.strip() for one in options.format.split(",") if one.strip()]
    formats += booklets(options.sheet) if options.booklet else []
    report = run(
        recipe_path(options.recipe),
        Path(options.out),
        count=options.count,
        seed=options.seed,
        first=options.first,
        formats=tuple(dict.fromkeys(formats)),
        sheet=options.sheet,
        engine=options.engine,
        style=options.style,
        workers=options.workers,
        scheduler=options.scheduler,
        archive=options.archive,
        resume=options.resume,
        force=options.force,
    )
    for file in report.files:
        print(file)
    told = ", ".join(f"{name} {count}" for name, count in report.rejected.most_common())
    accepted = f"{100 * report.acceptance:.0f} % of all draws accepted"
    print(f"{report.made} variants, {accepted}{'; turned down: ' + told if told else ''}")
    return 0

"""What the commands about recipes do: one short function each."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

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


def again(options: argparse.Namespace) -> int:
    """`derive again`: the sheet of a code once more."""
    from derive.teaching.generating.again import again as once_more

    written = once_more(
        options.code,
        Path(options.out),
        places=[Path(one) for one in options.recipe],
        formats=tuple(one.strip() for one in options.format.split(",") if one.strip()),
        sheet=options.sheet,
        engine=options.engine,
        style=options.style,
    )
    for file in written:
        print(file)
    return 0


def stress(options: argparse.Namespace) -> int:
    """`derive stress`: how the variants of a recipe come out."""
    from derive.teaching.generating.stress import stress_files

    told, files = stress_files(
        recipe_path(options.recipe), Path(options.out), options.count, options.seed
    )
    print(told)
    for file in files:
        print(file)
    return 0


def new(options: argparse.Namespace) -> int:
    """`derive new`: a recipe to start from, by flags or by a few questions on a terminal."""
    from derive.teaching.generating.starting import Start, sizes, start_recipe

    given = {
        name: getattr(options, name)
        for name in ("title", "style", "inputs", "layers", "hidden", "output", "loss", "examples")
        if getattr(options, name) is not None
    }
    if not given and not options.exact and sys.stdin.isatty():
        given = _answers()
    else:
        if "inputs" in given:
            (given["inputs"],) = sizes(str(given["inputs"]).partition(",")[0])
        if "layers" in given:
            given["layers"] = sizes(given["layers"])
    if options.ask is not None:
        given["ask"] = tuple(one.strip() for one in options.ask.split(",") if one.strip())
    if options.exact:
        given = {"hidden": "relu", "output": "identity", "exact": True} | given
    path = Path(options.file)
    print(start_recipe(path, Start(**given), force=options.force))
    return 0


def _answers() -> dict[str, Any]:
    """What somebody answers on a terminal; what is no answer is asked again."""
    from derive.teaching.generating.starting import QUESTIONS, Start, answered

    given: dict[str, Any] = {}
    for name, question in QUESTIONS:
        default = getattr(Start(), name)
        told = ",".join(map(str, default)) if isinstance(default, tuple) else default
        while answer := input(f"{question} [{told}]: ").strip():
            try:
                given = answered(given, name, answer)
                break
            except DeriveError as error:
                print(error.message)
    return given

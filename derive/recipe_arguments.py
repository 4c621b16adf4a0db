"""What the commands about recipes understand. Nothing here loads algebra."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

Reader = Callable[[int, int], Callable[[str], int]]
MOST_SEED = 10**12
MOST_COUNT = 10**6


def add_recipes(commands: argparse._SubParsersAction[Any], number: Reader) -> None:
    """Adds every command about recipes; `number` reads a whole number between two bounds."""
    _add_generate(commands, number)


def _add_generate(commands: argparse._SubParsersAction[Any], number: Reader) -> None:
    generate = commands.add_parser("generate", help="make new exercises from a recipe")
    _add_recipe(generate)
    generate.add_argument(
        "-n", "--count", type=number(1, MOST_COUNT), default=1, help="how many (default: 1)"
    )
    _add_seed(generate, number)
    generate.add_argument(
        "--first",
        type=number(1, MOST_SEED),
        default=1,
        metavar="K",
        help="the first variant's number",
    )
    generate.add_argument(
        "-o", "--out", default="out", metavar="DIR", help="where to (default: out/)"
    )
    generate.add_argument(
        "--format", default="md,tex,json", help="formats, comma between (default: md,tex,json)"
    )
    generate.add_argument(
        "--booklet", action="store_true", help="bind all sheets into one PDF as well"
    )
    generate.add_argument("--sheet", choices=("question", "solution", "both"), default="both")
    generate.add_argument("--style", help="a style by name, or a folder with a style.toml")
    generate.add_argument("--engine", default="typst", help="what typesets PDF: typst or latex")
    generate.add_argument(
        "--workers", type=number(1, 1024), metavar="N", help="processes (default: all cores)"
    )
    generate.add_argument(
        "--scheduler", metavar="ADDRESS", help="hand the work to the Dask cluster at this address"
    )
    generate.add_argument("--archive", action="store_true", help="one zip in place of many files")
    generate.add_argument("--resume", action="store_true", help="go on with a run that was ended")
    generate.add_argument("--force", action="store_true", help="write over what is there")


def _add_recipe(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "recipe", metavar="RECIPE", help="a recipe file, or a name from `derive list recipes`"
    )


def _add_seed(command: argparse.ArgumentParser, number: Reader) -> None:
    command.add_argument(
        "--seed", type=number(0, MOST_SEED), default=0, metavar="S", help="which draws (default: 0)"
    )

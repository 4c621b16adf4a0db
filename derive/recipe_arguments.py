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
    _add_new(commands, number)
    _add_stress(commands, number)
    _add_again(commands)


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
    _add_sheets(generate)
    generate.add_argument(
        "--booklet", action="store_true", help="bind all sheets into one PDF as well"
    )
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
        "--seed", type=number(0, MOST_SEED), default=1, metavar="S", help="which draws (default: 1)"
    )


def _add_sheets(command: argparse.ArgumentParser) -> None:
    """How sheets are written, and where."""
    command.add_argument(
        "-o", "--out", default="out", metavar="DIR", help="where to (default: out/)"
    )
    command.add_argument(
        "--format", default="md,tex,json", help="formats, comma between (default: md,tex,json)"
    )
    command.add_argument("--sheet", choices=("question", "solution", "both"), default="both")
    command.add_argument("--style", help="a style by name, or a folder with a style.toml")
    command.add_argument("--engine", default="typst", help="what typesets PDF: typst or latex")


def _add_new(commands: argparse._SubParsersAction[Any], number: Reader) -> None:
    new = commands.add_parser(
        "new", help="write a recipe to start from, by flags or a few questions"
    )
    new.add_argument("file", metavar="FILE", help="the file to write, such as exam.toml")
    new.add_argument("--title", metavar="TEXT", help="the heading of the sheets")
    new.add_argument("--style", help="a style by name")
    new.add_argument("--inputs", type=number(1, 20), metavar="N", help="number of inputs")
    new.add_argument("--layers", metavar="UNITS", help="units of each layer, such as 3,2,1")
    new.add_argument("--hidden", metavar="NAME", help="activation of the hidden layers")
    new.add_argument("--output", metavar="NAME", help="activation of the output")
    new.add_argument("--loss", help="a loss from `derive list losses`")
    new.add_argument("--ask", help="what is asked, comma between")
    new.add_argument("--examples", type=number(1, 20), metavar="N", help="number of examples")
    new.add_argument("--exact", action="store_true", help="whole numbers all the way, with ReLU")
    new.add_argument("--force", action="store_true", help="write over the file")


def _add_stress(commands: argparse._SubParsersAction[Any], number: Reader) -> None:
    stress = commands.add_parser("stress", help="try a recipe: acceptance, answers, duplicates")
    _add_recipe(stress)
    stress.add_argument(
        "-n", "--count", type=number(1, MOST_COUNT), default=1000, help="how many (default: 1000)"
    )
    _add_seed(stress, number)
    stress.add_argument(
        "-o", "--out", default="out", metavar="DIR", help="where the picture goes (default: out/)"
    )


def _add_again(commands: argparse._SubParsersAction[Any]) -> None:
    again = commands.add_parser("again", help="write the sheet of a code once more")
    again.add_argument("code", metavar="CODE", help="as it stands at the foot of the sheet")
    again.add_argument(
        "--recipe", action="append", default=[], metavar="FILE", help="a recipe or a folder of them"
    )
    _add_sheets(again)

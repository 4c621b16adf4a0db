"""What the command understands: its verbs and their flags. Nothing here loads algebra."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from derive import __version__
from derive.errors import DeriveError
from derive.recipe_arguments import add_recipes

ROUNDING = ("digits", "kind", "mode", "carry")
Verbs = Mapping[str, Callable[[argparse.Namespace], int]]


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line."""

    def error(self, message: str) -> NoReturn:
        raise DeriveError(f"{message} (see `{self.prog} --help`)")


def parser(verbs: Verbs) -> argparse.ArgumentParser:
    """The parser of the whole command; `verbs` are the functions that its commands run."""
    made = _Parser(
        prog="derive",
        description="Derive backpropagation and write it out as a worked solution.",
    )
    made.add_argument("--version", action="version", version=f"derive {__version__}")
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    _add_solve(commands)
    _add_mark(commands)
    add_recipes(commands, _number)
    _add_gallery(commands)
    _add_check(commands)
    _add_verify(commands)
    _add_list(commands)
    _add_show(commands)
    schema = commands.add_parser("schema", help="print the JSON Schema of exercise files")
    schema.add_argument(
        "what", nargs="?", choices=("exercise", "recipe"), default="exercise",
        help="of which files (default: exercise)",
    )  # fmt: skip
    for name, one in commands.choices.items():
        one.set_defaults(run=verbs[name])
    return made


def _add_solve(commands: argparse._SubParsersAction[Any]) -> None:
    solve = commands.add_parser(
        "solve", help="write question sheet, worked solution and answer key of exercises"
    )
    solve.add_argument(
        "files", nargs="+", metavar="FILE", help="an exercise file, or a name from `derive list`"
    )
    solve.add_argument("--style", help="a style by name, or a folder with a style.toml")
    solve.add_argument(
        "--format", default="md,tex,json", help="formats, comma between (default: md,tex,json)"
    )
    solve.add_argument(
        "--engine", default="typst", help="what typesets PDF: typst (default) or latex"
    )
    solve.add_argument("--sheet", choices=("question", "solution", "both"), default="both")
    solve.add_argument("-o", "--out", default="out", metavar="DIR", help="where to (default: out/)")
    _add_rounding(solve)
    solve.add_argument(
        "--booklet", action="store_true", help="bind the sheets of all files into one PDF as well"
    )
    _add_front(solve)


def _add_rounding(command: argparse.ArgumentParser) -> None:
    """How results are shown; it goes before what the file says."""
    command.add_argument("--digits", type=_number(0, 30), help="how many digits are shown")
    kinds = ("decimals", "significant", "exact")
    command.add_argument("--kind", choices=kinds, help="of which kind")
    command.add_argument("--mode", choices=("half-up", "half-even", "cut"), help="how they are cut")
    command.add_argument("--carry", choices=("full", "shown"), help="what is carried on")


def _add_front(solve: argparse.ArgumentParser) -> None:
    """What stands round the sheets; it goes before what the file says."""
    solve.add_argument("--language", help="a language from `derive list languages`")
    solve.add_argument("--title", metavar="TEXT", help="the heading of the sheets")
    for name in ("author", "course", "date"):
        solve.add_argument(f"--{name}", metavar="TEXT", help=f"the {name}, below the title")
    solve.add_argument("--footer", metavar="TEXT", help="the foot of every page")
    solve.add_argument(
        "--space",
        type=_number(0, 40),
        metavar="N",
        help="lines of room for each answer on question sheets",
    )
    solve.add_argument(
        "--body", action="store_true", help="LaTeX without a preamble, for a document of your own"
    )


def _add_mark(commands: argparse._SubParsersAction[Any]) -> None:
    mark = commands.add_parser("mark", help="mark the final answers of many students")
    mark.add_argument(
        "exercise",
        metavar="FILE",
        help="an exercise as for `solve`, a folder of variants, or a recipe",
    )
    mark.add_argument(
        "answers", metavar="CSV", help="a row for each student: student, variant, ..."
    )
    mark.add_argument("--style", help="a style, as for `solve`")
    _add_rounding(mark)
    mark.add_argument(
        "--seed",
        type=_number(0, 10**12),
        metavar="S",
        help="FILE is a recipe, with this seed",
    )
    mark.add_argument("--language", help="a language from `derive list languages`")
    mark.add_argument("-o", "--out", default="out", metavar="DIR", help="where to (default: out/)")


def _add_check(commands: argparse._SubParsersAction[Any]) -> None:
    check = commands.add_parser("check", help="tell whether a formula is right, and why not")
    check.add_argument("formula", metavar="FORMULA", help="in LaTeX or plain text; - reads it")
    check.add_argument(
        "--slope-of", metavar="F", help="should be the derivative of F, a name or a formula"
    )
    check.add_argument(
        "--gradient-of", metavar="F", help="should be the gradient of the scalar formula F"
    )
    check.add_argument(
        "--layers", type=int, metavar="L", help="should hold in a network of L layers"
    )
    check.add_argument("--wrt", metavar="NAME", help="by which letter F is differentiated")
    check.add_argument(
        "--given", action="append", default=[], metavar="NAME=NUMBER", help="a constant's value"
    )
    check.add_argument(
        "--shape", action="append", default=[], metavar="NAME=RxC", help="rows and columns"
    )
    check.add_argument("--activation", metavar="NAME", help="with --layers (default: sigmoid)")
    check.add_argument("--output", metavar="NAME", help="that of the last layer, if another")
    check.add_argument("--loss", metavar="NAME", help="default: half squared error")
    check.add_argument("--product", choices=("W x", "W^T x"), default="W x")


def _add_verify(commands: argparse._SubParsersAction[Any]) -> None:
    verify = commands.add_parser("verify", help="tell which lines of a hand-made sheet are wrong")
    verify.add_argument("sheet", metavar="SHEET", help="a file in Markdown or LaTeX; - reads it")
    verify.add_argument(
        "--exercise", metavar="FILE", help="the exercise: a file, or a name from `derive list`"
    )
    verify.add_argument("--style", help="the notation of a style; inferred from the sheet if left")
    _add_presenting(verify)


def _add_gallery(commands: argparse._SubParsersAction[Any]) -> None:
    gallery = commands.add_parser(
        "gallery", help="write exercises in every style into a folder, with an index"
    )
    gallery.add_argument(
        "files", nargs="*", metavar="FILE", help="exercises as for `solve` (default: all shipped)"
    )
    gallery.add_argument("--styles", default="", help="styles, comma between (default: all)")
    gallery.add_argument(
        "--formats",
        default="",
        help="formats, comma between (default: md, tex, and pdf where there is one)",
    )
    gallery.add_argument("--language", help="a language from `derive list languages`")
    gallery.add_argument(
        "-o", "--out", default="out/gallery", metavar="DIR", help="where to (default: out/gallery/)"
    )


def _add_list(commands: argparse._SubParsersAction[Any]) -> None:
    listing = commands.add_parser(
        "list", help="list exercises, recipes, styles, formats, languages, activations, losses"
    )
    listing.add_argument("what", nargs="?", help="only one of these lists")


def _add_show(commands: argparse._SubParsersAction[Any]) -> None:
    show = commands.add_parser("show", help="derive formulas without an exercise file")
    show.add_argument("--activation", metavar="NAME", help="the slope of an activation or formula")
    show.add_argument(
        "--pair", nargs=2, metavar=("ACTIVATION", "LOSS"), help="the delta that two give together"
    )
    show.add_argument(
        "--layers", type=_number(1, 50), metavar="L", help="all gradients of L layers"
    )
    show.add_argument("--loss", default="half squared error", help="with --layers: the loss")
    show.add_argument(
        "--hidden", default="tanh", metavar="NAME", help="with --layers: the hidden activation"
    )
    show.add_argument("--output", default="sigmoid", metavar="NAME", help="the output activation")
    show.add_argument("--style", default="lecture", help="a style, as for `solve`")
    show.add_argument("--language", default="en", help="a language from `derive list languages`")
    show.add_argument("--format", default="md", help="one format (default: md)")


def _number(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number between two bounds."""

    def read(text: str) -> int:
        if (
            not text.isascii()
            or not text.isdigit()
            or len(text) > 13
            or not least <= int(text) <= most
        ):
            raise argparse.ArgumentTypeError(f"{text!r} is not a number from {least} to {most}")
        return int(text)

    return read


def _add_presenting(verify: argparse.ArgumentParser) -> None:
    """How a judged sheet is put out."""
    verify.add_argument("--json", action="store_true", help="the report for programs")
    verify.add_argument("--all", action="store_true", help="tell also what holds")
    verify.add_argument(
        "--strict", action="store_true", help="exit code 1 also where something was not read"
    )
    verify.add_argument(
        "--annotate",
        choices=("md", "tex", "html", "pdf"),
        help="write a copy of the sheet with remarks",
    )
    verify.add_argument(
        "-o", "--out", metavar="FILE", help="where to (default: SHEET-checked.* beside the sheet)"
    )
    verify.add_argument("--points", metavar="FILE", help="points of each quantity, in TOML")
    verify.add_argument("--language", default="en", help="a language from `derive list languages`")

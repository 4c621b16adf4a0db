"""The command: one short function for each verb. Help and lists load no algebra."""

from __future__ import annotations

import argparse
import gc
import json
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from derive import __version__
from derive.errors import DeriveError, nearest
from derive.teaching.check_command import add_check


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; answers its exit code: 0 done, 2 bad input, 130 interrupted."""
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except DeriveError as error:
        print(f"derive: {' '.join(str(error).split())}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("derive: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # the reader went away; there is nobody left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except RecursionError:
        print("derive: the input is nested too deeply", file=sys.stderr)
        return 2


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line."""

    def error(self, message: str) -> NoReturn:
        raise DeriveError(f"{message} (see `{self.prog} --help`)")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="derive",
        description="Derive backpropagation and write it out as a worked solution.",
    )
    parser.add_argument("--version", action="version", version=f"derive {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_solve(commands)
    _add_list(commands)
    _add_show(commands)
    add_check(commands)
    schema = commands.add_parser("schema", help="print the JSON Schema of exercise files")
    schema.set_defaults(run=_schema)
    return parser


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
    solve.add_argument("--sheet", choices=("question", "solution", "both"), default="both")
    solve.add_argument("-o", "--out", default="out", metavar="DIR", help="where to (default: out/)")
    solve.add_argument("--digits", type=_digits, help="how many digits are shown")
    solve.add_argument("--kind", choices=("decimals", "significant"), help="of which kind")
    solve.add_argument("--mode", choices=("half-up", "half-even", "cut"), help="how they are cut")
    solve.add_argument("--carry", choices=("full", "shown"), help="what is carried on")
    solve.set_defaults(run=_solve)


def _add_list(commands: argparse._SubParsersAction[Any]) -> None:
    listing = commands.add_parser(
        "list", help="list exercises, styles, formats, activations and losses"
    )
    listing.add_argument("what", nargs="?", help="only one of these lists")
    listing.set_defaults(run=_list)


def _add_show(commands: argparse._SubParsersAction[Any]) -> None:
    show = commands.add_parser("show", help="derive formulas without an exercise file")
    show.add_argument("--activation", metavar="NAME", help="the slope of an activation or formula")
    show.add_argument(
        "--pair", nargs=2, metavar=("ACTIVATION", "LOSS"), help="the delta that two give together"
    )
    show.add_argument("--layers", type=_layers, metavar="L", help="all gradients of L layers")
    show.add_argument("--loss", default="half squared error", help="with --layers: the loss")
    show.add_argument(
        "--hidden", default="tanh", metavar="NAME", help="with --layers: the hidden activation"
    )
    show.add_argument("--output", default="sigmoid", metavar="NAME", help="the output activation")
    show.add_argument("--style", default="lecture")
    show.add_argument("--format", default="md")
    show.set_defaults(run=_show)


def _digits(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 <= int(text) <= 30:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 30")
    return int(text)


def _layers(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= 50:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 50")
    return int(text)


def _solve(options: argparse.Namespace) -> int:
    from derive.teaching.produce import produce

    formats = [one.strip() for one in options.format.split(",") if one.strip()]
    paths = [_exercise(name) for name in options.files]
    for path in _progress(paths):
        written = produce(
            path,
            Path(options.out),
            formats=formats,
            sheet=options.sheet,
            style_name=options.style,
            digits=options.digits,
            kind=options.kind,
            mode=options.mode,
            carry=options.carry,
        )
        for file in written:
            print(file)
    return 0


def _exercise(name: str) -> Path:
    """A path as it is, or the shipped exercise of that name."""
    from derive.resources import exercises

    path = Path(name)
    if path.suffix == ".toml" or path.exists():
        return path
    known = exercises()
    if name not in known:
        raise DeriveError(f"no such file or exercise: {nearest(name, known)}", file=name)
    return known[name]


def _progress(paths: list[Path]) -> Iterable[Path]:
    """The same paths, with a bar on a terminal where there are many."""
    if len(paths) < 3 or not sys.stderr.isatty():
        return paths
    from tqdm import tqdm

    bar: Iterable[Path] = tqdm(paths, unit="exercise", file=sys.stderr)
    return bar


def _list(options: argparse.Namespace) -> int:
    from derive.listing import listing

    print(listing(options.what))
    return 0


def _show(options: argparse.Namespace) -> int:
    from derive.teaching.showing import show

    print(show(options), end="")
    return 0


def _schema(options: argparse.Namespace) -> int:
    from derive.teaching.exercise import schema

    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return 0


def run() -> None:
    """The entry point: a broken pipe or Ctrl-C never shows a traceback."""
    # loading the algebra makes many lasting objects and little litter: look for litter seldom
    gc.set_threshold(500_000, 20, 20)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    code = main()
    if code == 130:
        # an interrupt within an import makes Python end itself by a signal: end first, and say 130
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    run()

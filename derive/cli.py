"""The command: one short function for each verb. Help and lists load no algebra."""

from __future__ import annotations

import argparse
import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from derive.arguments import ROUNDING, Verbs, parser
from derive.errors import DeriveError, nearest


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; answers its exit code: 0 done, 2 bad input, 130 interrupted."""
    try:
        options = parser(VERBS).parse_args(arguments)
        code = int(options.run(options))
        # what is still to be written is written here, where a reader that left can be told of
        sys.stdout.flush()
        return code
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


def _solve(options: argparse.Namespace) -> int:
    from derive.teaching.produce import produce

    formats = _listed(options.format)
    if options.body and "tex" not in formats:
        raise DeriveError("--body is about the format tex, which is not asked for")
    paths = [_exercise(name) for name in options.files]
    front = ("title", "author", "course", "date", "footer", "space")
    solving = {name: getattr(options, name) for name in ("language", *ROUNDING, *front)}
    solving["style_name"] = options.style
    for path in _progress(paths):
        written = produce(
            path,
            Path(options.out),
            formats=formats,
            sheet=options.sheet,
            engine=options.engine,
            many=len(paths) > 1,
            body=options.body,
            **solving,
        )
        for file in written:
            print(file)
    if options.booklet:
        from derive.teaching.produce import booklet

        for file in booklet(paths, Path(options.out), options.sheet, **solving):
            print(file)
    return 0


def _gallery(options: argparse.Namespace) -> int:
    from derive.resources import exercises
    from derive.teaching.gallery import exhibit, hall, write_index

    paths = [_exercise(name) for name in options.files] or list(exercises().values())
    names = [path.stem for path in paths]
    for name in names:
        if names.count(name) > 1:
            raise DeriveError(f'two exercises are called "{name}"')
    looks, formats = _listed(options.styles), _listed(options.formats)
    shown = hall(Path(options.out), looks, formats, options.language)
    exhibits = [exhibit(shown, path) for path in _progress(paths)]
    for file in write_index(shown, exhibits):
        print(file)
    return 0


def _listed(text: str) -> list[str]:
    """What stands between commas."""
    return [one.strip() for one in text.split(",") if one.strip()]


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

    shown = show(
        activation=options.activation,
        pair=options.pair,
        layers=options.layers,
        loss=options.loss,
        hidden=options.hidden,
        output=options.output,
        style_name=options.style,
        language=options.language,
    )
    print(shown.text(options.format), end="")
    return 0


def _schema(options: argparse.Namespace) -> int:
    if options.what == "recipe":
        from derive.teaching.generating.recipe_schema import recipe_schema as schema
    else:
        from derive.teaching.exercise import schema
    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return 0


def _check(options: argparse.Namespace) -> int:
    from derive.teaching.check_command import run as checked

    return checked(options)


def _verify(options: argparse.Namespace) -> int:
    from derive.teaching.verifying.reporting.verify_command import present
    from derive.teaching.verifying.verify import verify

    exercise = None if options.exercise is None else _exercise(options.exercise)
    sheet = "-" if options.sheet == "-" else Path(options.sheet)
    report = verify(sheet, exercise, options.style, options.language)
    return present(report, options)


def _mark(options: argparse.Namespace) -> int:
    from derive.teaching.marking.command import run as marked

    return marked(options, _exercise)


def _about_recipes(verb: str) -> Callable[[argparse.Namespace], int]:
    """A command about recipes, loaded when it runs."""

    def run(options: argparse.Namespace) -> int:
        from derive.teaching.generating import commands

        return int(getattr(commands, verb)(options))

    return run


VERBS: Verbs = {
    "solve": _solve,
    "mark": _mark,
    "generate": _about_recipes("generate"),
    "new": _about_recipes("new"),
    "stress": _about_recipes("stress"),
    "again": _about_recipes("again"),
    "check": _check,
    "verify": _verify,
    "gallery": _gallery,
    "list": _list,
    "show": _show,
    "schema": _schema,
}


def run() -> None:
    """The entry point: a broken pipe or Ctrl-C never shows a traceback."""
    # loading the algebra makes many lasting objects and little litter: look for litter seldom
    gc.set_threshold(500_000, 20, 20)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # a reader that left was told of in main
            stream.flush()
    # all files are written and closed: taking the algebra apart piece by piece would cost a sixth
    # of a solve. And an interrupt within an import makes Python end itself by a signal, not by 130
    os._exit(code)


if __name__ == "__main__":
    run()

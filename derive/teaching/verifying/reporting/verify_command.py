"""What `derive verify` puts out: the report for people or programs, and an annotated copy."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from derive.errors import DeriveError
from derive.teaching.files import writable, written
from derive.teaching.verifying.reporting.marks import Marks, marks, points_file
from derive.teaching.verifying.reporting.report import Report
from derive.teaching.verifying.reporting.terminal import LEAST_WIDTH, Look, told
from derive.writing.notation import style

WIDTH = 100  # where there is no terminal to measure


def present(report: Report, options: argparse.Namespace) -> int:
    """Prints a report, writes the annotated copy where one is asked for; answers the exit code.

    That is 0 where nothing is wrong, 1 where something is (with --strict, also where something
    was not read), 2 where nothing could be read at all.
    """
    if options.out and not options.annotate:
        raise DeriveError("-o is about the annotated copy: say --annotate md, tex, html or pdf")
    earned = marks(report, points_file(Path(options.points))) if options.points else None
    words = style("lecture", options.language).words
    copy = _annotate(report, options, earned) if options.annotate else None
    if options.json:
        print(_json(report, earned))
    else:
        print(told(report, words, _look(options.all)))
        if earned is not None:
            total, lines = earned.told(words["checked"])
            print("\n".join([total, *(f"  {one}" for one in lines)]))
        if copy is not None:
            print(words["checked"]["written"].format(file=copy))
    return _code(report, options.strict)


def _code(report: Report, strict: bool) -> int:
    unread = sum(one.verdict == "unread" for one in report.claims)
    if unread == len(report.claims):
        return 2
    return 0 if report.holds and not (strict and unread) else 1


def _json(report: Report, earned: Marks | None) -> str:
    if earned is None:
        return report.json()
    values: dict[str, Any] = json.loads(report.json())
    return json.dumps(values | {"points": earned.values()}, ensure_ascii=False)


def _look(everything: bool) -> Look:
    """As wide as the terminal is, and in colours where that can show them."""
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((WIDTH, 24)).columns if terminal else WIDTH
    colours = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Look(max(width, LEAST_WIDTH), colours, everything)


def _annotate(report: Report, options: argparse.Namespace, earned: Marks | None) -> Path:
    """Writes the annotated copy, whole or not at all; answers where it is."""
    from derive.teaching.verifying.reporting.annotate import (  # only where it is needed
        TARGETS,
        annotated,
    )

    sheet = Path("sheet" if report.sheet == "-" else report.sheet)
    place = sheet.with_name(f"{sheet.stem}-checked{TARGETS[options.annotate].extension}")
    if options.out:
        asked = Path(options.out)
        place = asked / place.name if asked.is_dir() else asked
    if place.exists() and sheet.exists() and place.samefile(sheet):
        raise DeriveError("the annotated copy would take the place of the sheet", file=str(place))
    if place.is_dir():
        raise DeriveError("is a folder, not a file to write to", file=str(place))
    writable(place.parent)
    content = annotated(report, options.annotate, style("lecture", options.language), earned)
    (done,) = written(place.parent, {place.name: content})
    return done

"""The door of verifying: a sheet and its exercise in, a report out."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from derive.errors import DeriveError
from derive.teaching.exercise import Exercise, read
from derive.teaching.verifying.computed.at_point import at_point
from derive.teaching.verifying.computed.by_differences import by_differences
from derive.teaching.verifying.computed.by_index_rules import by_index_rules
from derive.teaching.verifying.computed.disproved import with_disproved
from derive.teaching.verifying.computed.kept_numbers import by_kept_numbers
from derive.teaching.verifying.computed.losers import by_losers
from derive.teaching.verifying.computed.shares import by_shares
from derive.teaching.verifying.dotted import with_either_dot
from derive.teaching.verifying.left_open import without_doubts
from derive.teaching.verifying.naming.notation import Notation
from derive.teaching.verifying.reporting.report import Report
from derive.teaching.verifying.running.of_any_layer import Sheet, of_any_layer
from derive.teaching.verifying.running.of_numbered_layers import of_numbered_layers
from derive.teaching.verifying.sheet_judge import SheetJudge
from derive.teaching.verifying.stated.exercise import Own, own_network
from derive.teaching.verifying.stated.functions import named
from derive.teaching.verifying.stated.search import Enough, never
from derive.teaching.verifying.stated.several import alone, cut, joined
from derive.teaching.verifying.statements.habits import with_passes
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.verifying.statements.steps_counted import without_steps
from derive.teaching.verifying.statements.tables import read_sheet
from derive.teaching.written.documents import MOST_CHARACTERS, Document, decoded
from derive.writing.notation import style as style_of

SAMPLE = 4096
MOST_BYTES = 4 * MOST_CHARACTERS


def verify(
    sheet: str | Path,
    exercise: Exercise | Path | None = None,
    style: str | None = None,
    language: str = "en",
) -> Report:
    """The report on a sheet: a text, or the path of a file; "-" is the standard input.

    Without an exercise, the data that the sheet states itself define the network.

    Raises DeriveError, naming the file, for a sheet or an exercise that cannot be read.
    """
    name, text = _read(sheet)
    if isinstance(exercise, Path):
        exercise = read(exercise)
    words = style_of("lecture", language).words
    if style is not None:
        style_of(style, language)  # an unknown one is told, whether its letters are met or not
    try:
        if exercise is not None:
            return with_either_dot(lambda found: _by_names(*without_doubts(lambda loose: SheetJudge(
                text, exercise, name, words, style, found, loose=loose))),
                without_steps(read_sheet(Document(text))))  # fmt: skip
        return _one_by_one(text, name, words, style)
    except DeriveError as error:
        raise error.at(file=name) from None


def _one_by_one(text: str, name: str, words: dict[str, Any], style: str | None) -> Report:
    """The report on a sheet of one exercise, or of several with data of their own."""
    found = read_sheet(Document(text))
    where = cut([one for one, _ in found if isinstance(one, Statement)], text)
    if where is None:
        return _by_its_own_data(text, found, name, words, style)
    reports = []
    for number in range(len(where.starts) + 1):
        part = alone(text, where, number)
        read = read_sheet(Document(part))
        reports.append(_by_its_own_data(part, read, name, words, style))
    return joined(reports, where, text, words["verify_own"]["lines"])


def _by_its_own_data(
    text: str, found: Sheet, name: str, words: dict[str, Any], style: str | None
) -> Report:
    """The report under the network that the sheet states; without one, by what it says itself."""
    return with_either_dot(lambda read: _as_read(text, read, name, words, style), found)


def _as_read(
    text: str, found: Sheet, name: str, words: dict[str, Any], style: str | None
) -> Report:
    document = Document(text)

    def network(read: Sheet) -> Own:
        def tried(exercise: Exercise, enough: Enough) -> Report:
            return SheetJudge(text, exercise, name, words, style, read, True, enough).report()

        chains = [one for one, _ in read if isinstance(one, Statement)]
        return own_network(chains, document, tried, words)

    def numbered(exercise: Exercise, notation: Notation, read: Sheet) -> Report:
        return SheetJudge(text, exercise, name, words, notation, read).report()

    def stood_in(exercise: Exercise, enough: Enough, read: Sheet) -> Report:
        brief = enough is not never
        return SheetJudge(text, exercise, name, words, style, read, brief, enough).report()

    read = with_passes(found, text)
    own = network(read)
    if read is not found and own.exercise is None:
        own = network(found)
    elif own.exercise is not None:
        found = read
    chains = [one for one, _ in found if isinstance(one, Statement)]
    judge = SheetJudge(text, own.exercise, name, words, style, found)
    report = judge.report()
    if own.exercise is not None:
        judge, report = without_doubts(
            lambda loose: SheetJudge(text, own.exercise, name, words, style, found, loose=loose),
            (judge, report),
            is_given=False,
        )
    if own.exercise is None and not own.refused:
        said = named(chains, document)
        report = of_any_layer(report, found, said, numbered, words["verify"])
        report = of_numbered_layers(report, found, said, document, stood_in)
    if own.exercise is None:
        report = at_point(report, found, judge.defined.model if judge.defined else None, words)
        for by_numbers in (by_kept_numbers, by_index_rules, by_shares, by_differences):
            report = by_numbers(report, found, judge.names, judge.sheet, words["verify"])
        report = by_losers(report, found, words["verify"])
    report = _by_names(judge, report)
    told = (words["verify_own"]["refused"],) if own.refused else own.told
    return replace(report, inferred=(*told, *report.inferred))


def _by_names(judge: SheetJudge, report: Report) -> Report:
    """The report with what the numbers that were printed for names say against results."""
    told = judge.words["verify"]
    return with_disproved(report, judge.found, judge.names, judge.sheet, told)


def _read(sheet: str | Path) -> tuple[str, str]:
    """The name of a sheet and its text."""
    if isinstance(sheet, str) and sheet != "-":
        return "sheet", decoded(sheet.encode("utf-8", "surrogatepass"))
    if sheet == "-":
        return "-", decoded(sys.stdin.buffer.read(MOST_BYTES + 1))
    path = Path(sheet)
    try:
        if path.is_dir():
            raise DeriveError("is a folder, expected a sheet", file=str(path))
        with path.open("rb") as source:
            data = source.read(MOST_BYTES + 1)
    except FileNotFoundError:
        formula = any(one in str(sheet) for one in "=^{")
        hint = "; one formula is checked by derive check" if formula else ""
        raise DeriveError(f"no such file{hint}", file=str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DeriveError(f"cannot be read: {reason.lower()}", file=str(path)) from None
    if len(data) > MOST_BYTES:
        raise DeriveError("is larger than any sheet", file=str(path))
    if _is_binary(data):
        raise DeriveError("is no text; a sheet is Markdown or LaTeX in UTF-8", file=str(path))
    return str(path), decoded(data)


def _is_binary(data: bytes) -> bool:
    """Whether these bytes are a picture, a PDF, or a text in another encoding than UTF-8."""
    begins = data[:SAMPLE].decode("utf-8", "replace")
    odd = sum(one == "\ufffd" or (one < " " and not one.isspace()) for one in begins)
    return 4 * odd > len(begins) or data.startswith(b"%PDF-")

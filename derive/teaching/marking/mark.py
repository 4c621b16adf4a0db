"""Many students' answers marked: a row with points and verdicts for each, and a summary of all."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import StringIO
from typing import Any

from derive.errors import nearest
from derive.teaching.exporting.answers import number_of
from derive.teaching.exporting.columns import told
from derive.teaching.marking.answers_file import STUDENT, VARIANT, AnswersFile, Row
from derive.teaching.marking.marker import Marker
from derive.teaching.marking.verdict import EARNING, MISSING, SLIP, WRONG, Verdict

KEPT = 2000  # variants that are kept ready


@dataclass
class Tally:
    """What the summary tells, counted while rows are marked."""

    students: int = 0
    points: list[tuple[int, int]] = field(default_factory=list)
    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    slips: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Marked:
    """All rows as CSV, and what they come to."""

    table: str
    tally: Tally


def mark(
    answers: AnswersFile, variant: Callable[[str], Marker], words: Mapping[str, Any]
) -> Marked:
    """Marks every row; `variant` finds the exercise of a row by its name, `words` are a language's.

    Raises DeriveError with row and column for a variant, a column or a number that is none.
    """
    ready = lru_cache(maxsize=KEPT)(variant)
    asked = [one for one in answers.columns if one not in (STUDENT, VARIANT)]
    file = StringIO()
    made = csv.writer(file, lineterminator="\n")
    made.writerow([STUDENT, VARIANT, "points", "of", "first slip", *asked])
    tally = Tally()
    for row in answers.rows():
        try:
            marker = ready(row.variant)
        except LookupError as error:
            raise answers.error(row.line, str(error.args[0]), VARIANT) from None
        _checked(answers, row, marker)
        verdicts = dict(
            zip(
                marker.names, marker.mark([row.given.get(n, "") for n in marker.names]), strict=True
            )
        )
        asked_here = {name: one for name, one in verdicts.items() if name in answers.columns}
        points = sum(one.kind in EARNING for one in asked_here.values())
        cells = [_cell(asked_here[name]) if name in asked_here else "" for name in asked]
        head = [told(row.student), told(row.variant), points, len(asked_here)]
        made.writerow([*head, told(_first(asked_here, words)), *cells])
        _count(tally, points, asked_here)
    return Marked(file.getvalue(), tally)


def _checked(answers: AnswersFile, row: Row, marker: Marker) -> None:
    """Raises DeriveError where a cell is no answer to what its variant asks."""
    for name, cell in row.given.items():
        choices = marker.choices.get(name)
        if choices is None:
            hint = nearest(name, marker.names) if len(marker.names) < 400 else ""
            raise answers.error(row.line, f"no answer is called so: {hint}", name)
        if choices and cell not in choices:
            expected = ", ".join(choices)
            raise answers.error(row.line, f'"{cell}" is no class; expected one of {expected}', name)
        if not choices and number_of(cell) is None:
            raise answers.error(
                row.line, f'"{cell}" is no number; leave empty what was not answered', name
            )


def _cell(verdict: Verdict) -> str:
    return f"{verdict.kind}: {verdict.slip} at {verdict.at}" if verdict.slip else verdict.kind


def _first(verdicts: dict[str, Verdict], words: Mapping[str, Any]) -> str:
    """The first answer that went wrong, with what is known of it."""
    for name, one in verdicts.items():
        if one.kind not in EARNING and one.kind != MISSING:
            return f"{name}: {words['slip'].get(one.slip, words['marking'][WRONG])}"
    return ""


def _count(tally: Tally, points: int, verdicts: dict[str, Verdict]) -> None:
    tally.students += 1
    tally.points.append((points, len(verdicts)))
    for name, one in verdicts.items():
        tally.kinds.setdefault(name, Counter())[one.kind] += 1
    # one slip in an update stands in every entry of the new weights
    tally.slips.update({one.slip for one in verdicts.values() if one.kind == SLIP})

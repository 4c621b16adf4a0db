"""A sheet judged again with letters left open, where that accuses less of it.

A slip is one finding, and what follows from it is none. A letter that was taken for another
quantity than its writer means has a finding on each line that says something else of it. So a sheet
with several findings is tried with letters left open, one after the other: where one of them takes
several findings with it and brings none, it is a name of the writer's own.

So it is where one finding falls away, and what followed from it turns out to be right: through a
slip that goes on, no result is the true one.
"""

from __future__ import annotations

from collections.abc import Callable

from derive.teaching.verifying.doubted import OUTPUTS, doubted
from derive.teaching.verifying.naming.notation import Notation
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.reporting.report import Report
from derive.teaching.verifying.sheet_judge import SheetJudge
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written.names import whole_names, written
from derive.teaching.written.piece import Piece

FEWEST = 2  # statements with a finding that are cleared by leaving a letter open
MOST_ACCUSED = 6  # statements with a finding, where the network was guessed
MOST_LETTERS = 3  # left open on one sheet
MOST_TRIED = 8  # letters of accused lines, those of the most lines first

Judging = Callable[[frozenset[str]], SheetJudge]


def is_better(again: Report, before: Report) -> bool:
    """Whether the sheet judged with letters left open has fewer findings, and none elsewhere."""
    lines = {one.line for one in before.findings}
    fewer = len(again.findings) < len(before.findings)
    return fewer and all(one.line in lines for one in again.findings)


def without_doubts(
    judge: Judging, first: tuple[SheetJudge, Report] | None = None, is_given: bool = True
) -> tuple[SheetJudge, Report]:
    """Who judged a sheet, and the report; with letters left open that nothing bears out, or that
    several findings hang on, where it is better.

    Where no exercise `is_given`, a sheet of many findings is left as it is: it is full of
    mistakes. Beside one, what a named slip explains is a slip.
    """
    if first is None:
        made = judge(frozenset())
        first = made, made.report()
    before, report = first
    loose = doubted(report, before.found, before.names.notation)
    if loose:
        other = judge(loose)
        again = other.report()
        first, loose = ((other, again), loose) if is_better(again, report) else (first, frozenset())
    many = not is_given and len(_accused(first[1], first[0].found)) > MOST_ACCUSED
    for _ in range(0 if many else MOST_LETTERS):
        letter, better = _best(judge, first, loose, is_given)
        if letter is None:
            break
        first, loose = better, loose | {letter}
    return first


def _best(
    judge: Judging, first: tuple[SheetJudge, Report], loose: frozenset[str], is_given: bool
) -> tuple[str | None, tuple[SheetJudge, Report]]:
    """The letter that the most statements with a finding hang on, and what is found without it."""
    before, report = first
    accused = _accused(report, before.found)
    least, letter = len(accused) - FEWEST, None
    tried = _of_lines(accused, before.names.notation) if len(accused) >= FEWEST else []
    about = _followed(accused, report, before.names.notation)
    for one in dict.fromkeys((*tried, *about)):
        other = judge(loose | {one})
        again = other.report()
        left = len(_accused(again, before.found))
        if is_given and _explained(report) - {claim.offset for claim in again.findings}:
            continue
        enough = left <= least or (letter is None and one in about and _comes_true(report, again))
        if enough and is_better(again, report):
            letter, first, least = one, (other, again), left - 1
    return letter, first


def _accused(report: Report, found: list[tuple[Found, Piece]]) -> list[list[Statement]]:
    """The statements with a finding, each with those that go on with it."""
    accused = {one.offset for one in report.findings}
    made: list[list[Statement]] = [[]]
    for one, _ in found:
        if isinstance(one, Statement):
            if not one.continued:
                made.append([])
            if accused & {sign.start for sign in one.signs}:
                made[-1].append(one)
    return [group for group in made if group]


def _explained(report: Report) -> set[int]:
    """The findings that are a known slip."""
    return {one.offset for one in report.findings if one.slip is not None}


def _of_lines(accused: list[list[Statement]], notation: Notation) -> list[str]:
    """The letters of quantities in these statements, those of the most first."""
    lines: dict[str, int] = {}
    for group in accused:
        sides = [node for one in group for node in one.operands]
        slots = [slots_of(name) for node in sides for name in whole_names(node)]
        for letter in sorted({known.letter for known in slots if known is not None}):
            if letter in notation.letters and letter not in OUTPUTS:
                lines[letter] = lines.get(letter, 0) + 1
    return sorted(lines, key=lambda letter: (-lines[letter], letter))[:MOST_TRIED]


def _followed(accused: list[list[Statement]], report: Report, notation: Notation) -> list[str]:
    """The letters that statements with a finding are about from which results follow."""
    roots = {report.claims[one.root].offset for one in report.claims
             if one.root is not None and one.verdict == "follows" and one.quantity}  # fmt: skip
    first = (one for group in accused for one in group
             if roots & {sign.start for sign in one.signs})  # fmt: skip
    names = (written(one.operands[0]) for one in first)
    letters = dict.fromkeys(name.letter for name in names if name is not None)
    known = [one for one in letters if one in notation.letters and one not in OUTPUTS]
    return known[:FEWEST]


def _comes_true(report: Report, again: Report) -> bool:
    """Whether a result of the exercise that followed from a finding is the right one."""
    followed = {one.offset for one in report.claims if one.verdict == "follows"}
    return any(one.offset in followed and one.quantity and one.verdict.startswith("holds")
               for one in again.claims)  # fmt: skip

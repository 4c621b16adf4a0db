"""What the tests and the benchmark of faulty sheets share: sheets of our own, and the verdicts."""

import random
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import arithmetic
from verifying.mutants import Sheet, faults
from verifying.students import Student

from derive.resources import exercises
from derive.teaching.exercise import read
from derive.teaching.solve import solve
from derive.teaching.verifying.sheet_judge import SheetJudge
from derive.writing.notation import style as style_of

CARRIES = ("full", "shown")


def judged(text, exercise, name="sheet.md"):
    """The report on a text, under a name of its own."""
    return SheetJudge(text, exercise, name, style_of("lecture").words, None).report()


@dataclass(frozen=True)
class Outcome:
    """What was found in a sheet: at its line, elsewhere, and what was left unread."""

    kind: str
    found: bool
    extra: int
    unread: int
    where: str
    told: str

    @property
    def is_one(self):
        """Whether there was exactly one finding, at its line."""
        return self.found and not self.extra


@cache
def exercise(name):
    return read(exercises()[name])


@cache
def own_sheet(name, style, format, carry):
    """A solution as derive writes it, read by the oracle."""
    solved = solve(exercises()[name], style_name=style, carry=carry)
    digits = arithmetic.Digits(solved.shape.digits, solved.shape.kind, "full")
    return Sheet(solved.text(format, "solution"), digits, arithmetic.FUNCTIONS)


def own_outcomes(name, style, format, carry, count, seed=1, together=1):
    """What is found in faults of a sheet, so many of them in one sheet.

    Where one is not found among others, or not there alone, each half is judged again.
    """
    draw = random.Random(f"{name} {style} {format} {carry} {seed}")
    sheet = own_sheet(name, style, format, carry)
    ending = "tex" if format == "tex" else "md"
    where = f"{name} {style} {format} {carry}"

    def outcomes(group):
        text, spans = joined(sheet.text, group)
        report = judged(text, exercise(name), f"sheet.{ending}")
        findings = list(report.findings)
        there = [[one for one in findings if a <= one.offset < b] for a, b in spans]
        extra = len(findings) - sum(map(len, there))
        for one, found in zip(group, there):
            told = f"{one.old}  ->  {one.new}\n      in {one.text[one.start : one.end].strip()}"
            unread = report.summary.get("unread", 0)
            yield Outcome(one.kind, bool(found), extra, unread, where, told)

    def settled(group):
        found = list(outcomes(group))
        if len(group) == 1 or all(one.is_one for one in found):
            return found
        half = len(group) // 2
        return settled(group[:half]) + settled(group[half:])

    for group in apart(faults(sheet, draw, count), together):
        yield from settled(group)


def apart(found, most):
    """The faults in groups, those of a group in lines that stand apart."""
    groups = []
    for one in sorted(found, key=lambda fault: fault.place):
        room = (group for group in groups if len(group) < most and group[-1].end < one.start - 200)
        group = next(room, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def joined(text, group):
    """The right sheet with all faults of a group in it, and where their lines are."""
    spans, shift = [], 0
    for one in group:
        place = one.place + shift
        text = text[:place] + one.new + text[place + len(one.old) :]
        spans.append((one.start + shift, one.end + shift))
        shift += len(one.new) - len(one.old)
    return text, spans


def student(seed):
    """A student, and the exercise of that sheet."""
    made = Student(random.Random(seed))
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "student.toml"
        path.write_text(made.toml, encoding="utf-8")
        return made, read(path)


def student_outcomes(seed):
    """What is found in a student's right sheet, and in one with a slip that is carried on."""
    made, task = student(seed)
    slip = made.draw.choice(made.quantities)
    where = f"student {seed}: {made.notation}, {made.digits} decimals, {made.carry}"
    for sheet in (made.sheet(), made.sheet(slip)):
        report = judged(sheet.text, task, "sheet.tex" if made.latex else "sheet.md")
        findings = list(report.findings)
        there = [
            one
            for one in findings
            if sheet.slip and sheet.slip_start <= one.offset < sheet.slip_end
        ]
        told = "; ".join(f"line {one.line}: {one.verdict}" for one in findings)
        yield Outcome(
            kind="carried" if sheet.slip else "right",
            found=bool(there) if sheet.slip else not findings,
            extra=len(findings) - max(1, len(there)) if sheet.slip and findings else 0,
            unread=report.summary.get("unread", 0),
            where=where,
            told=f"{sheet.slip or 'right'}: {told}",
        )

"""A sheet of several exercises, each with data of its own: cut where new data are stated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.reporting.report import Claim, Report
from derive.teaching.verifying.stated.data import BIASES, WEIGHTS, is_worked_out
from derive.teaching.verifying.stated.passes import counts_steps
from derive.teaching.verifying.statements.printed import Entry, entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written.documents import LATEX_STARTS
from derive.teaching.written.names import written

MOST_EXERCISES = 20
FRESH = 2  # so many parameters have other numbers than before: no slip of the pen
_WORD = (r"(?:exercise|problem|question|task|assignment|aufgabe|übung|uebung|frage|"
         r"(?:worked[ ]+)?example|beispiel|network|netzwerk|netz)")  # fmt: skip
_OF_ITS_OWN = (r"(?:exercise|problem|question|task|assignment|aufgabe|übung|uebung|frage|exercice"
               r"|ejercicio|exercício|esercizio|qn?)")  # fmt: skip
_OPENS = r"^[ \t>]*(?:(?:\#+|[-*+])[ \t]+)?(?:\\\w+\*?(?:\[[^\]\n]*\])?\{?)?[ \t]*(?:\*\*|__)?"
_NAMED = re.compile(rf"(?im){_OPENS}[ \t]*{_WORD}[ \t]*(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})\b[^\n]*$")
# a heading that says so outright, its number with a point or glued on: Exercise 7.2, QN3
_TITLED = re.compile(
    rf"(?im)^(?:\#{{1,6}}[ \t]+|\\(?:sub)*section\*?\{{)(?:[\w.-]{{1,8}}[ ]){{0,2}}{_OF_ITS_OWN}"
    r"[ ]?\d{1,2}(?:\.\d{1,2})?\b[^\n]*$"
)
_NUMBERED = re.compile(rf"(?m){_OPENS}\(?\d{{1,2}}[).](?:\d+[).]?)?[^\n]*$")
_ASKS = re.compile(
    r"(?i)\b(?:network|netz\w*|perceptron|perzeptron|neuron\w*|consider|given|suppose|exercise"
    r"|betrachte\w*|gegeben\w*|aufgabe|mlp)\b"
)

Values = list[list[Entry]]


@dataclass(frozen=True)
class Cut:
    """Where the exercises of a sheet start, and where the text ends that is common to all."""

    starts: tuple[int, ...]
    preface: int


def cut(chains: list[Statement], text: str) -> Cut | None:
    """Where new exercises start, None where the sheet is one.

    A heading or a number starts one if at least two parameters are given numbers behind it that
    are not those that they had before, before anything is worked out from them. Where a heading
    says outright that it is an exercise, they may have had none, and be inputs and targets.
    """
    titled = {one.start() for one in _TITLED.finditer(text)}
    titled = titled if len(titled) > 1 else set()
    marks = [one.start() for one in _marks(text)][: 10 * MOST_EXERCISES]
    known: dict[Slots, Values] = {}
    starts: list[int] = []
    first = None
    for number, mark in enumerate(marks):
        end = marks[number + 1] if number + 1 < len(marks) else len(text)
        before = marks[number - 1] if number else 0
        for one in _between(chains, before, mark):
            _note(one, known)
        anew = mark in titled and mark != min(titled)
        given = list(_given(_between(chains, mark, end), anew))
        first = mark if first is None and given else first
        if sum(_differs(slots, rows, known, anew) for slots, rows in given) >= FRESH:
            starts.append(mark)
    if not starts or len(starts) > MOST_EXERCISES:
        return None
    head = text.find(LATEX_STARTS)
    return Cut(tuple(starts), max(first if first is not None and first < starts[0] else 0, head))


def _marks(text: str) -> Iterator[re.Match[str]]:
    """Headings and numbers that may start an exercise."""
    found = {one.start(): one for one in _NAMED.finditer(text)}
    found |= {one.start(): one for one in _TITLED.finditer(text)}
    for one in _NUMBERED.finditer(text):
        if _ASKS.search(one[0]):
            found.setdefault(one.start(), one)
    return (found[at] for at in sorted(found) if not counts_steps(found[at][0]))


def _between(chains: Iterable[Statement], start: int, end: int) -> Iterator[Statement]:
    return (one for one in chains if start <= one.signs[0].start < end)


def _given(chains: Iterable[Statement], anew: bool) -> Iterator[tuple[Slots, Values]]:
    """The parameters that are given numbers before the first result; `anew`, any names."""
    for one in chains:
        rows = entries(one.operands[-1])
        if rows is None:
            continue
        if is_worked_out(one):
            return
        slots = _name(one) if anew else _parameter(one)
        if slots is not None and len(one.operands) == 2:
            yield slots, rows


def _name(one: Statement) -> Slots | None:
    name = written(one.operands[0])
    return slots_of(name) if name is not None else None


def _parameter(one: Statement) -> Slots | None:
    slots = _name(one)
    return slots if slots is not None and slots.letter in WEIGHTS | BIASES else None


def _note(one: Statement, known: dict[Slots, Values]) -> None:
    slots, rows = _name(one), entries(one.operands[-1])
    if slots is not None and rows is not None:
        known[replace(slots, new=False)] = rows


def _differs(slots: Slots, rows: Values, known: dict[Slots, Values], anew: bool) -> bool:
    """Whether a parameter had other numbers before, or none, where they may be `anew`."""
    before = known.get(replace(slots, new=False))
    if before is None:
        return anew
    shapes = [(len(one), len(one[0])) for one in (before, rows)]
    return shapes[0] != shapes[1] or any(
        abs(old.value - new.value) > (0 if anew else 10 ** -min(old.decimals, new.decimals))
        for first, second in zip(before, rows, strict=True)
        for old, new in zip(first, second, strict=True)
    )


def alone(text: str, where: Cut, number: int) -> str:
    """The text of one exercise, with what is common to all, each in its place."""
    ends = (*where.starts, len(text))
    if number == 0:
        return text[: ends[0]] + _blank(text[ends[0] :])
    start, end = ends[number - 1 : number + 1]
    middle = _blank(text[where.preface : start])
    return text[: where.preface] + middle + text[start:end] + _blank(text[end:])


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def joined(reports: list[Report], where: Cut, text: str, told: str) -> Report:
    """One report; what is common to all exercises is judged with the first."""
    claims: list[Claim] = []
    inferred: list[str] = []
    lines = [1, *(text.count("\n", 0, start) + 1 for start in where.starts),
             text.count("\n") + 2]  # fmt: skip
    common: dict[int, int] = {}  # the same claims of the first report, by their places
    for number, report in enumerate(reports):
        start = where.starts[number - 1] if number else 0
        places: dict[int, int] = {}
        for at, one in enumerate(report.claims):
            if one.offset < start:
                places[at] = common.get(one.offset, 0)
                continue
            places[at] = len(claims)
            common.setdefault(one.offset, len(claims))
            claims.append(replace(one, root=None if one.root is None else places[one.root]))
        first, last = lines[number], lines[number + 1] - 1
        inferred += [told.format(first=first, last=last, told=one) for one in report.inferred]
    return replace(reports[0], text=text, claims=tuple(claims), inferred=tuple(inferred))

"""What the answers of a whole course came to, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from derive.teaching.marking.mark import Tally
from derive.teaching.marking.verdict import FOLLOWS, MISSING, RIGHT, SLIP, WRONG
from derive.writing.printers.escapes import ESCAPES
from derive.writing.tell.words import counted

KINDS = (RIGHT, FOLLOWS, SLIP, WRONG, MISSING)
STEPS = 5  # of the shares of points

_md = ESCAPES["md"]


def summary(tally: Tally, title: str, words: Mapping[str, Any]) -> str:
    """Points, every answer, and how many students made which slip."""
    told = words["marking"]
    parts = [f"# {_md(told['title'].format(title=title))}", _students(tally, told)]
    if tally.points:
        parts += [f"## {_md(told['shares'])}", _shares(tally, told)]
    if tally.kinds:
        head = [told["answer"], *(told[kind] for kind in KINDS)]
        rows = [[name, *(found[kind] for kind in KINDS)] for name, found in tally.kinds.items()]
        parts += [f"## {_md(told['answers'])}", _table(head, rows)]
    if tally.slips:
        found = sorted(tally.slips.items(), key=lambda one: (-one[1], one[0]))
        rows = [[words["slip"][name], count] for name, count in found]
        parts += [f"## {_md(told['slips'])}", _table([told["slip"], told["count"]], rows)]
    return "\n\n".join(parts) + "\n"


def _students(tally: Tally, told: Mapping[str, str]) -> str:
    count = tally.students
    mean = sum(points for points, _ in tally.points) / max(count, 1)
    most = {of for _, of in tally.points}
    of = str(most.pop()) if len(most) == 1 else f"{min(most, default=0)}–{max(most, default=0)}"
    sentence = told[counted("students", count)]
    return _md(sentence.format(count=count, mean=f"{mean:.1f}".removesuffix(".0"), of=of))


def _shares(tally: Tally, told: Mapping[str, str]) -> str:
    """How many students have which share of their points."""
    found = [0] * STEPS
    for points, of in tally.points:
        found[min(points * STEPS // of, STEPS - 1) if of else 0] += 1
    width = 100 // STEPS
    rows: list[Sequence[object]] = []
    for step, count in enumerate(found):
        last = 100 if step == STEPS - 1 else (step + 1) * width - 1
        rows.append([f"{step * width}–{last} %", count])
    return _table([told["share"], told["count"]], rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1)]
    told = [[_md(one) for one in lines[0]], lines[1]]
    told += [[_md(str(cell)) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in told)

"""In which order the asks of a part are told, and what things are counted by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from derive.writing.document import Block, Heading
from derive.writing.shape import PartShape, Run
from derive.writing.tell.words import Teller

LAST_LEVEL = 6
# both answer blocks, or what a telling makes blocks of
PerPart = Mapping[str, Callable[[Teller, PartShape], list[Any]]]
PerRun = Mapping[str, Callable[..., list[Any]]]


def in_order(teller: Teller, part: PartShape, per_part: PerPart, per_run: PerRun) -> list[Any]:
    """Asks of one run stand together; what belongs to the part stands at its place in the order.

    Where a part has several runs, each has a heading of its own, and its asks stand below that.
    """
    blocks: list[Any] = []
    pending: list[str] = []
    told_model = False

    def runs() -> None:
        nonlocal told_model
        for run in part.runs if pending else ():
            named = run_headings(teller, part, run)
            blocks.extend(named)
            if not told_model:
                blocks.extend(_model(teller, part))
                told_model = True
            if run.step > 1:
                blocks.extend(teller.say("update.carried", step=run.step - 1))
            for ask in pending:
                told = per_run[ask](teller, part, run)
                # with one ask, the name of the run says enough
                alone = named and len(pending) == 1 and isinstance(told[0], Heading)
                blocks.extend(lowered(told[1:] if alone else told, len(named)))
        pending.clear()

    for ask in part.ask:
        if ask in per_run:
            pending.append(ask)
        else:
            runs()
            blocks.extend(per_part[ask](teller, part))
    runs()
    return blocks


def told_before(teller: Teller, part: PartShape, run: Run, ask: str, n: int) -> PartShape | None:
    """The earlier part that told the same of an example, with the same parameters, in styles that
    do not tell it again."""
    if teller.style.repeats or run.step > 1:
        return None
    for one in teller.shape.parts[: teller.shape.parts.index(part)]:
        if one.wants(ask) and n in one.examples and run.parameters in one.parameters:
            return one
    return None


def _model(teller: Teller, part: PartShape) -> list[Block]:
    """With which parameters a part begins, where it has one model and it is not plain which."""
    if len(part.parameters) > 1 or not updated_before(teller, part):
        return []
    (model,) = part.parameters
    return teller.say("update.given" if model == "given" else "update.left", id=model)


def updated_before(teller: Teller, part: PartShape) -> bool:
    """Whether a part before this one has changed the parameters."""
    before = teller.shape.parts[: teller.shape.parts.index(part)]
    return any(one.wants("update") for one in before)


def example_heading(
    teller: Teller, part: PartShape, kind: str, n: int, level: int = 4
) -> list[Block]:
    """The name of an example or query, where there are several."""
    several = teller.shape.indexed if kind == "example" else teller.shape.queries > 1
    return teller.heading(level, f"heading.{kind}", n=n) if several else []


def run_headings(teller: Teller, part: PartShape, run: Run) -> list[Block]:
    """The name of a run, where its part has several."""
    named: list[Block] = []
    if len(part.parameters) > 1:
        given_ones = "_given" if run.parameters == "given" else ""
        named += teller.heading(3, f"heading.model{given_ones}", parameters=run.parameters)
    if part.steps > 1:
        named += lowered(teller.heading(3, "heading.step", step=run.step), len(named))
    return named


def lowered(blocks: list[Any], levels: int) -> list[Any]:
    """The same with its headings so many levels below, down to the last level that formats know."""
    return [
        replace(one, level=min(one.level + levels, LAST_LEVEL)) if isinstance(one, Heading) else one
        for one in blocks
    ]


def lettered(number: int) -> str:
    """a to z, then aa, ab, ...

    >>> lettered(2), lettered(27)
    ('b', 'aa')
    """
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text

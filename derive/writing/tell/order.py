"""In which order the asks of a part are told, and what things are counted by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from derive.writing.shape import PartShape
from derive.writing.tell.words import Teller

# both answer blocks, or what a telling makes blocks of
PerPart = Mapping[str, Callable[[Teller, PartShape], list[Any]]]
PerRun = Mapping[str, Callable[..., list[Any]]]


def in_order(teller: Teller, part: PartShape, per_part: PerPart, per_run: PerRun) -> list[Any]:
    """Asks of one run stand together; what belongs to the part stands at its place in the order."""
    blocks: list[Any] = []
    pending: list[str] = []

    def runs() -> None:
        for run in part.runs if pending else ():
            if len(part.parameters) > 1:
                given_ones = "_given" if run.parameters == "given" else ""
                key = f"heading.model{given_ones}"
                blocks.extend(teller.heading(3, key, parameters=run.parameters))
            if part.steps > 1:
                blocks.extend(teller.heading(3, "heading.step", step=run.step))
                if run.step > 1:
                    blocks.extend(teller.say("update.carried", step=run.step - 1))
            for ask in pending:
                blocks.extend(per_run[ask](teller, part, run))
        pending.clear()

    for ask in part.ask:
        if ask in per_run:
            pending.append(ask)
        else:
            runs()
            blocks.extend(per_part[ask](teller, part))
    runs()
    return blocks


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

"""Weights and biases in words: "hidden unit 1 has weights (0.2, 0.5) and bias 0.1"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.teaching.verifying.naming.notation import Slot, Slots
from derive.teaching.verifying.stated.data import WEIGHTS, Stated
from derive.teaching.written.documents import Document

_ORDINALS = (r"first|erste[nrs]?|1st", r"second|zweite[nrs]?|2nd", r"third|dritte[nrs]?|3rd",
             r"fourth|vierte[nrs]?|4th")  # fmt: skip
_UNIT = re.compile(
    r"(?i)\b(?:(?P<ordinal>" + "|".join(_ORDINALS) + r")\s+)?"
    r"(?:(?P<hidden>hidden|verdeckte?[nsr]?|versteckte?[nsr]?)"
    r"(?:\s+(?:unit|neuron|node|einheit|knoten)|(?=\s[1-9]\s*:))"
    r"|(?P<output>output|ausgabe|ausgangs)(?:[ -]?(?:unit|neuron|node|einheit|knoten))?)\b"
    r"\s*\$?(?P<number>[1-9])?(?![\d.=])"
)
_NUMBER = r"[-−+]?\d+(?:\.\d+)?(?:/\d+)?"
_GAP = r"[\s$:()\[\]]*"
_FROM = r"(?:\s*\((?:from|for|von|für)\s[^()]{1,20}\))?"  # where it leads from
_LIST = rf"{_NUMBER}{_FROM}(?:{_GAP}(?:,|;|\b(?:and|und)\b){_GAP}{_NUMBER}{_FROM})*"
_BEFORE = rf"(?:\s+(?:are|is|of|sind|ist|von))?{_GAP}"
_WEIGHTS = re.compile(rf"(?i)\b(?:weights?|gewichte?)\b{_BEFORE}(?P<told>{_LIST})(?!\d|\.\d)")
_BIAS = re.compile(rf"(?i)\b(?:bias|offset)\b{_BEFORE}(?P<told>{_NUMBER})(?!\d|\.\d)")
_REMARK = re.compile(r"\([^()]*[^\W\d_]{3}[^()]*\)")
_NUMBERS = re.compile(_NUMBER)
REACH = 160  # characters behind a unit that may be about it


def told_in_words(document: Document, told: list[Stated]) -> list[Stated]:
    """The weights and biases of units that sentences tell, where no letters do.

    >>> found = told_in_words(Document("Hidden unit 1 has weights $2$ and $1$ and bias $-1$."), [])
    >>> [(one.slots.letter, one.slots.lowered, one.rows) for one in found]
    [('W', (1, 1), (('2',),)), ('W', (1, 2), (('1',),)), ('b', (1,), (('-1',),))]
    """
    found = list(_units(document))
    layers = {layer for layer, *_ in found}
    if 1 not in layers:
        return []  # of the output alone: letters name these
    if any(one.slots.letter in WEIGHTS for one in told):
        found = [one for one in found if one[0] == 1]
        if not any(one.slots.letter in WEIGHTS and one.slots.letter.islower() for one in told):
            return []
    return [one for layer, unit, parts, line in found for one in _stated(layer, unit, parts, line)]


Parts = tuple[list[str], str | None]


def _units(document: Document) -> Iterator[tuple[int, int, Parts, int]]:
    """Each unit: its layer, its number there, its weights and its bias, and the line."""
    text = document.text
    heads = list(_UNIT.finditer(text))
    for at, head in enumerate(heads):
        until = heads[at + 1].start() if at + 1 < len(heads) else len(text)
        behind = text[head.end() : min(until, head.end() + REACH)].partition("\n\n")[0]
        weights, bias = _WEIGHTS.search(behind), _BIAS.search(behind)
        if weights is None:
            continue
        numbers = [
            one.replace("−", "-") for one in _NUMBERS.findall(_REMARK.sub("", weights["told"]))
        ]
        added = None if bias is None else bias["told"].replace("−", "-")
        layer = 1 if head["hidden"] else 2
        yield layer, _number(head), (numbers, added), document.place(head.start())[0]


def _number(head: re.Match[str]) -> int:
    if head["number"]:
        return int(head["number"])
    said = (head["ordinal"] or "").lower()
    return next((at for at, one in enumerate(_ORDINALS, 1) if re.fullmatch(one, said)), 1)


def _stated(layer: int, unit: int, parts: Parts, line: int) -> Iterator[Stated]:
    weights, bias = parts
    for at, number in enumerate(weights, start=1):
        yield Stated(parameter("W", layer, (unit, at)), ((number,),), line)
    if bias is not None:
        yield Stated(parameter("b", layer, (unit,)), ((bias,),), line)


def parameter(letter: str, layer: int, lowered: tuple[Slot, ...]) -> Slots:
    return Slots(letter, (("[", layer),), (), lowered, False)

"""Weights and biases in words: "hidden unit 1 has weights (0.2, 0.5) and bias 0.1", or of units
that are numbered through all layers: "unit 1: (0.2, 0.5), bias 0.1; unit 2: ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.teaching.verifying.naming.notation import Slot, Slots
from derive.teaching.verifying.stated.data import BIASES, WEIGHTS, Stated
from derive.teaching.written.decimal_commas import with_points
from derive.teaching.written.documents import Document

_ORDINALS = (r"first|erste[nrs]?|1st", r"second|zweite[nrs]?|2nd", r"third|dritte[nrs]?|3rd",
             r"fourth|vierte[nrs]?|4th")  # fmt: skip
_UNIT = re.compile(
    r"(?i)\b(?:(?P<ordinal>" + "|".join(_ORDINALS) + r")\s+)?"
    r"(?:(?:(?:neurona?|unidad|unidade|neurone|unité|neurone|unità|neurônio|nodo)\s+)?"
    r"(?P<hidden>hidden|verdeckte?[nsr]?|versteckte?[nsr]?|ocult[ao]|cachée?|nascost[ao]|escondid[ao])"
    r"(?:\s+(?:unit|neuron|node|einheit|knoten)|(?=\s\$?[1-9]\$?\s*:))"
    r"|(?P<output>output|ausgabe|ausgangs|salida|sortie|saída|uscita)"
    r"(?:[ -]?(?:unit|neuron|node|einheit|knoten))?"
    r"|(?:unit|neurone?|node|einheit|knoten|neurona|unité)(?=\s*\$?[1-9]))\b"
    r"\s*\$?(?P<number>[1-9])?(?![\d.=])"
)
_NUMBER = r"[-−+]?\d+(?:\.\d+)?(?:/\d+)?"
_GAP = r"[\s$:()\[\]]*"
_FROM = r"(?:\s*\((?:from|for|von|für)\s[^()]{1,20}\))?"  # where it leads from
_LIST = rf"{_NUMBER}{_FROM}(?:{_GAP}(?:,|;|\b(?:and|und)\b){_GAP}{_NUMBER}{_FROM})*"
_BEFORE = rf"(?:\s+(?:are|is|of|sind|ist|von))?{_GAP}"
_SPOKEN = re.compile(r"(?i)\b(?:weights?|gewichte?|poids|pesos)\b")
_STRAIGHT = re.compile(
    r"(?i)[\s$:(,]*(?:has|have|hat|mit|with|a|con|avec|tiene)?\s*(?:the|die|los)?\s*"
)
_WEIGHTS = re.compile(rf"{_SPOKEN.pattern}{_BEFORE}(?P<told>{_LIST})(?!\d|\.\d)")
_BIAS = re.compile(
    rf"(?i)\b(?:bias|offset|schwelle|schwellwert|biais|sesgo)\b{_BEFORE}(?P<told>{_NUMBER})"
    r"(?!\d|\.\d)"
)
# right behind a unit, unit 1: (0.2, 0.5), or unit 3: v = (0.2, 0.5)
_BRACKETED = re.compile(
    rf"[\s$:]*(?:[A-Za-z]\s*=\s*)?[(\[]\s*(?P<told>{_NUMBER}(?:\s*[,;]\s*{_NUMBER})+)\s*[)\]]"
)
# weights by their letters, v_1 = 0.7, behind an output whose bias is told in words
_LETTERED = re.compile(rf"[\s$:]*[A-Za-z]_?\{{?\d{{1,2}}\}}?\s*=\s*{_NUMBER}")
_SPACE = re.compile(r"\\[,;:! ]")
_REMARK = re.compile(r"\([^()]*[^\W\d_]{3}[^()]*\)")
_NUMBERS = re.compile(_NUMBER)
REACH = 160  # characters behind a unit that may be about it


def told_in_words(document: Document, told: list[Stated]) -> list[Stated]:
    """The weights and biases of units that sentences tell, where no letters do.

    >>> found = told_in_words(Document("Hidden unit 1 has weights $2$ and $1$ and bias $-1$."), [])
    >>> [(one.slots.letter, one.slots.lowered, one.rows) for one in found]
    [('W', (1, 1), (('2',),)), ('W', (1, 2), (('1',),)), ('b', (1,), (('-1',),))]
    """
    units = list(_units(document))
    found = list(_in_layers(units))
    layers = {layer for layer, *_ in found}
    if 1 not in layers:
        return []  # of the output alone: letters name these
    if any(one.slots.letter in WEIGHTS for one in told):
        if not any(one.slots.letter in WEIGHTS and one.slots.letter.islower() for one in told):
            return []
        said = any(layer for layer, *_ in units)  # "hidden unit 1": its bias is no other's
        lettered = any(one.slots.letter in BIASES for one in told)
        biased = not said and lettered
        found = [(layer, unit, (weights if layer == 1 else [], None if biased else bias), line)
                 for layer, unit, (weights, bias), line in found
                 if layer == 1 or not (lettered if said else biased)]  # fmt: skip
    return [one for layer, unit, parts, line in found for one in _stated(layer, unit, parts, line)]


Parts = tuple[list[str], str | None]
Unit = tuple[int, int, Parts, int]


def _units(document: Document) -> Iterator[Unit]:
    """Each unit: its layer, 0 where none is said, its number, weights and bias, and the line."""
    text = _SPACE.sub(" ", document.text.replace("{,}", "."))
    text = with_points(text) if document.has_commas else text
    heads = list(_UNIT.finditer(text))
    for at, head in enumerate(heads):
        until = heads[at + 1].start() if at + 1 < len(heads) else len(text)
        behind = text[head.end() : min(until, head.end() + REACH)].partition("\n\n")[0]
        weights, bias = _WEIGHTS.search(behind), _BIAS.search(behind)
        layer = 1 if head["hidden"] else 2 if head["output"] else 0
        if not layer and (weights is None or not _STRAIGHT.fullmatch(behind[: weights.start()])):
            spoken = _SPOKEN.search(text, max(0, head.start() - 2 * REACH), head.start())
            weights = _BRACKETED.match(behind) if spoken else None
        if weights is None and not (bias and layer == 2 and _LETTERED.match(behind)):
            continue
        listed = "" if weights is None else _REMARK.sub("", weights["told"])
        numbers = [one.replace("−", "-") for one in _NUMBERS.findall(listed)]
        added = None if bias is None else bias["told"].replace("−", "-")
        yield layer, _number(head), (numbers, added), 1 + text.count("\n", 0, head.start())


def _in_layers(units: list[Unit]) -> Iterator[Unit]:
    """The units in layers, where sentences only number them: as many layers as can be."""
    if any(layer for layer, *_ in units):
        for layer, number, parts, line in units:
            yield layer or 1, number, parts, line
        return
    widths = _widths([len(weights) for _, _, (weights, _), _ in units])
    numbers = [number for _, number, _, _ in units]
    if len(widths) < 2 or numbers != list(range(numbers[0], numbers[0] + len(units))):
        return
    places = [(layer, at) for layer, width in enumerate(widths, 1) for at in range(1, width + 1)]
    for (layer, at), (_, _, parts, line) in zip(places, units, strict=True):
        yield layer, at, parts, line


def _widths(weights: list[int]) -> list[int]:
    """How many units each layer has, by how many weights lead into each unit of all.

    >>> _widths([2, 2, 2]), _widths([3, 3, 2]), _widths([3, 2])
    ([2, 1], [2, 1], [])
    """
    if not weights:
        return []
    for width in range(1, len(weights) + 1):
        if {*weights[:width]} != {weights[0]}:
            break
        behind = weights[width:]
        if not behind:
            return [width]
        if behind[0] == width and (onward := _widths(behind)):
            return [width, *onward]
    return []


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

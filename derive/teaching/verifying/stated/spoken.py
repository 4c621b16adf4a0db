"""Data that the prose of a sheet says: the learning rate, the class, the target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from derive.teaching.verifying.stated.groups import Group, Sorted
from derive.teaching.written.documents import Document

_RATE = re.compile(
    r"(?im)\b(?:learning[ -]rate|(?:with|using) (?:an? )?rate|step size|lernrate|schrittweite|lr"
    r"|taux d.apprentissage|tasa de aprendizaje|taxa de aprendizado|taxa de aprendizagem"
    r"|tasso di apprendimento|(?<=[,;] )(?:pas|paso|passo|taxa|tasa)(?= ?\\?[$=:]?[ ]?\d)"
    r"|(?:le|el|o|il) (?:pas|paso|passo) (?:vaut|est|vale|es|é|è)(?: de| di)?(?= \\?[$=]?\d)"
    r"|(?:(?<=^)|(?<=[,;(] )|(?<=  )|(?<=the ))rate(?=[ ]*[=:]?[ ]*\d))\b"
    r"[^.\n\d]{0,40}?(\d+/\d+|\d+(?:(?:\.|,|\{,\})\d+)?)"
)


def spoken_rate(document: Document) -> tuple[str, int] | None:
    """The learning rate that the prose names, and its line."""
    match = _RATE.search(document.text)
    if match is None:
        return None
    return re.sub(r"\{?,\}?", ".", match[1]), document.place(match.start(1))[0]


_CLASS = re.compile(
    r"(?i)\b(?:correct|true|right|target|actual|gold|richtige|wahre|korrekte)[nrs]?"
    r" (?:class|label|klasse)\b\W{0,3}(?:(?:is|ist|no\.?|nr\.?|number|[a-z] ?=)\W{0,2})?(\d+)\b"
    r"|\b(?:class|klasse)\W{1,2}(\d+)\W{1,2}(?:is|ist)\s+(?:the\s+|die\s+)?"
    r"(?:correct|true|right|target|actual|richtige?|wahre?|korrekte?)\b"
)
_HOT = re.compile(r"(?i)\b(?:one)[ -]hot\b[^.]{0,40}?\b(?:class|klasse)\b\W{0,3}(\d+)\b")
_LETTER = re.compile(
    r"(?i)\$?\b([a-z])\$? (?:is|ist|denotes|bezeichnet) (?:the|die) "
    r"(?:correct|true|right|richtige|wahre|korrekte) (?:class|label|klasse)\b"
)
_NAMED = re.compile(
    r"(?i)\b(?:correct|true|right|target|actual|gold|richtige|wahre|korrekte)[nrs]? "
    r"(?:class|label|klasse)\b\W{0,3}([a-z]) ?= ?(\d+)\b"
)
_FROM_ZERO = re.compile(
    r"(?i)\b(?:class(?:es)?|labels?|klassen|indices|we|wir)\b[^.\n]{0,20}?"
    r"\b(?:count(?:ed)?|number(?:ed)?|index(?:ed)?|starts?|gezählt|zählen|nummeriert)\b"
    r"[^.\n\d]{0,12}\b0\b|\b(?:zero|0)-(?:based|indexed)\b|(?<!\w)e\^\{?[a-z]_\{?0\b"
)
_NTH = ("first|erste", "second|zweite", "third|dritte", "fourth|vierte")
_NTH_CLASS = re.compile(
    r"(?i)\b(?:label|class|klasse)\s+(?:is|ist)\s+(?:the|die)\s+\W{0,2}"
    r"(" + "|".join(_NTH) + r")\W{0,2}(?:\s+(?:class|label|klasse))?\b"
)


def class_letters(text: str) -> Iterator[tuple[str, int]]:
    """Letters that are said to be the class, each with the number that it is given."""
    for named in _LETTER.finditer(text):
        for told in re.finditer(rf"(?<![a-zA-Z_\\]){named[1]}\s*=\s*(\d+)\b", text):
            yield named[1], int(told[1]) + _from_zero(text)
    for told in _NAMED.finditer(text):
        yield told[1], int(told[2]) + _from_zero(text)


def _from_zero(text: str) -> int:
    """1 where classes are counted from 0, else 0: what a number lacks to one counted from 1."""
    return int(_FROM_ZERO.search(text) is not None)


def spoken_class(document: Document) -> int | None:
    """The class of the only example that the prose names, counted from 1.

    >>> spoken_class(Document("where $c$ is the correct class, here $c = 2$"))
    2
    """
    more = _from_zero(document.text)
    numbers = {int(match[1] or match[2]) + more for match in _CLASS.finditer(document.text)}
    numbers |= {int(match[1]) + more for match in _HOT.finditer(document.text)}
    numbers |= {number for _, number in class_letters(document.text)}
    for match in _NTH_CLASS.finditer(document.text):
        numbers |= {at for at, one in enumerate(_NTH, 1) if match[1].lower() in one.split("|")}
    return numbers.pop() if len(numbers) == 1 else None


_NUMBER = r"[-−+]?\d+(?:(?:\.|,|\{,\})\d+)?"
_TARGET = re.compile(
    r"(?i)\b(?:target(?: output| value)?|desired (?:output|value)|want(?:s|ed)? (?:the|an) output"
    r"|true (?:value|label)|label|soll(?:wert|ausgabe)?|ziel(?:wert|ausgabe)?|cible|objetivo"
    r"|salida deseada|alvo|saída desejada"
    r"|gewünschte[rn]? (?:ausgabe|ausgang|wert))\b"
    r"\W{0,2}(?:(?:is|of|to be|ist|von)\b\W{0,2})?\$?(?:[tdy]\s?=\s?)?"
    rf"(?P<number>{_NUMBER})(?![\w.,]\d|\w)"
)


_TARGETS = re.compile(
    r"(?i)\b(?:targets|target (?:outputs|values|vector)|labels|(?:desired|wanted) outputs"
    r"|zielwerte|sollwerte|zielausgaben)\b\W{0,3}(?:(?:(?:are|of|sind|is|ist)\b|=)\W{0,3})?"
    rf"(?P<numbers>{_NUMBER}(?:(?:,| and| und|;)\s*{_NUMBER})+)(?![\w.,]\d|\w)"
)


def spoken_target(document: Document) -> tuple[str, ...] | None:
    """The targets of the only example that the prose names, one for each output.

    >>> spoken_target(Document("We want the output $0$.")), spoken_target(Document("targets 2"))
    (('0',), None)
    >>> spoken_target(Document("targets: 0.05 and 0.95"))
    ('0.05', '0.95')
    """
    several = {one["numbers"] for one in _TARGETS.finditer(document.text)}
    if len(several) == 1:
        return tuple(_plain(one) for one in re.findall(_NUMBER, several.pop()))
    numbers = {one["number"] for one in _TARGET.finditer(document.text)}
    return (_plain(numbers.pop()),) if len(numbers) == 1 else None


def _plain(number: str) -> str:
    return re.sub(r"\{?,\}?", ".", number).replace("−", "-").removeprefix("+")


def aimed_at(data: Sorted, numbers: tuple[str, ...] | None) -> Sorted:
    """The data with several targets that words told, where none have a name."""
    if numbers is None or len(numbers) < 2 or data.targets or len(data.inputs) != 1:
        return data
    entries: dict[tuple[int, ...], str] = {
        (unit,): number for unit, number in enumerate(numbers, start=1)
    }
    return replace(data, targets=[Group(("example", ""), data.inputs[0].line, None, entries)])

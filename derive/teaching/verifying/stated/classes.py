"""The class that the prose of a sheet names: "the true class is 2"."""

from __future__ import annotations

import re

from derive.teaching.written.documents import Document

_CLASS = re.compile(
    r"(?i)\b(?:correct|true|right|target|actual|gold|richtige|wahre|korrekte)[nrs]?"
    r" (?:class|label|klasse)\b\W{0,3}(?:(?:is|ist|no\.?|nr\.?|number|[a-z] ?=)\W{0,2})?(\d+)\b"
)
_HOT = re.compile(r"(?i)\bone[ -]hot\b[^.]{0,40}?\b(?:class|klasse)\b\W{0,3}(\d+)\b")
_LETTER = re.compile(
    r"(?i)\$?\b([a-z])\$? (?:is|ist|denotes|bezeichnet) (?:the|die) "
    r"(?:correct|true|right|richtige|wahre|korrekte) (?:class|label|klasse)\b"
)
_NTH = ("first|erste", "second|zweite", "third|dritte", "fourth|vierte")
_NTH_CLASS = re.compile(
    r"(?i)\b(?:label|class|klasse)\s+(?:is|ist)\s+(?:the|die)\s+\W{0,2}"
    r"(" + "|".join(_NTH) + r")\W{0,2}(?:\s+(?:class|label|klasse))?\b"
)


def spoken_class(document: Document) -> int | None:
    """The class of the only example that the prose names, counted from 1.

    >>> spoken_class(Document("where $c$ is the correct class, here $c = 2$"))
    2
    """
    numbers = {int(match[1]) for one in (_CLASS, _HOT) for match in one.finditer(document.text)}
    for named in _LETTER.finditer(document.text):
        told = re.finditer(rf"(?<![a-zA-Z_\\]){named[1]}\s*=\s*(\d+)\b", document.text)
        numbers |= {int(match[1]) for match in told}
    for match in _NTH_CLASS.finditer(document.text):
        numbers |= {at for at, one in enumerate(_NTH, 1) if match[1].lower() in one.split("|")}
    return numbers.pop() if len(numbers) == 1 else None

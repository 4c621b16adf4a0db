"""Moodle XML: each exercise one question, a box for every number, the worked solution as feedback.

Nothing is built per question but text: what does not depend on numbers was printed once. Formulas
stand in \\( \\) and \\[ \\], which Moodle's MathJax filter shows; pictures are files of the
question. A single number is a numerical question, several are a cloze question; what asks for no
number (a drawing, a derivation) is a description.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from typing import BinaryIO

from derive.teaching.exporting.answers import Answer
from derive.teaching.exporting.item import Head, Item
from derive.writing.printers.escapes import ESCAPES

_xml = ESCAPES["xml"]


def write(parts: Iterable[str], head: Head, file: BinaryIO) -> None:
    """Writes the file, question after question."""
    file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n')
    file.write(category(head.title).encode())
    for part in parts:
        file.write(part.encode())
    file.write(b"</quiz>\n")


def category(title: str) -> str:
    """The category that the questions after it go to; a slash would begin another one."""
    path = f"$course$/top/{title.replace('/', '//')}"
    return f'<question type="category"><category><text>{_xml(path)}</text></category></question>\n'


def made(item: Item) -> str:
    """One question."""
    single = len(item.answers) == 1 and item.answers[0].accepted[0][1] is not None
    kind = "numerical" if single else "cloze" if item.answers else "description"
    asked = numbered(item) if single else filled(item)
    own = own_answers(item.answers[0]) if single else ""
    return framed(item, kind, asked, own)


def framed(item: Item, kind: str, asked: str, own: str, suffix: str = "") -> str:
    """A question of any kind: `asked` ends its text, `own` is what only its kind has."""
    return (
        f'<question type="{kind}">\n'
        f"<name><text>{_xml(item.title)} ({_xml(item.name)})</text></name>\n"
        f'<questiontext format="html">{text(item, "question", item.question + asked)}'
        "</questiontext>\n"
        f'<generalfeedback format="html">{text(item, "solution", item.worked)}'
        "</generalfeedback>\n"
        "<penalty>0</penalty><hidden>0</hidden>"
        f"<idnumber>{_xml((item.code or item.name) + suffix)}</idnumber>\n"
        f"{own}</question>\n"
    )


def text(item: Item, sheet: str, html: str) -> str:
    """HTML with the files that it shows."""
    pictures = item.pictures(sheet)
    if pictures:
        html = html.replace('<img src="', '<img src="@@PLUGINFILE@@/')
    files = "".join(
        f'<file name="{_xml(name)}" path="/" encoding="base64">'
        f"{b64encode(picture.encode()).decode()}</file>"
        for name, picture in pictures.items()
    )
    return f"<text><![CDATA[{html}]]></text>{files}"


def filled(item: Item) -> str:
    """The answers of a cloze question: its boxes between their HTML."""
    pieces = item.pieces
    parts = [pieces[0]]
    at = 1
    rest = iter(item.answers)
    for one in item.asked:
        for _ in one.boxes:
            answer = next(rest)
            parts.append(choice(one.choices, answer.text) if one.choices else box(answer))
            parts.append(pieces[at])
            at += 1
    return "".join(parts)


def box(answer: Answer) -> str:
    """The box of a number, right within its tolerance."""
    return "{1:NUMERICAL:" + "~".join([f"={n}:{within}" for n, within in answer.accepted]) + "}"


@lru_cache(maxsize=512)
def choice(choices: tuple[str, ...], right: str) -> str:
    """The list of all classes, one of them right."""
    told = [("=" if one == right else "") + safe(one) for one in choices]
    return "{1:MULTICHOICE:" + "~".join(told) + "}"


def safe(words: str) -> str:
    """Words within a box: neither its end nor the begin of another alternative.

    >>> safe("a}~b")
    'a&#125;&#126;b'
    """
    return "".join(f"&#{ord(one)};" if one in _MARKS else one for one in words)


_MARKS = frozenset('{}~%=:#\\&<>"$')


def numbered(item: Item) -> str:
    """The one answer of a numerical question: what is asked, its box being Moodle's own."""
    before, after = item.pieces
    return before.rstrip().removesuffix("=").rstrip() + after


def own_answers(answer: Answer) -> str:
    """What a numerical question takes for right."""
    return "".join(
        f'<answer fraction="100" format="moodle_auto_format"><text>{number}</text>'
        f"<tolerance>{within}</tolerance></answer>\n"
        for number, within in answer.accepted
    )

"""What stands round the sheets of an exercise: from its file, or as somebody asks for it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from msgspec import UNSET

from derive.errors import DeriveError
from derive.teaching.exercise_file import ExerciseFile
from derive.teaching.exercise_tables import shown
from derive.teaching.exercise_values import MOST_SPACE, Exercise
from derive.writing.document import Front
from derive.writing.language import words_file

FRONT = ("author", "course", "date", "footer")
LONGEST = {"title": 2000} | dict.fromkeys(FRONT, 200)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def front(file: ExerciseFile) -> Front:
    """Author, course, date and footer of a file; what is not there stays empty."""
    given = {name: getattr(file, name) for name in FRONT}
    return Front(**{name: text for name, text in given.items() if text is not UNSET})


def language(code: str) -> str:
    """The code of a language that there is; DeriveError names the nearest."""
    try:
        words_file(code)
    except DeriveError as error:
        raise error.at(key="language") from None
    return code


def furnished(
    exercise: Exercise,
    *,
    title: str | None = None,
    author: str | None = None,
    course: str | None = None,
    date: str | None = None,
    footer: str | None = None,
    space: int | None = None,
) -> Exercise:
    """The exercise with these in place of what its file says; None leaves it, "" takes it away.

    `space` is the room for every answer, in lines. Raises DeriveError for texts of several lines,
    texts that are too long, and rooms higher than a page.
    """
    texts = {"author": author, "course": course, "date": date, "footer": footer}
    asked: dict[str, Any] = {
        name: _line(name, text) for name, text in texts.items() if text is not None
    }
    if asked:
        exercise = replace(exercise, front=replace(exercise.front, **asked))
    if title is not None:
        exercise = replace(exercise, title=_line("title", title, least=1))
    if space is not None:
        if not 0 <= space <= MOST_SPACE:
            raise DeriveError(f"must be from 0 to {MOST_SPACE} lines, found {space}", key="space")
        parts = tuple(replace(part, space=space) for part in exercise.parts)
        exercise = replace(exercise, parts=parts)
    return exercise


def _line(name: str, text: str, least: int = 0) -> str:
    """A text that a sheet can have on one line."""
    if _CONTROL.search(text):
        raise DeriveError(f"expected text on one line, found {shown(text)}", key=name)
    if not least <= len(text) <= LONGEST[name]:
        expected = f"{least} to {LONGEST[name]} characters"
        raise DeriveError(f"expected {expected}, found {len(text)}", key=name)
    return text

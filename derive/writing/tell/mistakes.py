"""A worked solution in which a mistake is to be found, and the same put right."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from derive.writing.document import Document, Paragraph, Word
from derive.writing.notation import Style
from derive.writing.shape import Shape
from derive.writing.tell.front import front
from derive.writing.tell.sheets import solution
from derive.writing.tell.words import Teller

# the "run" of the facts about a planted mistake
MISTAKE = "mistake"


@lru_cache(maxsize=64)
def mistaken(shape: Shape, style: Style) -> Document:
    """The worked solution, and the question which of its lines is wrong."""
    teller, whole = Teller(shape, style), solution(shape, style)
    task = teller.say("mistake.task")
    return replace(whole, blocks=(*task, *whole.blocks), front=front(teller, by_hand=True))


@lru_cache(maxsize=64)
def corrected(shape: Shape, style: Style) -> Document:
    """The right solution, and what the mistake was."""
    teller, whole = Teller(shape, style), solution(shape, style)
    where, slip = Word("where", MISTAKE), Word("slip", MISTAKE)
    words = teller.inlines("mistake.answer", where=where, slip=slip)
    return replace(whole, blocks=(Paragraph(words), *whole.blocks))

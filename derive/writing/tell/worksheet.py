"""A worksheet: numbered questions with room for answers; solved, the same sheet filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from derive.writing.document import Block, Document, Heading, Paragraph, Space, Together
from derive.writing.shape import PartShape
from derive.writing.tell import questions, questions_back
from derive.writing.tell.front import front, part_heading
from derive.writing.tell.given import given
from derive.writing.tell.order import in_order
from derive.writing.tell.pictures import given_network, loss_figure
from derive.writing.tell.questions import Question
from derive.writing.tell.words import Teller

PER_PART: dict[str, Callable[[Teller, PartShape], list[Any]]] = {
    "draw": questions.draw,
    "shapes": questions.shapes,
    "derive": questions.derive,
    "compare": questions.compare,
}
PER_RUN: dict[str, Callable[..., list[Any]]] = {
    "forward": questions.forward,
    "loss": questions.loss,
    "classify": questions.classify,
    "backward": questions_back.backward,
    "derivative": questions_back.derivative,
    "update": questions_back.update,
    "forward again": questions_back.again,
}


def worksheet(teller: Teller, solved: bool) -> Document:
    """Every part's questions in the order of its asks, counted part by part."""
    blocks: list[Block] = given(teller, given_network(teller))
    for part in teller.shape.parts:
        if len(teller.shape.parts) > 1:
            blocks += part_heading(teller, part, 2)
        else:
            blocks += teller.heading(2, "heading.asked")
        blocks += _counted(in_order(teller, part, PER_PART, PER_RUN), solved, part.space)
        blocks += loss_figure(teller, part) if solved else []
    return Document(teller.shape.title, tuple(blocks), front(teller, by_hand=not solved))


def _counted(parts: list[Any], solved: bool, space: int | None) -> list[Block]:
    """Questions with their numbers, and below each the room or the answer."""
    blocks: list[Block] = []
    number = 0
    for before, one in zip((None, *parts), parts, strict=False):
        if isinstance(one, Paragraph):
            # words that open something new stand apart from the answer above them
            apart = isinstance(before, Question)
            blocks.append(replace(one, role="question" if apart else "lead"))
            continue
        if not isinstance(one, Question):
            blocks.append(one)
            continue
        number += one.counted
        words = (f"{number}. ", *one.words) if one.counted else one.words
        asked = (Paragraph(words, "question"),) if words else ()
        if solved:
            blocks += [*asked, *one.answer]
        else:
            blocks.append(Together((*asked, *_spaced(one.room, space))))
    return [
        block
        for place, block in enumerate(blocks)
        if not (isinstance(block, Heading) and _empty_after(blocks, place))
    ]


def _spaced(room: tuple[Block, ...], space: int | None) -> list[Block]:
    """The room with so many lines in place of its own; 0 takes them away, None leaves them."""
    if space is None:
        return list(room)
    lines = [Space(space)] if space else []
    return [one for block in room for one in (lines if isinstance(block, Space) else [block])]


def _empty_after(blocks: list[Block], place: int) -> bool:
    """Whether a heading has nothing below it: an ask that this run leaves to a later one."""
    after = blocks[place + 1 : place + 2]
    return not after or (
        isinstance(after[0], Heading) and after[0].level <= getattr(blocks[place], "level", 0)
    )

"""Whole documents: the question sheet and the worked solution of a shape in a style."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from derive.writing.document import Block, Document, Heading, Inline, Math, Paragraph
from derive.writing.notation import Style
from derive.writing.runs import weight_paths
from derive.writing.shape import PartShape, Run, Shape
from derive.writing.tell import classes, derivations, network, single, steps
from derive.writing.tell.derivations import what_to_derive
from derive.writing.tell.front import answer_space, front, part_heading
from derive.writing.tell.given import given
from derive.writing.tell.order import in_order, lettered, updated_before
from derive.writing.tell.pictures import given_network, loss_figure
from derive.writing.tell.words import Teller, counted
from derive.writing.tell.worksheet import worksheet

# asks that are told once a part, and those told once a run
PER_PART: dict[str, Callable[[Teller, PartShape], list[Block]]] = {
    "draw": network.draw,
    "shapes": network.shapes,
    "derive": derivations.derive,
    "compare": classes.compare,
}
PER_RUN: dict[str, Callable[[Teller, PartShape, Run], list[Block]]] = {
    "forward": steps.forward,
    "loss": steps.loss,
    "backward": steps.backward,
    "derivative": single.derivative,
    "update": steps.update,
    "forward again": steps.again,
    "classify": classes.classify,
}


# what can be done before any numbers are known
WITHOUT_NUMBERS = ("derive", "draw", "shapes")


@lru_cache(maxsize=128)
def solution(shape: Shape, style: Style) -> Document:
    """The worked solution: what is given, then every part in the order of its asks."""
    teller = Teller(shape, style)
    if style.telling == "questions":
        return worksheet(teller, solved=True)
    blocks = given(teller, given_network(teller))
    if len(shape.parts) == 1:
        blocks += teller.heading(2, "heading.solution")
    for part in shape.parts:
        if len(shape.parts) > 1:
            blocks += part_heading(teller, part, 2)
        blocks += in_order(teller, part, PER_PART, PER_RUN) + loss_figure(teller, part)
    blocks = _needed(blocks)
    whole = tuple(_numbered(blocks) if style.numbered else blocks)
    return Document(shape.title, whole, front(teller))


def _needed(blocks: list[Block]) -> list[Block]:
    """Without the quiet headings that end no section: those right below a higher one."""
    result: list[Block] = []
    before = 0
    for block in blocks:
        if isinstance(block, Heading):
            if block.quiet and before < block.level:
                continue
            before = block.level
        result.append(block)
    return result


def _numbered(blocks: list[Block]) -> list[Block]:
    """Sections with numbers, 1) 2) 3), and the steps in them with letters, (a) (b) (c)."""
    result: list[Block] = []
    section = step = 0
    for block in blocks:
        if isinstance(block, Heading):
            if block.level <= 2:
                section = step = 0
            elif block.level == 3:
                section, step = section + 1, 0
                block = Heading(3, (f"{section}) ", *block.words))
            elif block.level == 4:
                step += 1
                block = Heading(4, (f"({lettered(step)}) ", *block.words))
        result.append(block)
    return result


@lru_cache(maxsize=128)
def question(shape: Shape, style: Style) -> Document:
    """The question sheet: what is given and what is asked, nothing worked out."""
    teller = Teller(shape, style)
    if style.telling == "questions":
        return worksheet(teller, solved=False)
    blocks = given(teller, given_network(teller)) + teller.heading(2, "heading.asked")
    for part in shape.parts:
        if len(shape.parts) > 1:
            blocks += part_heading(teller, part, 3)
        for ask in part.ask:
            blocks += _ask(teller, part, ask) + answer_space(part, ask)
    return Document(shape.title, tuple(blocks), front(teller, by_hand=True))


def _ask(teller: Teller, part: PartShape, ask: str) -> list[Block]:
    key = f"ask.{ask.replace(' ', '_')}"
    if ask in ("classify", "compare"):
        about_queries = any(kind == "query" for kind, _ in part.classified)
        about = "queries" if about_queries else "examples"
        key = counted(f"{key}_{about}", len(part.classified))
    elif ask == "draw" and part.draw != "network":
        key += f"_{part.draw}"
    elif ask == "update" and part.weights:
        key += "_weights"
    elif ask == "update" and part.steps > 1:
        key += "_steps"
    words = teller.inlines(
        key,
        **{
            "what": what_to_derive(teller, part),
            "weights": _weights(teller, part),
            "steps": part.steps,
        },
    )
    if ask == next((one for one in part.ask if one not in WITHOUT_NUMBERS), None):
        words += _about(teller, part, ask)
    return [Paragraph(words)]


def _about(teller: Teller, part: PartShape, ask: str) -> tuple[Inline, ...]:
    """Which examples a part uses, and which models, where that is not plain."""
    words: tuple[Inline, ...] = ()
    if teller.shape.indexed and ask not in ("classify", "compare"):
        key = counted("ask.use_examples", len(part.examples))
        words += teller.inlines(key, examples=teller.listed(part.examples))
    if part.parameters != ("given",) or updated_before(teller, part):
        models = [
            teller.inlines("ask.given_model")
            if one == "given"
            else teller.inlines("ask.part_model", id=one)
            for one in part.parameters
        ]
        words += teller.inlines("ask.with_models", models=teller.listed(models))
    return words


def _weights(teller: Teller, part: PartShape) -> tuple[Inline, ...]:
    found = [weight_paths(teller.shape, part, one, part.examples[0]) for one in part.weights]
    return teller.listed((Math(one.weight),) for one in found)

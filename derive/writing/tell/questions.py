"""Questions of a worksheet: the network, the way forward, the loss, classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from derive.calculus.plan import Quantity, batch_loss_plan, forward_plan
from derive.writing.document import (
    Block,
    Display,
    Equation,
    Form,
    Gap,
    Heading,
    Inline,
    Math,
    Only,
    Paragraph,
    Space,
)
from derive.writing.shape import PartShape, Run
from derive.writing.tell import classes, derivations, network
from derive.writing.tell.equations import equation
from derive.writing.tell.front import PAGE
from derive.writing.tell.order import lettered, told_before
from derive.writing.tell.words import Teller

DRAWING, DERIVATION, TABLE = 9, 10, 4


@dataclass(frozen=True)
class Question:
    """Words, the room for an answer below them, and the answer; a remark is not `counted`."""

    words: tuple[Inline, ...]
    room: tuple[Block, ...]
    answer: tuple[Block, ...]
    counted: bool = True


def blank(left: Any, lines: int = 1) -> tuple[Block, ...]:
    """The name of what is asked with an empty place after it, and lines to work on."""
    return (Display((Equation(left, (Form(Gap()),)),)), Space(lines))


def calculated(teller: Teller, words: tuple[Inline, ...], one: Quantity, run: Run) -> Question:
    """A question for one quantity: answered by its formula, its numbers and its value."""
    rows = int(one.name.shape[0])
    room = blank(one.name, rows + 1 if rows > 1 else 2)
    return Question(words, room, (Display((equation(teller, one, run.id),)),))


def _unheaded(blocks: list[Block]) -> tuple[Block, ...]:
    """The same without a heading in front: the question stands in its place."""
    return tuple(blocks[1:] if blocks and isinstance(blocks[0], Heading) else blocks)


def draw(teller: Teller, part: PartShape) -> list[Question]:
    """A drawing is asked for; the answer tells it layer by layer."""
    asked = "question.draw" if part.draw == "network" else f"ask.draw_{part.draw}"
    words = teller.inlines(asked)
    return [Question(words, (Space(DRAWING),), _unheaded(network.draw(teller, part)))]


def shapes(teller: Teller, part: PartShape) -> list[Question]:
    """Rows and columns of every parameter, each with its blanks."""
    graph = teller.shape.graph
    words = teller.inlines("question.shapes")
    if teller.shape.network.product != "W x":
        words += teller.inlines("question.hint_transposed")
    room: list[Block] = []
    answer: list[Block] = []
    gap = Math(Gap())
    names = [
        graph.quantity(role, layer)
        for layer in range(1, graph.depth + 1)
        for role in ("weights", "bias")
        if graph.has(role, layer)
    ]
    for place, name in enumerate(names, start=1):
        letter = f"({lettered(place)}) "
        height, width = (str(int(side)) for side in name.shape)
        for blocks, sides in ((room, (gap, gap)), (answer, (height, width))):
            told = teller.inlines(
                "question.shape", name=Math(name), rows=sides[0], columns=sides[1]
            )
            blocks.append(Paragraph((letter, *told), "lead" if place < len(names) else ""))
    return [Question(words, tuple(room), tuple(answer))]


def derive(teller: Teller, part: PartShape) -> list[Question]:
    """One question for all that the part asks to derive."""
    words = teller.inlines("ask.derive", what=derivations.what_to_derive(teller, part))
    answer = _unheaded(derivations.derive(teller, part))
    return [Question(words, (Space(min(DERIVATION * len(part.derive), PAGE)),), answer)]


def compare(teller: Teller, part: PartShape) -> list[Question]:
    """Which of several models is the better one."""
    queries = any(kind == "query" for kind, _ in part.classified)
    several = len(part.classified) > 1
    key = f"ask.compare_{'queries' if queries else 'examples'}"
    words = teller.inlines(key if several else f"{key}_one")
    return [Question(words, (Space(TABLE),), _unheaded(classes.compare(teller, part)))]


def of(teller: Teller, part: PartShape, kind: str, n: int) -> tuple[Inline, ...]:
    """Which example or query a question is about, where there are several."""
    several = teller.shape.indexed if kind == "example" else teller.shape.queries > 1
    return teller.inlines(f"question.of_{kind}", n=n) if several else ()


def forward(teller: Teller, part: PartShape, run: Run) -> list[Any]:
    """What goes into every layer, and what comes out of it."""
    asked: list[Any] = teller.heading(3, "heading.forward")
    for n in part.examples:
        if before := told_before(teller, part, run, "forward", n):
            asked += teller.say("question.as_before", n=n, part=before.id)
            continue
        plan = forward_plan(teller.shape.graph, teller.shape.example(n), False)
        asked += values(teller, plan, run, of(teller, part, "example", n))
    return asked


def values(
    teller: Teller, plan: tuple[Quantity, ...], run: Run, about: tuple[Inline, ...]
) -> list[Question]:
    """One question for every quantity of a way forward; a leading 1 for the bias is a remark."""
    asked: list[Question] = []
    first: tuple[Block, ...] = ()
    hint: tuple[Inline, ...] = ()
    for one in plan:
        role = one.name.role.removeprefix("new ")
        if role.endswith("loss"):
            continue
        shown = Display((equation(teller, one, run.id),))
        if role.endswith("with one") and one.name.layer == 0:
            first, hint = (shown,), teller.inlines("question.hint_leading")
        elif role.endswith("with one"):
            words = teller.inlines("question.leading", name=Math(one.name))
            asked.append(Question(words, (), (shown,), counted=False))
        else:
            words = _what(teller, one, role) + about + hint
            made = calculated(teller, words, one, run)
            asked.append(Question(words, made.room, (*first, *made.answer)))
            first, hint = (), ()
    return asked


def _what(teller: Teller, one: Quantity, role: str) -> tuple[Inline, ...]:
    """The question for one quantity on the way forward."""
    layer, last = int(one.name.layer), int(one.name.layer) == teller.shape.graph.depth
    key = {"preactivation": "pre", "activation": "act"}.get(role, "joined")
    if last and key != "joined":
        key += "_output"
    if one.name.shape[0] == 1 and f"{key}_one" in teller.style.words["question"]:
        key += "_one"
    return teller.inlines(f"question.{key}", l=layer, name=Math(one.name))


def loss(teller: Teller, part: PartShape, run: Run) -> list[Any]:
    """The loss of every example, and of the batch."""
    shape = teller.shape
    asked: list[Any] = teller.heading(3, "heading.loss")
    for n in part.examples:
        index = shape.example(n)
        one = forward_plan(shape.graph, index, True)[-1]
        words = teller.inlines("question.loss", name=Math(one.name))
        made = calculated(teller, words + of(teller, part, "example", n), one, run)
        zero = Only(f"zero log.{index}", run.id, tuple(teller.say("loss.zero_log")))
        asked.append(Question(made.words, made.room, (*made.answer, zero)))
    if len(part.examples) > 1:
        total = batch_loss_plan(shape.graph, tuple(shape.example(n) for n in part.examples))
        words = teller.inlines("question.batch_loss", name=Math(total.name))
        asked.append(calculated(teller, words, total, run))
    return asked


def classify(teller: Teller, part: PartShape, run: Run) -> list[Any]:
    """The class of every query or example, the way forward of a query before it."""
    shape = teller.shape
    asked: list[Any] = teller.heading(3, "heading.classify")
    for kind, n in part.classified:
        about = of(teller, part, kind, n)
        if kind == "query":
            with_target = shape.has_target(kind, n)
            plan = forward_plan(shape.graph, shape.index(kind, n), with_target)
            asked += values(teller, plan, run, about)
            if with_target and part.wants("compare"):
                words = teller.inlines("question.loss", name=Math(plan[-1].name))
                asked.append(calculated(teller, words + about, plan[-1], run))
        words = teller.inlines(f"question.class_{kind}") + about
        room = Paragraph(teller.inlines("question.class_room", gap=Math(Gap())))
        asked.append(Question(words, (room,), tuple(classes.label(teller, run, kind, n))))
    return asked

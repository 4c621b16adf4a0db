"""Classification and comparison of models: sentences whose words the numbers decide."""

from __future__ import annotations

from derive.calculus.graph import of_example
from derive.calculus.plan import forward_plan
from derive.writing.document import Block, Display, Inline, Math, Only, Table, Word
from derive.writing.shape import PartShape, Run
from derive.writing.tell.equations import equation
from derive.writing.tell.facts import model
from derive.writing.tell.order import example_heading
from derive.writing.tell.steps import forward_lines
from derive.writing.tell.words import Teller


def classify(teller: Teller, part: PartShape, run: Run) -> list[Block]:
    """The way forward for every query, and the class it gets."""
    shape = teller.shape
    blocks = teller.heading(3, "heading.classify")
    for kind, n in part.classified:
        index = shape.index(kind, n)
        blocks += example_heading(teller, part, kind, n)
        if kind == "query":
            plan = forward_plan(shape.graph, index, shape.has_target(kind, n))
            blocks += forward_lines(teller, plan, run)
            if shape.has_target(kind, n) and part.wants("compare"):
                blocks.append(Display((equation(teller, plan[-1], run.id),)))
        blocks += label(teller, run, kind, n)
    return blocks


def label(teller: Teller, run: Run, kind: str, n: int) -> list[Block]:
    """The class of one example or query, and whether it is right."""
    fact = f"{kind}.{n}"
    word = Word(f"label.{fact}", run.id)
    if teller.shape.network.layers[-1].units > 1:
        told = teller.say("classify.argmax", label=word)
    else:
        told = teller.say("classify.threshold", threshold=Word("threshold", run.id), label=word)
    tie = teller.say("classify.tie", classes=Word(f"ties.{fact}", run.id))
    right = teller.say("classify.right")
    wrong = teller.say("classify.wrong", target=Word(f"target.{fact}", run.id))
    return [
        *told,
        Only(f"tie.{fact}", run.id, tuple(tie)),
        Only(f"right.{fact}", run.id, tuple(right)),
        Only(f"wrong.{fact}", run.id, tuple(wrong)),
    ]


def compare(teller: Teller, part: PartShape) -> list[Block]:
    """A table of losses and classes by model, and which model is the better one."""
    shape = teller.shape
    kinds = {kind for kind, _ in part.classified}
    head = [teller.inlines("compare.head_model")]
    head.append(teller.inlines(f"compare.head_{'query' if 'query' in kinds else 'example'}"))
    head += [teller.inlines(f"compare.head_{one}") for one in ("loss", "label", "target")]
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    for run in part.runs:
        for kind, n in part.classified:
            loss = of_example(shape.graph.loss, shape.index(kind, n))
            rows.append(
                (
                    (model(run.parameters, teller.style.words),),
                    (str(n),),
                    (Math(loss, run.id),),
                    (Word(f"label.{kind}.{n}", run.id),),
                    (Word(f"target.{kind}.{n}", run.id),),
                )
            )
    blocks = teller.heading(3, "heading.compare")
    blocks.append(Table(tuple(head), tuple(rows)))
    part_run = part.id
    blocks += teller.say("compare.loss", models=Word("better.loss", part_run))
    best = teller.say(
        "compare.label",
        models=Word("better.label", part_run),
        count=Word("better.count", part_run),
        all=Word("better.all", part_run),
    )
    none = teller.say("compare.no_label")
    return [
        *blocks,
        Only("none right", part_run, tuple(none)),
        Only("some right", part_run, tuple(best)),
    ]

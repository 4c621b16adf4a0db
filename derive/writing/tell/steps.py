"""The numerical asks of a part: forward, loss, backward, update, forward again."""

from __future__ import annotations

from collections.abc import Iterable

from derive.calculus.graph import Graph
from derive.calculus.plan import (
    BATCH_LOSS,
    Quantity,
    again_plan,
    backward_plan,
    batch_loss_plan,
    collapses,
    forward_plan,
    gradient_plan,
    renewed,
    trivial,
    update_plan,
)
from derive.writing.document import Block, Comparison, Display, Equation, Form, Math, Only
from derive.writing.runs import weight_plan
from derive.writing.shape import PartShape, Run
from derive.writing.tell.derivations import functions, met_at, signs, symbolic
from derive.writing.tell.equations import components, equation, put_together
from derive.writing.tell.order import example_heading, told_before
from derive.writing.tell.words import Teller


def forward(teller: Teller, part: PartShape, run: Run) -> list[Block]:
    """z and a of every layer, example by example."""
    blocks = teller.heading(3, "heading.forward") + teller.say("forward.start")
    for n in part.examples:
        blocks += example_heading(teller, part, "example", n)
        if before := told_before(teller, part, run, "forward", n):
            blocks += teller.say("forward.as_before", part=before.id)
            continue
        plan = forward_plan(teller.shape.graph, teller.shape.example(n), False)
        blocks += forward_lines(teller, plan, run)
    return blocks


def forward_lines(teller: Teller, plan: tuple[Quantity, ...], run: Run) -> list[Block]:
    """The lines of a way forward: by layer, in components where the style writes them out."""
    blocks: list[Block] = []
    rows: list[Equation] = []
    for one in plan:
        if one.name.role.endswith("loss"):
            continue
        parts = components(teller, one, run.id)
        words = put_together(one)
        if words and teller.style.forward != "vectors":
            # between sentences, this has one too
            blocks += _flush(rows) + teller.say(words, l=int(one.name.layer))
            rows = []
        if parts is None:
            rows.append(equation(teller, one, run.id))
            continue
        layer = str(one.name.layer)
        key = "forward.pre" if one.name.role.endswith("preactivation") else "forward.act"
        blocks += _flush(rows)
        rows = []
        blocks += teller.say(key, l=layer)
        blocks.append(Display(tuple(parts)))
        if teller.style.forward == "neurons" and len(parts) > 1:
            whole = Equation(one.name, (Form(one.name, run.id),))
            blocks += [*teller.say("forward.collected"), Display((whole,))]
    blocks += _flush(rows)
    return blocks


def _flush(rows: list[Equation]) -> list[Block]:
    """Each line a display of its own, so that pages can break between them."""
    return [Display((row,)) for row in rows]


def loss(teller: Teller, part: PartShape, run: Run) -> list[Block]:
    """The loss of every example, and of the batch."""
    shape = teller.shape
    blocks = teller.heading(3, "heading.loss")
    for n in part.examples:
        index = shape.example(n)
        one = forward_plan(shape.graph, index, True)[-1]
        blocks += [Display((equation(teller, one, run.id),))]
        blocks.append(Only(f"zero log.{index}", run.id, tuple(teller.say("loss.zero_log"))))
    if len(part.examples) > 1:
        total = batch_loss_plan(shape.graph, tuple(shape.example(n) for n in part.examples))
        blocks += teller.say("loss.batch")
        blocks.append(Display((equation(teller, total, run.id),)))
    return blocks


def backward(teller: Teller, part: PartShape, run: Run) -> list[Block]:
    """The derivations of all deltas and gradients, and their numbers."""
    blocks = teller.heading(3, "heading.backward") + teller.say("backward.start")
    told = not _first_backward(teller, run)
    blocks += [] if told else signs(teller)
    if teller.style.functions == "first" and not told:
        blocks += functions(teller, part)
    graph = teller.shape.graph
    order = range(graph.depth, 0, -1)
    met = met_at(teller) if teller.style.functions == "met" and not told else {}
    if teller.style.deltas_first:
        blocks += teller.heading(4, "heading.deltas")
        for layer in order:
            blocks += met.get(layer, []) + _derivation(teller, run, layer, "delta")
        for n in part.examples:
            blocks += _deltas(teller, part, run, n, order)
        blocks += teller.heading(4, "heading.gradients")
        for layer in range(1, graph.depth + 1):
            blocks += _derivation(teller, run, layer, "weights")
            blocks += _gradient_numbers(teller, part, run, layer)
        return blocks
    for layer in order:
        key = "heading.delta_output" if layer == graph.depth else "heading.delta_hidden"
        blocks += teller.heading(4, key, l=layer) + met.get(layer, [])
        blocks += _derivation(teller, run, layer, "delta")
        for n in part.examples:
            blocks += _deltas(teller, part, run, n, (layer,))
        blocks += teller.heading(4, "heading.gradients_layer", l=layer)
        blocks += _derivation(teller, run, layer, "weights")
        blocks += _gradient_numbers(teller, part, run, layer)
    return blocks


def _first_backward(teller: Teller, run: Run) -> bool:
    """Whether no run before this one went backward: functions are derived once a sheet."""
    runs = (one for part in teller.shape.parts if part.wants("backward") for one in part.runs)
    return next(runs) == run


def jumps(teller: Teller, run: Run, layer: int) -> bool:
    """Whether a delta needs its derivation even where a style does without: that of a pair that
    collapses, since its formula alone does not show where it comes from."""
    known = _derived(teller, run, layer, "delta")
    return collapses(teller.shape.graph, layer) and not known


def _derived(teller: Teller, run: Run, layer: int, what: str) -> bool:
    """Whether the sheet derives it elsewhere: in an earlier run, or because a part asks for it."""
    ask = "output delta" if layer == teller.shape.graph.depth else "recursion"
    asked = what == "delta" and any(ask in part.derive for part in teller.shape.parts)
    return asked or not _first_backward(teller, run)


def _derivation(teller: Teller, run: Run, layer: int, what: str) -> list[Block]:
    """How a delta or a gradient was derived, where the style tells it; once a sheet."""
    if _derived(teller, run, layer, what):
        return []
    needed = what == "delta" and jumps(teller, run, layer)
    return symbolic(teller, layer, what) if teller.style.derivations or needed else []


def _deltas(
    teller: Teller, part: PartShape, run: Run, n: int, layers: Iterable[int]
) -> list[Block]:
    """The deltas of one example, or where they were told already."""
    blocks = example_heading(teller, part, "example", n, level=5)
    if before := told_before(teller, part, run, "backward", n):
        return blocks + teller.say("forward.as_before", part=before.id)
    return blocks + [one for at in layers for one in _delta_numbers(teller, part, run, at, n)]


def _delta_numbers(teller: Teller, part: PartShape, run: Run, layer: int, n: int) -> list[Block]:
    """grad.a, slope or Jacobian, and delta of one layer; the delta alone where a pair collapses."""
    graph = teller.shape.graph
    key = "backward.numbers_output" if layer == graph.depth else "backward.numbers_hidden"
    blocks = teller.say(key, l=layer)
    wanted = delta_plan(graph, layer, teller.shape.example(n))
    blocks += [Display((equation(teller, one, run.id),)) for one in wanted]
    return blocks + kink(teller, run, layer, n)


def delta_plan(graph: Graph, layer: int, example: int) -> list[Quantity]:
    """What leads to the delta of a layer, and the delta itself; what is trivial is left out."""
    wanted = [one for one in backward_plan(graph, example) if one.key.endswith(f".{layer}")]
    if collapses(graph, layer):
        wanted = [one for one in wanted if one.key.startswith("delta")]
    return [one for one in wanted if not trivial(one)]


def kink(teller: Teller, run: Run, layer: int, n: int) -> list[Block]:
    """What to say where a pre-activation lies exactly on a kink."""
    units = Math(teller.shape.graph.quantity("preactivation", layer))
    told = teller.say("backward.kink", l=layer, units=units)
    return [Only(f"kink.{layer}.{teller.shape.example(n)}", run.id, tuple(told))]


def _gradient_numbers(teller: Teller, part: PartShape, run: Run, layer: int) -> list[Block]:
    examples = tuple(teller.shape.example(n) for n in part.examples)
    plan = gradient_plan(teller.shape.graph, examples)
    blocks: list[Block] = []
    first = 1 if teller.style.deltas_first else teller.shape.graph.depth
    if len(examples) > 1 and layer == first:
        blocks += teller.say("backward.sum_of_examples")
    blocks += [
        Display((equation(teller, one, run.id),)) for one in plan if one.key.endswith(f".{layer}")
    ]
    return blocks


def update(teller: Teller, part: PartShape, run: Run) -> list[Block]:
    """One step of gradient descent: every parameter, or only the asked weights."""
    start = "update.start_weights" if part.weights else "update.start"
    blocks = teller.heading(3, "heading.update") + teller.say(start)
    if part.weights:
        for weight in part.weights:
            new = weight_plan(teller.shape, part, weight)[-1]
            blocks.append(Display((equation(teller, new, run.id),)))
        return blocks
    plan = update_plan(teller.shape.graph)
    return blocks + [Display((equation(teller, one, run.id),)) for one in plan]


def again(teller: Teller, part: PartShape, run: Run) -> list[Block]:
    """The way forward with the new parameters, the new loss, and whether it fell."""
    shape = teller.shape
    if run.step < part.steps:
        return []
    blocks = teller.heading(3, "heading.again")
    for n in part.examples:
        blocks += example_heading(teller, part, "example", n)
        plan = again_plan(shape.graph, (shape.example(n),), True)[:-1]
        blocks += forward_lines(teller, plan, run)
        blocks.append(Display((equation(teller, plan[-1], run.id),)))
    examples = tuple(shape.example(n) for n in part.examples)
    total = again_plan(shape.graph, examples, True)[-1]
    if len(examples) > 1:
        blocks += teller.say("loss.batch_again")
        blocks.append(Display((equation(teller, total, run.id),)))
    return blocks + change(teller, run)


def change(teller: Teller, run: Run) -> list[Block]:
    """Whether the loss fell, in words, and as a formula where the style wants it."""
    blocks: list[Block] = []
    for outcome in ("fell", "rose", "same"):
        told = teller.say(f"again.{outcome}")
        if teller.style.falls and outcome != "same":
            new = renewed(BATCH_LOSS)
            held = Form(Comparison(new, outcome == "fell", BATCH_LOSS), run.id)
            told.append(Display((Equation(new, (held,)),)))
        blocks.append(Only(outcome, run.id, tuple(told)))
    return blocks

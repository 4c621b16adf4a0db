"""Questions of a worksheet: deltas, gradients, single weights, the update, the loss after it."""

from __future__ import annotations

from typing import Any

from derive.calculus.expression import Factors, MatMul, OnlyEntry, Partial, Rate
from derive.calculus.path_products import Factor
from derive.calculus.plan import again_plan, gradient_plan, update_plan
from derive.writing.document import Display, Equation, Form, Gap, Math, Space
from derive.writing.runs import weight_paths, weight_plan
from derive.writing.shape import GIVEN, PartShape, Run, Weight
from derive.writing.tell import derivations, single, steps
from derive.writing.tell.order import told_before
from derive.writing.tell.questions import DERIVATION, Question, blank, calculated, of, values
from derive.writing.tell.words import Teller


def backward(teller: Teller, part: PartShape, run: Run) -> list[Any]:
    """Layer by layer from the last one: what leads to its delta, the delta, the gradients."""
    graph = teller.shape.graph
    asked: list[Any] = teller.heading(3, "heading.backward") + teller.say("question.backward")
    z, delta = graph.quantity("preactivation", graph.depth), graph.delta(graph.depth)
    meaning = Equation(delta, (Form(Partial(graph.loss, z)),))
    asked += teller.say("question.delta_means", meaning=Math(meaning))
    known = {n: told_before(teller, part, run, "backward", n) for n in part.examples}
    for n, before in known.items():
        if before:
            asked += teller.say("question.deltas_as_before", n=n, part=before.id)
    asked += derivations.signs(teller)
    examples = tuple(teller.shape.example(n) for n in part.examples)
    gradients = gradient_plan(graph, examples)
    for layer in range(graph.depth, 0, -1):
        if steps.jumps(teller, run, layer):
            words = teller.inlines("question.collapse", name=Math(graph.delta(layer)))
            answer = tuple(derivations.symbolic(teller, layer, "delta")[1:])
            asked.append(Question(words, (Space(DERIVATION),), answer))
        for n in (n for n, before in known.items() if not before):
            about = of(teller, part, "example", n)
            for one in steps.delta_plan(graph, layer, teller.shape.example(n)):
                key = "delta" if one.key.startswith("delta") else "what"
                words = teller.inlines(f"question.{key}", name=Math(one.name), l=layer) + about
                asked.append(calculated(teller, words, one, run))
            asked += steps.kink(teller, run, layer, n)
        for one in gradients:
            if one.key.endswith(f".{layer}"):
                words = teller.inlines("question.what", name=Math(one.name))
                asked.append(calculated(teller, words, one, run))
    return asked


def derivative(teller: Teller, part: PartShape, run: Run) -> list[Any]:
    """Every asked weight: its chain, each factor that is new, and their product."""
    asked: list[Any] = teller.heading(3, "heading.derivative") + teller.say("question.derivative")
    known: set[Any] = set()
    for weight in part.weights:
        for n in part.examples:
            asked += _weight(teller, part, run, weight, n, known)
        if len(part.examples) > 1:
            name = weight_plan(teller.shape, part, weight)[len(part.examples)].name
            words = teller.inlines("question.batch", name=Math(name))
            answer = single.over_batch(teller, part, run, weight)
            asked.append(Question(words, blank(name, 2), (answer,)))
    return asked


def _weight(
    teller: Teller, part: PartShape, run: Run, weight: Weight, n: int, known: set[Any]
) -> list[Any]:
    paths = weight_paths(teller.shape, part, weight, n)
    name = single.name_of(teller, part, weight, n)
    about = of(teller, part, "example", n)
    if paths.count > 1:
        words = teller.inlines(
            "question.paths", weight=Math(paths.weight), name=Math(name), count=paths.count
        )
        answer = tuple(single.along(teller, part, run, weight, n, paths))
        return [Question(words + about, blank(name, DERIVATION), answer)]
    chain = paths.chains[0]
    names = Factors(*(factor.name for factor in chain))
    within = teller.inlines("question.in_example", n=n) if about else ()
    asked: list[Any] = teller.say("question.chain", weight=Math(paths.weight), about=within)
    asked.append(Display((Equation(name, (Form(names),)),)))
    asked += _factors(teller, chain, run, about, known)
    words = teller.inlines("question.together", name=Math(name)) + about
    gaps = Equation(name, (Form(Gap(len(chain))), Form(Gap())))
    # every factor that was asked for has a blank, so a 1 stays too
    product = Form(MatMul(*(OnlyEntry(factor.value, 0, 1) for factor in chain)), run.id)
    answer = (single.result(teller, name, (product,), run),)
    return [*asked, Question(words, (Display((gaps,)), Space(1)), answer)]


def _factors(
    teller: Teller, chain: tuple[Factor, ...], run: Run, about: Any, known: set[Any]
) -> list[Any]:
    """A question for each factor that no earlier chain had."""
    asked: list[Any] = []
    old = sum(factor.name in known for factor in chain)
    if old:
        key = "question.known_one" if old == 1 else "question.known"
        asked += teller.say(key, count=old)
    for factor in chain:
        if factor.name not in known:
            known.add(factor.name)
            words = teller.inlines("question.what", name=Math(factor.name)) + about
            answer = (Display((single.factor_line(factor, run),)),)
            asked.append(Question(words, blank(factor.name, 2), answer))
    return asked


def update(teller: Teller, part: PartShape, run: Run) -> list[Any]:
    """Every parameter after a step, or the asked weights alone."""
    asked: list[Any] = teller.heading(3, "heading.update")
    rate = Math(Equation(Rate(), (Form(Rate(), GIVEN),)))
    asked += teller.say("question.update", rate=rate)
    plan = update_plan(teller.shape.graph)
    if part.weights:
        plan = tuple(weight_plan(teller.shape, part, weight)[-1] for weight in part.weights)
    for one in plan:
        words = teller.inlines("question.new", name=Math(one.name))
        asked.append(calculated(teller, words, one, run))
    return asked


def again(teller: Teller, part: PartShape, run: Run) -> list[Any]:
    """The way forward and the loss with the new parameters, and whether it fell."""
    shape = teller.shape
    if run.step < part.steps:
        return []
    asked: list[Any] = teller.heading(3, "heading.again")
    for n in part.examples:
        about = of(teller, part, "example", n)
        plan = again_plan(shape.graph, (shape.example(n),), True)[:-1]
        asked += values(teller, plan, run, about)
        words = teller.inlines("question.loss", name=Math(plan[-1].name)) + about
        asked.append(calculated(teller, words, plan[-1], run))
    if len(part.examples) > 1:
        examples = tuple(shape.example(n) for n in part.examples)
        total = again_plan(shape.graph, examples, True)[-1]
        words = teller.inlines("question.batch_loss", name=Math(total.name))
        asked.append(calculated(teller, words, total, run))
    words = teller.inlines("question.fell")
    return [*asked, Question(words, (Space(2),), tuple(steps.change(teller, run)))]

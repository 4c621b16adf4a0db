"""Single weights: the chain of factors on every path, and their product."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from sympy import Integer

from derive.calculus.expression import Cases, Factors, MatMul, MatrixExpr, Ratio
from derive.calculus.path_products import Factor
from derive.calculus.paths import MOST_WRITTEN, Paths
from derive.writing.document import Block, Display, Equation, Form, Math
from derive.writing.runs import weight_paths, weight_plan
from derive.writing.shape import PartShape, Run, Weight
from derive.writing.tell.equations import equation
from derive.writing.tell.order import example_heading
from derive.writing.tell.words import Teller


def derivative(teller: Teller, part: PartShape, run: Run) -> list[Block]:
    """The derivative by every asked weight, example by example, and over the batch."""
    blocks = teller.heading(3, "heading.derivative")
    for weight in part.weights:
        found = weight_paths(teller.shape, part, weight, part.examples[0])
        blocks += teller.say("derivative.intro", weight=Math(found.weight))
        for n in part.examples:
            blocks += example_heading(teller, part, "example", n)
            paths = weight_paths(teller.shape, part, weight, n)
            blocks += along(teller, part, run, weight, n, paths)
        if len(part.examples) > 1:
            blocks += teller.say("derivative.batch")
            blocks.append(over_batch(teller, part, run, weight))
    return blocks


def over_batch(teller: Teller, part: PartShape, run: Run, weight: Weight) -> Block:
    """The derivative of all examples together: their sum, or their mean."""
    batch = weight_plan(teller.shape, part, weight)[len(part.examples)]
    return Display((equation(teller, batch, run.id),))


def name_of(teller: Teller, part: PartShape, weight: Weight, n: int) -> Any:
    """What the derivative by one weight is called in one of a part's examples."""
    return weight_plan(teller.shape, part, weight)[part.examples.index(n)].name


def along(
    teller: Teller, part: PartShape, run: Run, weight: Weight, n: int, paths: Paths
) -> list[Block]:
    """The derivative by one weight along its paths in one example."""
    left = name_of(teller, part, weight, n)
    chain = paths.chains[0] if paths.count == 1 else paths.matrices
    if chain and teller.style.weights == "chains":
        return [_chain(teller, left, chain, run)]
    if paths.count == 1:
        return _one_path(teller, run, paths.chains[0], left)
    if paths.count > MOST_WRITTEN:
        blocks = teller.say("derivative.many", count=paths.count)
        if paths.indexed is not None:
            blocks.append(Display((Equation(left, (Form(paths.indexed),)),)))
            blocks += teller.say("derivative.many_matrices")
        else:
            forms = (Form(paths.short), Form(paths.short, run.id))
            blocks.append(result(teller, left, forms, run))
    else:
        blocks = teller.say("derivative.paths", count=paths.count)
        forms = (Form(paths.total), Form(paths.total, run.id))
        blocks.append(result(teller, left, forms, run))
    if paths.matrices:
        if paths.count <= MOST_WRITTEN:
            blocks += teller.say("derivative.matrices")
        blocks.append(_matrix_chain(teller, left, paths.matrices, run))
    return blocks


def _one_path(teller: Teller, run: Run, chain: tuple[Factor, ...], left: Any) -> list[Block]:
    """The chain by its names, each factor on a line, and the product in numbers."""
    blocks = teller.say("derivative.one_path", factors=len(chain))
    names = Factors(*(factor.name for factor in chain))
    blocks.append(Display((Equation(left, (Form(names),), True),)))
    blocks.append(Display(tuple(factor_line(factor, run) for factor in chain)))
    values = Factors(*(factor.value for factor in chain))
    blocks.append(result(teller, left, (Form(values, run.id),), run))
    return blocks


def _chain(teller: Teller, left: Any, chain: tuple[Factor, ...], run: Run) -> Block:
    """All in one chain of equalities: the factors by name, by formula, in numbers, the result."""
    names: list[Any] = [chain[0].name]
    for before, factor in pairwise(chain):
        if before.by != factor.of:  # between two factors, the identity was left out
            names.append(Ratio(before.by, factor.of))
        names.append(factor.name)
    values = [_put_in(factor) for factor in chain]
    kept = [one for one in values if one != 1] or [Integer(1)]
    product = (MatMul if any(isinstance(one, MatrixExpr) for one in kept) else Factors)(*kept)
    forms = (Form(Factors(*names)), Form(product), Form(product, run.id))
    return result(teller, left, forms, run)


def _put_in(factor: Factor) -> Any:
    """The formula of a factor, or its name where there is none, or one by cases: those would stand
    open to the right among factors."""
    named = factor.formula is None or factor.formula.has(Cases)
    return factor.value if named else factor.formula


def factor_line(factor: Factor, run: Run) -> Equation:
    """One factor: its formula, with numbers, and its value."""
    if factor.value.is_Integer:
        return Equation(factor.name, (Form(factor.value),))
    forms = [Form(factor.value, run.id)]
    if factor.formula is not None:
        numbers = Form(factor.formula, run.id)
        forms = [Form(factor.formula), *([numbers] if factor.formula.args else []), *forms]
    elif factor.value != factor.name:
        forms.insert(0, Form(factor.value))
    return Equation(factor.name, tuple(forms))


def _matrix_chain(teller: Teller, left: Any, matrices: tuple[Factor, ...], run: Run) -> Block:
    product = MatMul(*(factor.value for factor in matrices))
    return result(teller, left, (Form(product), Form(product, run.id)), run)


def result(teller: Teller, left: Any, forms: tuple[Form, ...], run: Run) -> Block:
    """The forms of a derivative by one weight, and its value."""
    value = Form(left, run.id, boxed=teller.style.boxes)
    return Display((Equation(left, (*forms, value), len(forms) > 1),))

"""Whether two formulas of a model have the same values wherever they are looked at."""

from __future__ import annotations

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.term_fields import Balls
from derive.calculus.term_shapes import ShapeError
from derive.calculus.terms import value
from derive.teaching.verifying.lines.agreement import agree, is_finite
from derive.teaching.verifying.modelled.core import Core, Sizes, Values
from derive.teaching.verifying.modelled.entries import is_turned
from derive.teaching.verifying.modelled.model import Model
from derive.teaching.verifying.modelled.shapes import Shapes
from derive.teaching.verifying.modelled.spent import Spent
from derive.teaching.verifying.modelled.told import NOTHING, TURNED, Told
from derive.teaching.verifying.running.readings import UNVALUED
from derive.teaching.verifying.symbolic.judging import choices
from derive.teaching.written.names import NotUnderstood


def alike(
    model: Model, terms: tuple[Term, Term], where: tuple[tm.Compare, ...], prose: str,
    shapes: Shapes, whole: frozenset[str], spent: Spent, seeds: range, direct: bool,
) -> Told:  # fmt: skip
    """The answer by numbers drawn with each seed; a transpose between the two is told apart."""
    sizes, answer, lying = Sizes(shapes), None, False
    for seed in seeds:
        core = Core(model, sizes, seed, Balls(), whole,
                    spent=spent.begin(), direct=direct)  # fmt: skip
        try:
            values = Values(core)
            for chosen in choices(terms, where, values, core.numbers, prose):
                here = values | chosen
                first = value(terms[0], here, core.numbers)
                second = value(terms[1], here, core.numbers)
                if not (is_finite(first) and is_finite(second)):
                    continue
                if not agree(first, second):
                    if not is_turned(first, second):
                        return Told(False)
                    lying = True
                answer = True
        except ShapeError:
            if seed < seeds[-1] and answer is None:
                continue
            return NOTHING
        except (*UNVALUED, NotUnderstood):
            continue
    return Told(False, TURNED) if lying else Told(answer)

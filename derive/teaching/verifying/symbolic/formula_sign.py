"""A relation sign between two formulas: decided on networks with other numbers.

At the numbers of the exercise two different formulas can agree by accident (equal weights, a zero);
so they are compared where nothing is equal by accident: the same network, drawn anew.
"""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term_fields import Balls, Undecided
from derive.calculus.term_shapes import Matrix, ShapeError
from derive.calculus.terms import value
from derive.teaching.verifying.lines.operands import (
    Operand,
    Place,
    Sheet,
    agree,
    ball_of,
    shape_of,
    valued,
)
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.running.formulas import in_general, of_softmax
from derive.teaching.verifying.running.order import as_stored
from derive.teaching.verifying.statements.printed import number
from derive.teaching.verifying.statements.renewing import is_general_step, is_step
from derive.teaching.verifying.symbolic.along_examples import along_examples
from derive.teaching.verifying.symbolic.counts import count_of, counts_examples
from derive.teaching.verifying.symbolic.decided import (
    judged_by_definitions,
    judged_step,
    of_numbers,
)
from derive.teaching.verifying.symbolic.definitions import Definitions
from derive.teaching.verifying.symbolic.drawn_worlds import (
    TARGETS,
    drawn,
    targets_may_stay,
    with_given,
)
from derive.teaching.verifying.symbolic.formulas import SheetContext, formula_claim
from derive.teaching.verifying.symbolic.mean_in_numbers import in_letters
from derive.teaching.verifying.symbolic.rates_as_names import of_equal_rates
from derive.teaching.verifying.symbolic.same_function import of_same_function
from derive.teaching.written import tree
from derive.teaching.written.names import UNKNOWN, whole_names, written
from derive.teaching.written.tree import Node

DRAWN = 2
SUMMED = ("grad.b", "new.b")  # over the examples
MOST_DRAWN = 8  # where a value is zero: ReLU cuts off what is to be compared


def by_other_numbers(
    left: Operand, right: Operand, place: Place | None, sheet: Sheet,
    kept: frozenset[str] = frozenset(),
) -> Any:  # fmt: skip
    """True, False, or None where nothing can be said; given numbers of the roles `kept` stay."""
    told = None
    refs = (*left.names.refs.values(), *right.names.refs.values())
    shared = any(ref.key.startswith("in.b.") for ref in refs)
    equal = left.names.sizes.equal if shared else frozenset()
    turns = any(one.turned for one in left.names.notation.letters.values())
    free = {key: slots for one in (left, right) for key, slots in one.names.own_names.items()}
    zeros = False
    for seed in range(MOST_DRAWN):
        if seed >= DRAWN and not zeros:
            break
        chance = random.Random(seed)
        other = Sheet(sheet.rounding)
        for slots in free.values():
            drawn_value = number(Fraction(chance.randrange(101, 997), 1009))
            count = count_of(slots, left.names.sizes.examples, sheet)
            other.own[slots] = count or drawn_value, frozenset()
        there = None
        if place is not None:
            world = drawn(place.world, seed, equal)
            if kept:
                world = with_given(world, place.world, kept)
            there = Place(world, place.example, place.single)
        first = valued(left, there, other, False)
        second = valued(right, there, other, False)
        if first is None or second is None:
            continue
        if shape_of(first[0]) != shape_of(second[0]) and not turns:
            return None  # a row for a column: for who knows more to say
        if not agree(first[0], second[0]):
            return False
        told = True
        zeros = zeros or _has_zero(first[0])
    return told


def _is_row(one: Operand) -> bool:
    """Whether this is a row of a matrix, dW1[0], which neither stands nor lies."""
    match one.node:
        case tree.Derivative(by=tree.Scripted(lower=(_, tree.Number()))):
            return one.ref is None
    return False


def _has_zero(found: Any) -> bool:
    entries = found.entries() if type(found) is Matrix else (found,)
    return any(bool(one == 0) for one in entries)


def _for_any_number(left: Operand, right: Operand, sheet: Sheet) -> bool:
    """Whether both sides are equal for any x, that being the only name in them; or for any u of
    which a function is said, as in sigma(u) = 1 / (1 + e^{-u}), whatever u is elsewhere."""
    keys = {*left.names.refs, *right.names.refs}
    refs = [*left.names.refs.values(), *right.names.refs.values()]
    term = left.term
    said = isinstance(term, tm.Call) and isinstance(term.arguments[0], tm.Variable)
    if len(keys) != 1 or (refs[0].key != "x" and not said) or refs[0].entry:
        return False
    if isinstance(term, tm.Call) and any(one.letter == "sigma" for one in whole_names(left.node)):
        term = tm.Call("sigmoid", term.arguments)  # not the function of the layer that u is of
    if left.names.own_names or right.names.own_names or term is None or right.term is None:
        return False
    for tenths in (-13, 4, 21):
        values = dict.fromkeys(keys, number(Fraction(tenths, 10)))
        for one in (left, right):
            values |= {key: ball_of(printed, sheet) for key, printed in one.printed.items()}
        try:
            found = value(term, values, Balls()), value(right.term, values, Balls())
        except (ShapeError, Undecided, KeyError, ValueError, TypeError, AssertionError):
            return False
        if not agree(*found):
            return False
    return True


def judged_formulas(
    left: Operand, sign: str, right: Operand, place: Place | None, sheet: Sheet,
    context: SheetContext | None, condition: Node | None, prose: str,
    defined: Definitions | None = None,
) -> Judged:  # fmt: skip
    """Whether two formulas are equal wherever the network is valued."""
    if context is not None and _are_functions((left.node, right.node), context):
        return Judged("no claim", why="unknown")
    if (
        left.own_name is not None
        and left.own_name not in sheet.own
        and (is_general_step(left.node, right.node))
    ):
        return Judged("no claim", why="unknown")
    slope = of_numbers(left, right, defined, condition, prose)
    if slope is not None:
        return Judged("holds", why="sampled") if slope else Judged("wrong", why="formula")
    same = of_same_function(left, right, place, sheet) if sign in ("=", "≈") else None
    if same is not None:
        return Judged("holds as shown") if same else Judged("wrong", why="value")
    rates = of_equal_rates(left.node, right.node) if place is None else None
    if rates is not None and sign == "=":
        return Judged("holds", why="sampled") if rates else Judged("wrong", why="formula")
    if defined is not None and is_step(left.node, right.node):
        return judged_step(left, right, defined, condition, prose)
    if defined is not None and sign in ("=", "≈"):
        judged = judged_by_definitions(left, right, defined, sheet, condition, prose)
        if judged is not None:
            return judged
    told = by_other_numbers(left, right, place, sheet)
    if told is False and place is not None and targets_may_stay(left, right):
        told = by_other_numbers(left, right, place, sheet, TARGETS) or told  # L = -ln p_2
    if told or _for_any_number(left, right, sheet):
        return Judged("holds", why="sampled")
    general = in_general(left, sign, right, place, condition, prose)
    if general.holds:
        return Judged("holds", why="sampled")
    found = None
    if context is not None:
        # at every place of the sheet the answer is the same; the nodes are kept with it
        asked = (id(left.node), sign, id(right.node), id(condition), prose)
        if asked not in context.answers:
            sides = as_stored(left.node, left.names), as_stored(right.node, right.names)
            found = formula_claim(
                sides[0], sign, sides[1], context, condition=condition, prose=prose
            )
            context.answers[asked] = found, left.node, right.node, condition
        found = context.answers[asked][0]
        if found.holds is False and left.ref is not None and left.ref.key.startswith(SUMMED):
            added = along_examples(right.node, left.names.notation.lying)
            if added != right.node and formula_claim(left.node, sign, added, context).holds:
                return Judged("holds", why=found.method)
        counted = in_letters(right.node, left, place) if found.holds is False else right.node
        if counted != right.node and formula_claim(left.node, sign, counted, context).holds:
            return Judged("holds", why=found.method)
        if found.holds is False and _is_row(left):
            turned = tree.Transposed(right.node, right.node.start, right.node.end)
            if formula_claim(left.node, sign, turned, context).holds:
                return Judged("holds", why=found.method)
        apart = told is False and _is_across_examples(left, right)
        if found.holds and not apart and (general.holds is None or of_softmax(left, right)):
            return Judged("holds", why=found.method)
    if general.open:
        return Judged("no claim", why="unknown")
    if general.holds is False:
        answer = found if found is not None and found.holds is False else None
        return Judged("wrong", why="formula", answer=answer, general=general.wrong)
    disproved = found is not None and found.holds is False
    if _has_open_names(left, right) and not (
        disproved
        and found is not None
        and context is not None
        and counts_examples((left, right), sheet, context, found.terms)
    ):
        return _by_own_values(left, right, place, sheet)
    if told is None and (found is None or found.holds is None):
        if (found and found.unread == UNKNOWN) or left.of_unknown_names or right.of_unknown_names:
            return Judged("no claim", why="unknown")
        return Judged("unread", why=found.unread if found else "not_understood")
    return Judged("wrong", why="formula", answer=found)


def _is_across_examples(left: Operand, right: Operand) -> bool:
    """Whether a name of one example is said to be made of what another has, both by their numbers:
    as if of all, such a formula may hold."""
    mine, others = ({one.example for one in side.names.refs.values() if one.example >= 0}
                    for side in (left, right))  # fmt: skip
    return left.ref is not None and len(mine) == 1 and bool(others) and not mine & others


def _are_functions(sides: tuple[Node, Node], context: SheetContext) -> bool:
    """Whether both sides are functions of the sheet without their argument: φ = Φ'."""
    names = [written(one) for one in sides]
    return all(one is not None and one.letter in context.letters.functions for one in names)


def _has_open_names(left: Operand, right: Operand) -> bool:
    """Whether names stand on one side that nothing binds: then other numbers disprove nothing."""
    mine, other = set(left.names.own_names), set(right.names.own_names)
    return bool(mine ^ other) or bool(mine and (left.names.refs or right.names.refs))


def _by_own_values(left: Operand, right: Operand, place: Place | None, sheet: Sheet) -> Judged:
    """Judged by what the sheet itself says of its names, where it has said something."""
    first = valued(left, place, sheet, True)
    second = valued(right, place, sheet, True)
    if first is None or second is None:
        return Judged("no claim", why="unknown")
    if agree(first[0], second[0]):
        roots = first[1] | second[1]
        return Judged("follows", min(roots)) if roots else Judged("holds as shown")
    if first[1] | second[1]:
        return Judged("no claim", why="unknown")  # a slip stands in it: nothing can be said
    return Judged("wrong", why="formula")

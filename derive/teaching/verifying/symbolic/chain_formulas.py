"""What a chain says without a result: formulas side by side, and what is greater or less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.calculus import term as tm
from derive.calculus.term_shapes import shape_of
from derive.teaching.verifying.lines.comparisons import ORDERED, ordered
from derive.teaching.verifying.lines.labelled_lines import is_of_other_label
from derive.teaching.verifying.lines.operands import Operand, agree, operand
from derive.teaching.verifying.lines.renewals import from_other_numbers
from derive.teaching.verifying.lines.sides import Judged, Side, are_alike, side
from derive.teaching.verifying.lines.steps_taken import steps_from
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.listed import lists_itself
from derive.teaching.verifying.statements.printed import Entry, entries
from derive.teaching.verifying.statements.shape_checks import is_shape_check
from derive.teaching.verifying.statements.statements import is_prose
from derive.teaching.verifying.symbolic.branches import piece_of_activation
from derive.teaching.verifying.symbolic.drawn_worlds import INPUTS, PARAMETERS
from derive.teaching.verifying.symbolic.formula_sign import by_other_numbers
from derive.teaching.verifying.symbolic.one_variable import of_one_letter, of_one_variable
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from derive.teaching.verifying.lines.chain import ChainJudge

EQUAL = frozenset(("=", "≈", "←"))


def between(judge: ChainJudge, at: int) -> Judged:
    """The verdict on the formulas left and right of a sign."""
    left, right = judge.sides[at].one, judge.sides[at + 1].one
    if lists_itself(left.node, right.node):
        return Judged("no claim")
    if at and (told := _of_slope(judge, at)) is not None:
        return told
    if are_alike(*judge.sides[at : at + 2]):
        return Judged("holds")
    found = judge.symbolic(left, judge.statement.signs[at].sign, right)
    if found.verdict == "holds" and judge.place is not None and _differ(*judge.sides[at : at + 2]):
        return Judged("wrong", why="formula")  # read in a way that is not meant here
    if found.verdict == "no claim" and at and judge.place is None:
        # ∂o/∂net = f'(net) = o (1 - o), where nothing tells of f
        before, sign = judge.sides[at - 1].one, judge.statement.signs[at - 1].sign
        if sign in EQUAL and not (before.printed or right.printed):
            past = judge.symbolic(before, sign, right)
            return past if past.verdict in ("holds", "wrong") else found
    return found


def _differ(left: Side, right: Side) -> bool:
    """Whether a sum over examples has another value, here, than it is said to have."""
    if left.true is None or right.true is None or left.decimals or right.decimals:
        return False
    if not any(isinstance(one, tree.Big) for one in nodes((left.one.node, right.one.node))):
        return False
    same = shape_of(left.true) == shape_of(right.true)
    return same and not agree(left.true, right.true)


def _of_slope(judge: ChainJudge, at: int) -> Judged | None:
    """The verdict on formulas that go on from the slope of a function: d/dx tanh x = a = b."""
    head = judge.sides[0].one
    if isinstance(head.node, tree.Derivative) and not judge.statement.continued:
        sides = (judge.sides[n].one.node for n in (at, at + 1))
        before, here = (of_one_variable(head.node, one, head.names, None) for one in sides)
        if before and here is False:
            return Judged("wrong", why="formula")
        if here and before is not False:  # past what was not understood, too
            return Judged("holds", why="sampled")
        if before is False and here and judge.wrong_since is not None:
            root, judge.wrong_since = judge.wrong_since, None
            return Judged("right again", root)
    return None


def under_condition(judge: ChainJudge, at: int) -> Judged | None:
    """Whether a slope is what it is said to be where a condition holds: ReLU'(z) = 1 if z > 0."""
    left, right = judge.sides[at].one, judge.sides[at + 1].one
    if judge.statement.condition is None or not left.named:
        return None
    condition = judge.statement.condition
    if left.own_name is not None and judge.place is None and right.printed and not right.named:
        return Judged("no claim", why="unknown")  # y = 1 if a > 0
    asked = of_one_letter(left.node, right.node, condition)
    told = of_one_variable(*asked[:2], left.names, asked[2])
    if told is None:
        told = piece_of_activation(left, right, condition)
    if told is None:
        return Judged("no claim") if _is_false(judge, condition, left.names) else None
    return Judged("holds", why="sampled") if told else Judged("wrong", why="formula")


def _is_false(judge: ChainJudge, condition: tree.Node, names: BoundNames) -> bool:
    """Whether a condition is not met here: ReLU'(z_2) = 1 if z_2 > 0, where z_2 is below 0."""
    if not isinstance(condition, tree.Chain) or len(condition.relations) != 1:
        return False
    sign, sides = condition.relations[0].sign, condition.operands
    if sign not in ORDERED - {"≠"} or None in sides:
        return False
    left, right = (side(operand(one, names), judge.place, judge.sheet)
                   for one in sides if one is not None)  # fmt: skip
    return ordered(sign, left, right).verdict == "wrong"


def says_nothing(left: tree.Node, right: tree.Node) -> bool:
    """Whether nothing is claimed: a side is silent, or shapes are checked."""
    return _is_silent(left) or _is_silent(right) or is_shape_check(left, right)


def _is_silent(node: tree.Node) -> bool:
    """Whether this is a blank to fill in, prose, or a function of the sheet's own, f(w, x)."""
    if is_prose(node):
        return True
    match node:
        case tree.Product((tree.Name(letter), tree.Group("(", items)), (_, "")) if len(items) > 1:
            told = letter in FUNCTION_WORDS or letter in LOSSES
            return not told and all(written(one) is not None for one in items)
    return False


def not_understood(left: Operand, right: Operand) -> Judged:
    """Where a side is not understood: no claim if only names are that nothing tells of."""
    if all(one.trouble is None or one.of_unknown_names for one in (left, right)):
        return Judged("no claim", why="unknown")
    return Judged("unread", why="not_understood")


def is_as_before(judge: ChainJudge, right: Side) -> bool:
    """Whether a formula is equal to the last one before the mistake."""
    if judge.good is not None:
        found = judge.symbolic(judge.good, "=", right.one).verdict
        if found in ("holds", "wrong"):
            return found == "holds"
    if judge.reference is None or right.true is None:
        return False
    return agree(judge.reference, right.true)


def renews(judge: ChainJudge, left: Side, right: Side) -> bool:
    """Whether a name of the sheet's own takes a new value here: w = w - 0.2 g, w = 0.4 - 0.05;
    or it was worked out before a step, or from other numbers, and is worked out anew."""
    own = left.one.names.own_names
    if from_other_numbers(left.one.own_name, right.one, judge.sheet) or is_of_other_label(
        left.one, right.one, judge.sheet
    ):
        return left.true is None or right.true is None or not agree(left.true, right.true)
    printed = judge.sheet.unsized.get(left.one.own_name) if left.one.own_name else None
    if printed is not None and right.true is not None and left.true is not None:
        return shape_of(left.true) != shape_of(right.true) and agree(printed, right.true)
    is_formula = right.true is not None and not right.printed
    if left.one.own_name in judge.sheet.states and is_formula and not right.one.symbolic:
        return True
    if left.one.own_name in judge.sheet.renewable and right.true is not None:
        return left.true is not None and not agree(left.true, right.true)
    if judge.place is not None or len(own) != 1 or not isinstance(left.one.term, tm.Variable):
        return False
    if judge.statement.signs[0].sign == "←" or set(own.values()) & set(
        right.one.names.own_names.values()
    ):
        return True
    # its number may stand before the step: w = 1 (= 0.5 - 0.05 (-10))
    return any(steps_from(left.true, one.one.node) for one in judge.sides[1:])


def numbers_put_in(judge: ChainJudge, left: Side, right: Side) -> bool:
    """Whether whole numbers stand for weights or slopes in a formula, as in 2 δ_1 + δ_2 · (-1) and
    dA ⊙ (1, 0), and it has the right value with the exercise's numbers; or all parameters are put
    in, as in a_2 - a_1, and it has the right value with any other numbers beside them."""
    if judge.place is None or left.true is None or right.true is None:
        return False
    if left.one.ref is not None and right.one.ref is not None and agree(left.true, right.true):
        later = judge.sides[judge.sides.index(right) + 1 :]
        return any(one.printed and agree(one.true, right.true) for one in later[:1])  # both are 0
    refs = [ref.key.removeprefix("in.")[:2] for ref in right.one.names.refs.values()]
    if refs and not {"W.", "b."} & set(refs):
        told = by_other_numbers(left.one, right.one, judge.place, judge.sheet, PARAMETERS)
        first = judge.sides[0].one.ref
        joins = first is not None and first.key.startswith("joined.")
        if told is False and joins:  # y = 1 + p, where the input is 1
            told = by_other_numbers(left.one, right.one, judge.place, judge.sheet, INPUTS)
        if told or (told is False and (joins or (first and first.key[:2] in ("z.", "a.")))):
            return bool(told)  # no slope stands in these
    node = right.one.node
    terms = node.terms if isinstance(node, tree.Sum) else (node,)
    factors = [one for term in terms if isinstance(term, tree.Product) for one in term.factors]
    whole = any(entry.decimals == 0 for one in factors for entry in _numbers_of(one))
    return whole and agree(left.true, right.true)


def _numbers_of(node: tree.Node) -> list[Entry]:
    """The numbers that a factor is, in brackets or not."""
    return [entry for row in entries(node) or () for entry in row]


def past_unread(judge: ChainJudge, at: int) -> Judged | None:
    """Right of a formula that was not read: whether it is the one before that."""
    right = judge.sides[at + 1].one
    if judge.sides[at].one.trouble is None or right.trouble is not None:
        return None
    for place in range(at - 1, -1, -1):
        if judge.statement.signs[place].sign not in EQUAL:
            break
        before = judge.sides[place].one
        if before.trouble is None:
            if judge.symbolic(before, "=", right).verdict != "holds":
                return None
            return _since(judge, place)
    return None


def _since(judge: ChainJudge, place: int) -> Judged:
    """The verdict on a formula that is the operand of this number, whatever stands between."""
    root, then = judge.wrong_since, judge.wrong_before(place)
    if root is None:
        return Judged("holds", why="sampled")
    if then is not None:
        return Judged("follows", then)
    judge.wrong_since = None
    return Judged("right again", root)

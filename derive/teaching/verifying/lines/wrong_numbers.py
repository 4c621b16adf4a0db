"""The verdict of numbers that are not what they are said to be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.agreement import agree
from derive.teaching.verifying.lines.sides import Judged, Side
from derive.teaching.verifying.naming.notation import Ref
from derive.teaching.verifying.symbolic.chain_results import comes_right
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written

if TYPE_CHECKING:
    from derive.teaching.verifying.lines.chain import ChainJudge

SHARP = 0.02  # what is known more coarsely than that may be many things


def wrong_numbers(judge: ChainJudge, at: int, left: Side, right: Side) -> Judged:
    """The verdict of numbers that are not what they are said to be."""
    one_weight = is_of_one_weight(left, right)
    if one_weight or (is_of_one_unit(left, right) and not right.printed):
        judge.wrong_since = None  # what comes next does not follow from it
        return Judged("no claim", why="unknown")
    if right.printed:
        return Judged("wrong", why="value")
    if comes_right(judge, at + 1):
        return Judged("right value, wrong line", why="operands")
    if right_name(judge, left, right) is not None:
        return Judged("mislabelled", why="operands")
    return Judged("wrong", why="operands")


def is_of_one_unit(left: Side, right: Side) -> bool:
    """Whether a formula of letters and numbers is one number, and the name before it all units of a
    layer, or the other way round: then one of them is meant, and which nothing says."""
    ref = left.one.ref
    if ref is None or ref.key[:2] not in ("z.", "a.") or not right.one.symbolic:
        return False
    whole = [type(one) is Matrix for one in (left.true, right.true)]
    return whole == [True, False] or (whole == [False, True] and bool(right.one.printed))


def is_of_one_weight(left: Side, right: Side) -> bool:
    """Whether a small w_1 that was taken for a matrix is said to be one number: it is one of the
    weights, and which nothing says."""
    node = left.one.node
    name = written(node.by if isinstance(node, tree.Derivative) else node)
    ref = left.one.ref
    if ref is None or name is None or not ref.key.removeprefix("new.").startswith(("W.", "grad.W")):
        return False
    bold = any(isinstance(one, tree.Name) and one.bold for one in nodes(node))
    small = name.letter.islower() and bool(name.indices) and not (bold or name.accents)
    return small and type(left.true) is Matrix and type(right.true) is not Matrix


def right_name(judge: ChainJudge, left: Side, right: Side) -> Ref | None:
    """What numbers are that stand under another name of the same unit: z for a, or a for z."""
    ref, place = left.one.ref, judge.place
    kind, _, layer = ref.key.partition(".") if ref is not None else ("", "", "")
    if ref is None or place is None or kind not in ("a", "z") or right.true is None:
        return None
    other = replace(ref, key=f"{'z' if kind == 'a' else 'a'}.{layer}")
    found = right.true
    entries = found.entries() if type(found) is Matrix else [found]
    if place.lacks(other) or any(float(one.rad()) > SHARP * abs(float(one)) for one in entries):
        return None
    return other if agree(place.value(other, True)[0], found) else None

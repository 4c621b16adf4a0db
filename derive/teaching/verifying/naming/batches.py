"""What of a batch belongs to one example: S_i, and what a loss is derived by, ∂L/∂S_i."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.teaching.verifying.naming.notation import ALL, Ref, Sizes
from derive.teaching.written import tree


def of_batch(batch: Term, ref: Ref, indices: tuple[Term, ...], sizes: Sizes) -> Term | None:
    """What belongs to one example of a batch, S_i: a row of it, or a column; None for another."""
    if ref.example != ALL or len(indices) != 1 or (shape := sizes.shape(ref)) is None:
        return None
    (at,) = indices
    places = [tm.Constant(Fraction(n + 1)) for n in range(shape[1 if ref.turned else 0])]
    if ref.turned:
        return tm.Rows((tuple(tm.Entry(batch, (at, one)) for one in places),))
    return tm.Rows(tuple((tm.Entry(batch, (one, at)),) for one in places))


def by_batch(node: tree.Derivative) -> tree.Derivative:
    """The derivative by the whole batch: ∂L/∂S for ∂L/∂S_i."""
    assert isinstance(node.by, tree.Scripted)
    return replace(node, by=replace(node.by, lower=()))

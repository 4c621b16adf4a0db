"""What of a batch belongs to one example: S_i or r_n, and what a loss is derived by, ∂L/∂S_i."""

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


def of_counted(batch: Term, ref: Ref, indices: tuple[Term, ...], sizes: Sizes) -> Term | None:
    """What r_n, x_{n1} and x_n are, of all examples side by side; the index of these is first."""
    layer = ref.key.rpartition(".")[2]
    units = {"x": sizes.units[0], "loss": 1}.get(
        layer, sizes.units[int(layer) if layer.isdigit() else -1]
    )
    example, *said = indices
    places = said or [tm.Constant(Fraction(n + 1)) for n in range(units)]
    if len(said) > 1:
        return None
    entries = [tm.Entry(batch, (one, example)) for one in places]
    return entries[0] if len(entries) == 1 else tm.Rows(tuple((one,) for one in entries))


def of_all(ref: Ref) -> Ref:
    """The same quantity of all examples side by side."""
    return replace(ref, example=ALL)


def apart(indices: tuple[tree.Node, ...], counted: str) -> tuple[tree.Node, ...]:
    """The indices of x_{n1}, the example first; a letter with a number below is read as one."""
    found: list[tree.Node] = []
    for one in indices:
        match one:
            case tree.Scripted(tree.Name() as letter, (tree.Number() as unit,), (), 0):
                found += [letter, unit]
            case _:
                found.append(one)
    return tuple(found if counted == "first" else reversed(found))


def by_batch(node: tree.Derivative) -> tree.Derivative:
    """The derivative by the whole batch: ∂L/∂S for ∂L/∂S_i."""
    assert isinstance(node.by, tree.Scripted)
    return replace(node, by=replace(node.by, lower=()))

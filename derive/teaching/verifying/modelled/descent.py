r"""A step of gradient descent in letters: w ← w - \eta X says that X is the derivative by w."""

from __future__ import annotations

from collections.abc import Iterator

from derive.teaching.verifying.modelled.forms import is_slope
from derive.teaching.verifying.modelled.lettering import is_loss
from derive.teaching.verifying.modelled.said import Said
from derive.teaching.verifying.statements.renewing import STEP, change, is_same_parameter, is_time
from derive.teaching.written import tree
from derive.teaching.written.names import NotUnderstood, Written, whole_names, written
from derive.teaching.written.network_names import RATES
from derive.teaching.written.tree import Node

MORE_RATES = frozenset(("gamma", "mu", "rho", "nu"))


def claimed_by_step(left: Node, right: Node, told: Said) -> tuple[Node, Node] | None:
    """The derivative by a parameter and the formula that a step says it to be, or None.

    None where this is no such step: with momentum, or a decay, or by a name that the loss does
    not stand on as far as the sheet says.
    """
    name = written(left)
    if name is None or told.rising:
        return None
    step = change(name, right)
    factors = _without_rate(step[0], told) if step is not None else None
    loss = loss_of(told)
    if step is None or factors is None or loss is None:
        return None
    by = _bare(name)
    again = any(is_same_parameter(one, name) for one in whole_names(factors))
    if again and not is_slope(factors):
        return None  # a decay
    formula: Node = factors
    if step[1] != "-":
        formula = tree.Sum((factors,), ("-",), factors.start, factors.end)
    return tree.Derivative("partial", loss, by, 1, left.start, left.end), formula


def with_factors(formula: Node) -> Iterator[Node]:
    """A formula twice and half, as a rate may be meant."""
    here = formula.start, formula.end
    inner = tree.Group("(", (formula,), *here)
    two = tree.Number("2", *here)
    yield tree.Product((two, inner), ("", ""), *here)
    yield tree.Product((inner, two), ("", "/"), *here)


def _without_rate(node: Node, told: Said) -> Node | None:
    """What a rate is multiplied by."""
    if not isinstance(node, tree.Product):
        return None
    at = [n for n, one in enumerate(node.factors)
          if node.signs[n] != "/" and _is_rate(one, told)]  # fmt: skip
    if len(at) != 1 or len(node.factors) == 1:
        return None
    kept = [n for n in range(len(node.factors)) if n != at[0]]
    if node.signs[kept[0]] == "/":
        return None
    signs = ("", *(node.signs[n] for n in kept[1:]))
    factors = tuple(node.factors[n] for n in kept)
    if len(factors) == 1:
        return factors[0]
    return tree.Product(factors, signs, node.start, node.end)


def _is_rate(node: Node, told: Said) -> bool:
    name = written(node.inner if isinstance(node, tree.Transposed) else node)
    known = name is not None and name.plain and name.letter in RATES | MORE_RATES
    return known and name is not None and name.letter not in told.forms


def loss_of(told: Said) -> Node | None:
    """The name of the one loss of the sheet."""
    keys = {key for key in told.forms if is_loss(key)}
    if len(keys) != 1:
        return None
    for left, _ in told.pairs:
        name = written(left)
        try:
            if name is not None and told.lettering.split(name)[0] in keys:
                return left
        except NotUnderstood:
            continue
    return None


def _bare(name: Written) -> Node:
    """The parameter that is renewed, without what says that it is the new one."""
    node = name.node
    base = node.base if isinstance(node, tree.Scripted) else node
    if isinstance(base, tree.Name) and STEP in base.accents:
        accents = tuple(one for one in base.accents if one != STEP)
        base = tree.Name(base.text, base.start, base.end, accents, base.bold)
    marks = tuple(one for one in name.marks if not is_time(one.inner))
    lower = node.lower if isinstance(node, tree.Scripted) else ()
    if any(map(is_time, name.indices)):
        kept = tuple(one for one in name.indices if not is_time(one))
        lower = (tree.Product(kept, ("",) * len(kept), node.start, node.end),) if kept else ()
    if not (lower or marks):
        return base
    return tree.Scripted(base, lower, marks, 0, node.start, node.end)

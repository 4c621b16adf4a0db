"""Losses as people write them: E(t, x) for E, and (x - t)^2 for the square of a length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.notation import ANY
from derive.teaching.verifying.statements.statements import is_printed
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, whole_names, written
from derive.teaching.written.tree import Node

MOST_EXAMPLES = 12
PER_EXAMPLE = frozenset(("x", "t", "z", "a"))
LOSSES = ("loss", "new.loss")


def bare_losses(node: Node, names: BoundNames) -> Node:
    """The node with E in place of E(t, x): what a loss is a function of says nothing new, but of
    which example it is, L(a^{(i)}, y^{(i)})."""
    if not any(isinstance(one, tree.Product) for one in nodes(node)):
        return node
    bare: Node = _bare(node, names)
    return bare


def _bare(node: Any, names: BoundNames) -> Any:
    if isinstance(node, tree.Product):
        factors: list[Node] = []
        signs: list[str] = []
        for one, sign in zip(node.factors, node.signs, strict=True):
            if factors and sign == "" and _is_loss(factors[-1], names) and _is_list(one):
                factors[-1] = _of_example(factors[-1], one, names)
                continue
            factors.append(_bare(one, names))
            signs.append(sign)
        if len(factors) == 1:
            return factors[0]
        return tree.Product(tuple(factors), tuple(signs), node.start, node.end)
    return mapped(node, lambda inner: _bare(inner, names))


def _of_example(loss: Node, listed: Node, names: BoundNames) -> Node:
    """The loss with the mark of the example that all of its arguments have."""
    assert isinstance(listed, tree.Group)
    marks = [{mark.bracket: mark for mark in name.marks if mark.bracket == names.notation.example}
             for one in listed.items if (name := written(one)) is not None]  # fmt: skip
    told = [mark for one in marks for mark in one.values()]
    here = written(loss)
    alike = {str(getattr(mark.inner, "text", "")) for mark in told}
    if here is None or not here.plain or len(told) < len(marks) or len(alike) != 1:
        return loss
    return tree.Scripted(loss, (), (told[0],), 0, loss.start, listed.end)


def _is_loss(node: Node, names: BoundNames) -> bool:
    name = written(node)
    ref = names.ref(name) if name is not None else None
    return ref is not None and ref.key in LOSSES


def _is_list(node: Node) -> bool:
    """Whether brackets hold names only: (t, x), (w)."""
    return (
        isinstance(node, tree.Group)
        and node.bracket == "("
        and bool(node.items)
        and all(written(one) is not None for one in node.items)
    )


def is_at_numbers(node: Node, names: BoundNames) -> bool:
    """Whether a loss is taken at numbers of its own: L(0.71, -0.4)."""
    match node:
        case tree.Product((loss, tree.Group("(", items))):
            return _is_loss(loss, names) and bool(items) and all(map(is_printed, items))
    return False


def in_lengths(node: Any, names: BoundNames) -> Any:
    """The node with |v|^2 in place of v^2 for vectors: so is a loss of several outputs written."""
    if names.sizes.units[-1:] in ((), (1,)):
        return node
    match node:
        case tree.Scripted(tree.Group(_, (inner,)) as base, (), (tree.Number("2"),), 0):
            if _is_vector(inner, names):
                bars = tree.Bars("norm", inner, base.start, base.end)
                return tree.Scripted(bars, (), node.upper, 0, node.start, node.end)
    return mapped(node, lambda inner: in_lengths(inner, names))


def over_examples(node: Any, names: BoundNames, marked: bool) -> Any:
    """The node without sums whose index does not stand in them.

    In the loss of two examples, the sum of (a - t)^2 for i from 1 to 2 has no i in it: it goes
    over the examples, which are `marked` then, or over the entries of the one that is meant.
    """
    if isinstance(node, tree.Big) and node.kind == "sum":
        count = count_without_index(node)
        if 1 < count <= MOST_EXAMPLES and marked:
            terms = tuple(_marked(node.body, names, str(at)) for at in range(1, count + 1))
            return tree.Sum(terms, ("+",) * count, node.start, node.end)
        if count:
            return over_examples(node.body, names, marked)
    return mapped(node, lambda inner: over_examples(inner, names, marked))


def losses_meant(found: list[Node], names: BoundNames, of_query: bool) -> Iterator[list[Node]]:
    """What the sides of a line about a loss can mean, the likelier first.

    A query is no part of a batch.
    """
    if any(isinstance(one, tree.Big) and count_without_index(one) for one in nodes(tuple(found))):
        ways = (False, True) if of_query else (True, False)
        for marked in ways:
            if not marked or (names.notation.example and names.sizes.indexed):
                yield [in_lengths(over_examples(one, names, marked), names) for one in found]
    yield [in_lengths(one, names) for one in found]


def count_without_index(node: tree.Big) -> int:
    """How far a sum from 1 goes whose index does not stand in it; 0 where that is not so."""
    match node.lower, node.upper:
        case tree.Chain((tree.Name(index), tree.Number("1")), _), tree.Number(text) if (
            text.isdigit()
        ):
            inside = any(isinstance(one, tree.Name) and one.text == index
                         for one in nodes(node.body))  # fmt: skip
            return 0 if inside else int(text[:3])
    return 0


def _marked(node: Any, names: BoundNames, example: str) -> Any:
    """The node with the mark of an example at all that belongs to one."""
    name = written(node) if hasattr(node, "start") else None
    if name is None:
        return mapped(node, lambda inner: _marked(inner, names, example))
    ref = names.ref(name)
    if ref is None or ref.example != ANY or ref.key.partition(".")[0] not in PER_EXAMPLE:
        return node
    number = tree.Number(example, node.start, node.end)
    mark = tree.Mark(names.notation.example, number, node.start, node.end)
    if isinstance(node, tree.Scripted):
        return replace(node, upper=(*node.upper, mark))
    return tree.Scripted(node, (), (mark,), 0, node.start, node.end)


def _is_vector(node: Node, names: BoundNames) -> bool:
    """Whether whole targets or outputs stand there, or a column of numbers; no entries."""
    if any(isinstance(one, tree.Matrix) for one in nodes(node)):
        return True
    refs = [names.ref(name) for name in whole_names(node)]
    return any(ref is not None and ref.key == "t" and not ref.entry for ref in refs)

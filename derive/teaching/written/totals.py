"""Sums and products over an index, as they are written."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.teaching.written import tree
from derive.teaching.written.names import (
    NotUnderstood,
    Written,
    names_with_powers,
    nodes,
    written,
)

if TYPE_CHECKING:
    from derive.teaching.written.meaning import Meaning

ZERO = tm.Constant(Fraction(0))


def total(meaning: Meaning, node: tree.Big) -> Term:
    """Σ and Π with what stands below and above them; an index is bound within."""
    lower, low = node.lower, None
    only: tuple[tm.Compare, ...] = ()  # k ≠ i, or k = i: of all the terms, these
    if isinstance(lower, tree.Chain) and lower.relations[0].sign in ("=", "∈", "≠"):
        sign = lower.relations[0].sign
        (lower, first, *_) = lower.operands
        if first is not None and node.upper is not None and sign != "≠":
            low = meaning.index(first)
        elif first is not None and lower is not None and sign != "∈":
            only = (tm.Compare(meaning.index(lower), sign, meaning.index(first)),)
    name = written(lower) if lower is not None else None
    if name is None or not name.plain:
        only_one = _free_index(meaning, node.body) if lower is None and node.kind == "sum" else ""
        if only_one:
            return _over(meaning, only_one, node.body)
        if lower is None and node.kind == "sum":
            return tm.Call("total", (meaning.term(node.body),))
        raise NotUnderstood("a sum over what is no index", node)
    high = meaning.index_or_none(node.upper) if node.upper is not None else None
    if isinstance(high, tm.Variable):
        high = None  # up to K: as far as the index goes
    if low is None and high is None and not only and _is_of_no_index(node.body):
        raise NotUnderstood("a sum over what does not stand in it", node)
    meaning.bound.append(name.letter)
    body = meaning.term(node.body)
    meaning.bound.pop()
    if only and node.kind == "sum":
        body = tm.Choice(((only, body), ((), ZERO)))
    return tm.Total(f"#{name.letter}", low, high, body, node.kind == "prod")


def _is_of_no_index(body: tree.Node) -> bool:
    """Whether a product of names without any index is added up, W a: of what is not said."""
    names = list(names_with_powers(body))
    products = any(isinstance(one, tree.Product) for one in nodes(body))
    return products and len(names) > 1 and not any(name.indices or name.plain for name in names)


def running(meaning: Meaning, name: Written) -> Term | None:
    """The index of a sum around where its letter stands for a number, k or k^2."""
    if name.letter not in meaning.bound or not replace(name, raised=()).plain:
        return None
    found: Term = tm.Variable(f"#{name.letter}")
    for one in name.raised:
        found = meaning.raised(found, one)
    return found


def is_row_of_ones(node: tree.Node) -> bool:
    """1^T: it adds up the rows of what stands behind it."""
    return isinstance(node, tree.Transposed) and (
        isinstance(node.inner, tree.Number) and node.inner.text == "1"
    )


def _over(meaning: Meaning, letter: str, body: tree.Node) -> Term:
    meaning.bound.append(letter)
    found = meaning.term(body)
    meaning.bound.pop()
    return tm.Total(f"#{letter}", None, None, found, False)


def _free_index(meaning: Meaning, body: tree.Node) -> str:
    """The letter that a sum runs over where nothing stands below it: sum e_i x_i."""
    letters = {index.text for name in names_with_powers(body) for index in name.indices
               if isinstance(index, tree.Name)}  # fmt: skip
    free = letters - set(meaning.bound)
    return free.pop() if len(free) == 1 else ""

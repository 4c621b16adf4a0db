"""Names of examples: how they are written, and what holds them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeAlias

from derive.teaching.verifying.modelled.lettering import is_index
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import ARROWS, Written, nodes, written
from derive.teaching.written.tree import Node

ONE = " one"  # behind the letter of what is of one example
BRACKET = "("
STACK = "X"  # all inputs
Look: TypeAlias = tuple[tuple[str, ...], str]  # accents and letter


def look(name: Written) -> Look:
    return name.accents, name.letter


def example_of(name: Written, below: bool = False) -> tree.Name | None:
    """The letter in the bracket that is raised at a name, the i of x_j^{(i)}, or the only one
    that stands `below`, the i of x_i."""
    match name.indices if below else [one.inner for one in name.marks]:
        case (tree.Name() as inner,) if is_index(inner):
            return inner
    return None


def of_names(node: Any) -> tuple[Written, ...]:
    """The names in the brackets behind a function: f(x_i), h(x, w), f(x; w); none for others."""
    match node:
        case tree.Group("(", items):
            found = [written(one) for one in items]
        case tree.Matrix(rows) if rows and len(rows[0]) == 1:
            found = [written(one) for row in rows for one in row]
        case _:
            return ()
    return () if None in found else tuple(one for one in found if one is not None)


def base_of(node: Any) -> Any:
    """The name without what is written on it."""
    return node.base if isinstance(node, tree.Scripted) else node


def is_whole(base: tree.Name) -> bool:
    return any(one in ARROWS for one in base.accents)


def has_stack(sides: Any) -> bool:
    return any(isinstance(one, tree.Name) and one.text == STACK for one in nodes(sides))


def inside(node: Any, change: Any) -> Any:
    """The node with what it holds changed; of a name, what is raised at it."""
    if not hasattr(node, "start") or written(node) is None:
        return mapped(node, change)
    upper = node.upper if isinstance(node, tree.Scripted) else ()
    return replace(node, upper=tuple(change(one) for one in upper)) if upper else node


def from_one(node: tree.Big) -> tree.Big:
    """The same, counted from 1: Σ_{i=0}^{m-1}; and Σ_{j=0}^n, whose x_0 is no other input."""
    match node.lower, node.upper:
        case tree.Chain((tree.Name(), tree.Number("0") as zero)) as lower, upper if upper:
            first = replace(zero, text="1")
            count = upper
            if isinstance(upper, tree.Sum) and len(upper.terms) == 2 and upper.signs == ("+", "-"):
                count = upper.terms[0] if _is_one(upper.terms[1]) else upper
            if isinstance(count, tree.Name):
                lower = replace(lower, operands=(lower.operands[0], first))
                return replace(node, lower=lower, upper=count)
    return node


def _is_one(node: Node) -> bool:
    return isinstance(node, tree.Number) and node.text == "1"


def last_sum(node: Any) -> tuple[tuple[Any, ...], tree.Big | None]:
    """The sum that a term is or ends with, 1/m Σ_i a_i, and the factors before it."""
    factors = node.factors if isinstance(node, tree.Product) else (node,)
    last = factors[-1]
    return factors[:-1], last if isinstance(last, tree.Big) and last.kind == "sum" else None

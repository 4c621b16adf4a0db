"""Sides of formulas as the model of a sheet reads them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from derive.teaching.verifying.lines.readings import cleaned
from derive.teaching.verifying.modelled.zeroth import with_biases_apart
from derive.teaching.verifying.symbolic.definitions import bare_loss
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node

if TYPE_CHECKING:
    from derive.teaching.verifying.modelled.said import Said


def prepared(node: Node, told: Said) -> Node:
    """A side as the model reads it: losses bare, gradients by what they are by."""
    node = with_biases_apart(cleaned(told.examples.put(node)), told.ones)
    node = told.steps.at_any(node) if told.steps is not None else node
    made: Node = _prepared(told.slopes.put(node) if told.slopes is not None else node, told)
    return made


def _prepared(node: Any, told: Said) -> Any:
    match node:
        case tree.Scripted(tree.Bars("abs") as bars, (), (tree.Number("2"),), 0):
            node = replace(node, base=replace(bars, kind="norm"))  # the same of a number
    if isinstance(node, tree.Derivative) and node.kind == "nabla":
        by = written(node.by)
        if isinstance(node.by, tree.Group) and node.what is None and told.variable is not None:
            node = replace(node, what=node.by, by=told.variable)
        elif by is not None and by.letter in LOSSES and by.plain:
            inner = node.what.items if isinstance(node.what, tree.Group) else ()
            variable = inner[0] if len(inner) == 1 else told.variable
            if variable is not None and (node.what is None or inner):
                node = replace(node, what=node.by, by=variable)
    made = mapped(node, lambda inner: _prepared(inner, told))
    return bare_loss(made) if hasattr(made, "start") else made

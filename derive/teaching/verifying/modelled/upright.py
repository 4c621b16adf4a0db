"""Whether a derivative by a matrix is shaped like the matrix, on a sheet, or lies turned."""

from __future__ import annotations

from collections.abc import Callable

from derive.teaching.verifying.modelled.lengths import Misfit
from derive.teaching.verifying.modelled.model import Model
from derive.teaching.verifying.modelled.model_shapes import shapes_of
from derive.teaching.verifying.modelled.said import Said
from derive.teaching.verifying.modelled.told import TURNED, Told
from derive.teaching.verifying.running.readings import UNVALUED
from derive.teaching.written import tree
from derive.teaching.written.names import NotUnderstood
from derive.teaching.written.tree import Node


def upright(told: Said, left: Node, right: Node, alike: Callable[..., Told]) -> bool | None:
    """Whether a formula holds as it stands, False where it does turned; else it says nothing."""
    if not isinstance(left, tree.Derivative) or isinstance(right, tree.Derivative):
        return None
    model = Model(told, left.start)
    try:
        terms = model.term(left), model.term(right)
        shape = shapes_of(model, terms).shape(terms[0])
        if shape is None or None in shape:
            return None
        found = alike(model, terms, (), "", shapes_of(model, terms))
    except (*UNVALUED, NotUnderstood, Misfit):
        return None
    return found.holds if found.holds or found.why == TURNED else None

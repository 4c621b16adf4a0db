"""The definitions that a network is made of, valued: activations of layers, and losses."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from derive.calculus.activations import ACTIVATIONS
from derive.calculus.formula import parse
from derive.calculus.losses import loss
from derive.calculus.network import Layer
from derive.calculus.term import Term
from derive.calculus.term_fields import Field
from derive.calculus.term_functions import applied, term_of
from derive.calculus.term_shapes import Matrix, entrywise
from derive.calculus.term_value import value


@lru_cache(maxsize=64)
def loss_terms(name: str) -> tuple[Term, Term]:
    """The factor of a loss, in n, and its term for one output, in a and t."""
    row = loss(name)
    return term_of(parse(row.factor, ("n",))), term_of(parse(row.term, ("a", "t")))


def activated(layer: Layer, z: Any, field: Field) -> Any:
    """The value of a layer's activation."""
    if layer.activation == "softmax" and type(z) is not Matrix:
        return field.number(Fraction(1))
    row = ACTIVATIONS.get(layer.activation)
    if row is None or not row.constants:
        return applied(layer.activation, [z], {}, field)
    still = {"slope": field.number(layer.slope), "alpha": field.number(layer.alpha)}
    return applied(layer.activation, [z], still, field)


def lost(name: str, output: Any, target: Any, field: Field) -> Any:
    """The loss of one example."""
    factor, term = loss_terms(name)
    terms = entrywise(lambda a, t: value(term, {"a": a, "t": t}, field), output, target)
    entries = terms.entries() if type(terms) is Matrix else [terms]
    total = entries[0]
    for one in entries[1:]:
        total = total + one
    return value(factor, {"n": field.number(Fraction(len(entries)))}, field) * total

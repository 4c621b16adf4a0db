"""Formulas with one slip in them: a term or a factor left out, a sign, a half, a square."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.tree import Node


def slipped(formula: Node) -> Iterator[Node]:
    """The formula with each of the slips that are usual, one at a time."""
    yield from _inside(formula)
    start, end = formula.start, formula.end
    whole = tree.Group("(", (formula,), start, end)
    yield tree.Sum((whole,), ("-",), start, end)
    two = tree.Number("2", start, end)
    yield tree.Product((two, whole), ("", ""), start, end)
    yield tree.Over(whole, two, start, end)


def exchanged(node: Any, number: tree.Number) -> Iterator[Any]:
    """A node with the number in the place of each one that stands in it, one at a time."""
    if isinstance(node, tree.Number):
        yield replace(node, text=number.text)
    elif isinstance(node, tuple):
        for at, one in enumerate(node):
            for other in exchanged(one, number):
                yield (*node[:at], other, *node[at + 1 :])
    elif hasattr(node, "start"):
        for name in node.__slots__:
            for other in exchanged(getattr(node, name), number):
                yield replace(node, **{name: other})


def _inside(node: Any) -> Iterator[Any]:
    """A node with one slip in it or in what it holds."""
    yield from _here(node)
    if isinstance(node, tuple):
        for at, one in enumerate(node):
            for other in _inside(one):
                yield (*node[:at], other, *node[at + 1 :])
    elif hasattr(node, "start") and not isinstance(node, tree.Scripted | tree.Derivative):
        for name in node.__slots__:
            for other in _inside(getattr(node, name)):
                yield replace(node, **{name: other})


def _here(node: Any) -> Iterator[Node]:
    """The slips that are made at a node itself."""
    match node:
        case tree.Sum(terms, signs):
            for at, sign in enumerate(signs):
                if len(terms) > 1:
                    yield replace(node, terms=_but(terms, at), signs=_but(signs, at))
                turned = "+" if sign == "-" else "-"
                yield replace(node, signs=(*signs[:at], turned, *signs[at + 1 :]))
        case tree.Product(factors, signs) if len(factors) > 1:
            for at in range(len(factors)):
                left = _but(signs, at)
                yield replace(node, factors=_but(factors, at), signs=("", *left[1:]))
        case tree.Scripted(base, lower, (tree.Number(),)):
            yield replace(node, upper=()) if lower else base
        case tree.Over(top):
            yield top


def _but(several: tuple[Any, ...], at: int) -> tuple[Any, ...]:
    return several[:at] + several[at + 1 :]

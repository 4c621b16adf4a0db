"""Outputs written as functions of the input: f(x) where f is a number that stands bare too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import Written, nodes, written
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

INPUT = "x"


def output_letters(operands: tuple[Node, ...]) -> frozenset[str]:
    """Letters that stand before (x), and else bare, as in ∂L/∂f: nothing else is a function of.

    A letter with a prime somewhere, or before other brackets, is a function.
    """
    applied = {letter for letter, inner in _applied(operands) if _is_input(inner)}
    if not applied:
        return frozenset()
    functions = {letter for letter, inner in _applied(operands) if not _is_input(inner)}
    met: list[str] = []
    for node in nodes(operands):
        name = written(node) if isinstance(node, tree.Name | tree.Scripted) else None
        if name is not None and name.primes:
            functions.add(name.letter)
        if isinstance(node, tree.Name):
            met.append(node.text)
    before = [letter for letter, _ in _applied(operands)]
    return frozenset(one for one in applied - functions if met.count(one) > before.count(one))


def with_bare_outputs(node: Any, letters: frozenset[str]) -> Any:
    """The node with f in place of f(x)."""
    node = mapped(node, lambda inner: with_bare_outputs(inner, letters))
    if not isinstance(node, tree.Product):
        return node
    factors: list[Node] = []
    signs: list[str] = []
    for one, sign in zip(node.factors, node.signs, strict=True):
        name = _function(factors[-1]) if factors and sign == "" else None
        if name is not None and name.letter in letters and _is_brackets(one):
            factors[-1] = replace(factors[-1], end=one.end)
        else:
            factors.append(one)
            signs.append(sign)
    if len(factors) == 1:
        return factors[0]
    return tree.Product(tuple(factors), tuple(signs), node.start, node.end)


def _applied(operands: tuple[Node, ...]) -> Iterator[tuple[str, Node]]:
    """Every letter before brackets, with what they hold."""
    for node in nodes(operands):
        if not isinstance(node, tree.Product):
            continue
        pairs = zip(node.factors, node.factors[1:], node.signs[1:], strict=False)
        for left, right, sign in pairs:
            name = _function(left) if sign == "" else None
            if name is not None and _is_brackets(right):
                yield name.letter, right


def _function(node: Node) -> Written | None:
    name = written(node)
    return None if name is None or name.letter in FUNCTION_WORDS else name


def _is_brackets(node: Node) -> bool:
    return isinstance(node, tree.Group) and node.bracket == "("


def _is_input(node: Node) -> bool:
    """Whether brackets hold the input alone: (x)."""
    if not isinstance(node, tree.Group) or len(node.items) != 1:
        return False
    name = written(node.items[0])
    return name is not None and name.plain and name.letter == INPUT

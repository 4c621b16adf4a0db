r"""Steps that a sheet counts on its names: w^{(0)} is given, and w^{(1)} = w^{(0)} - ... follows.

The bracket is no layer then; what is worked out of the old ones are the new parameters.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import written
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

Step = tuple[str, str, int]  # the letter, the bracket, and how many steps led to it


def without_steps(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says with w for w^{(0)}, and a new w for w^{(1)} where a step leads to it."""
    given: dict[Step, Any] = {}
    brackets: set[str] = set()
    for one, _ in found:
        if not isinstance(one, Statement):
            continue
        step, numbers = _step(one.operands[0]), _numbers(one.operands[-1])
        if step is not None and step[2] == 0 and len(one.operands) == 2 and numbers is not None:
            given[step] = numbers
        elif step is not None and step[2] == 1 and _goes_on(one.operands[1], step, given):
            brackets.add(step[1])
    if len(brackets) != 1:
        return found
    (bracket,) = brackets
    return [
        (replace(one, operands=_plain(_renewed(one, bracket), bracket)), piece)
        if isinstance(one, Statement) else (one, piece)
        for one, piece in found
    ]  # fmt: skip


def _step(node: Node) -> Step | None:
    """What w^{(1)} says, if nothing else is raised on it."""
    match node:
        case tree.Scripted(_, _, (tree.Mark(bracket, tree.Number(text)),)) if text.isdigit():
            name = written(node)
            return None if name is None else (f"{name.letter} {node.lower}", bracket, int(text))
    return None


def _numbers(node: Node) -> tuple[tuple[Fraction, ...], ...] | None:
    rows = entries(node)
    return None if rows is None else tuple(tuple(one.value for one in row) for row in rows)


def _goes_on(node: Node, step: Step, given: dict[Step, Any]) -> bool:
    """Whether something is taken from the one before, or from its number."""
    if not isinstance(node, tree.Sum) or "-" not in node.signs[1:]:
        return False
    before = (step[0], step[1], step[2] - 1)
    first = node.terms[0] if node.signs[0] != "-" else replace(node, terms=node.terms[:1],
                                                              signs=node.signs[:1])  # fmt: skip
    return _step(first) == before or (before in given and _numbers(first) == given[before])


def _renewed(one: Statement, bracket: str) -> tuple[Node, ...]:
    """The sides of a chain; where a step leads to its name, that is a new one."""
    first, *others = one.operands
    step = _step(first)
    if step is None or step[1] != bracket or not isinstance(others[0], tree.Sum) or step[2] == 0:
        return one.operands
    if "-" not in others[0].signs[1:] or not isinstance(first, tree.Scripted):
        return one.operands
    new = tree.Name("new", first.end, first.end)
    return (replace(first, upper=(new,)), *others)


def _plain(node: Any, bracket: str) -> Any:
    step = _step(node) if isinstance(node, tree.Scripted) else None
    if step is None or step[1] != bracket:
        return mapped(node, lambda inner: _plain(inner, bracket))
    if not node.lower and not node.primes:
        return replace(node.base, end=node.end) if hasattr(node.base, "end") else node.base
    return replace(node, upper=())

"""A derivation as a value: every line it passed through, and the names of the rules used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from derive.errors import DeriveError

MOST_LINES = 200


@dataclass(frozen=True)
class Line:
    """One form of the expression, and the rules that led to it from the line above."""

    value: Any
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Derivation:
    """All lines, the first being what was asked for; each equals the line above it."""

    lines: tuple[Line, ...]

    @property
    def first(self) -> Any:
        return self.lines[0].value

    @property
    def last(self) -> Any:
        return self.lines[-1].value


@dataclass(frozen=True)
class Rule:
    """A name and a function that rewrites one node, or answers None where it does not apply.

    `kinds` are the classes of the nodes that it may rewrite; () means any.
    """

    name: str
    apply: Callable[[Any, Any], Any]
    kinds: tuple[type, ...] = ()

    @property
    def law(self) -> str:
        """What the rule says, in one sentence."""
        return (self.apply.__doc__ or "").strip()


def everywhere(expression: Any, apply: Callable[[Any], Any]) -> Any:
    """The expression with `apply` done at every outermost node where it answers; else None."""
    after = apply(expression)
    if after is not None:
        return after
    if not expression.args or getattr(expression, "is_name", False):
        return None
    changed = False
    parts = []
    for part in expression.args:
        new = everywhere(part, apply)
        changed = changed or new is not None
        parts.append(part if new is None else new)
    return expression.func(*parts) if changed else None


def _kinds(expression: Any) -> set[type]:
    """The classes of all nodes, those inside of names left out."""
    found: set[type] = set()
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        found.add(type(node))
        if not getattr(node, "is_name", False):
            waiting += node.args
    return found


def _applied(rule: Rule, context: Any, node: Any) -> Any:
    return rule.apply(node, context)


def rewrite(first: Any, rules: tuple[Rule, ...], context: Any, start: str) -> Derivation:
    """Every form that `first` passes through until no rule applies.

    Raises DeriveError where the rules do not come to an end.
    """
    lines = [Line(first, (start,))]
    while len(lines) < MOST_LINES:
        present = _kinds(lines[-1].value)
        for rule in rules:
            if rule.kinds and present.isdisjoint(rule.kinds):
                continue
            after = everywhere(lines[-1].value, partial(_applied, rule, context))
            if after is not None and after != lines[-1].value:
                lines.append(Line(after, (rule.name,)))
                break
        else:
            return Derivation(tuple(lines))
    raise DeriveError(f"the derivation did not end after {MOST_LINES} lines")

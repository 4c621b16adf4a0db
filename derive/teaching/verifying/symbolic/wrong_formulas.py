"""Wrong formulas of a sheet without data: what differs from the truth as they do follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from derive.teaching.verifying.lines.operands import Operand, Sheet, agree, operand, valued
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.modelled.derivatives import is_derivative
from derive.teaching.verifying.modelled.following import follows, gives
from derive.teaching.verifying.symbolic.by_definitions import by_definitions
from derive.teaching.verifying.symbolic.definitions import Definitions
from derive.teaching.verifying.symbolic.put_in_again import with_true
from derive.teaching.verifying.symbolic.supposed_slopes import supposed_slopes
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, whole_names, without_place, written
from derive.teaching.written.tree import Node

Symbolic = Callable[[Operand, str, Operand], Judged]

MOST = 8  # of the wrong formulas, the last ones
COMMON = ("0", "1", "2", "3", "4", "0.5", "0.25")  # factors that two slips can have by accident


@dataclass
class WrongFormulas:
    """What the sheet wrongly says to be equal, with the claim that it is wrong by; and what it
    defines."""

    defined: Definitions | None = None
    pairs: list[tuple[Operand, Operand, int]] = field(default_factory=list)

    def note(self, operands: list[Operand], verdicts: list[Judged], base: int) -> None:
        """Keeps the wrong formulas of a chain, as what stands left of them, and first in it."""
        for at, judged in enumerate(verdicts):
            left, right = operands[at : at + 2]
            root = base + at if judged.verdict == "wrong" else judged.root
            if judged.verdict not in ("wrong", "follows") or root is None:
                continue
            if all(one.named and not one.printed for one in (left, right)):
                self.pairs.append((left, right, root))
                if at:
                    self.pairs.append((operands[0], right, root))
        del self.pairs[:-MOST]

    def again(self, left: Operand, right: Operand, symbolic: Symbolic) -> int | None:
        """The claim at fault where a formula is wrong by the same factor, which is no number."""
        if left.printed or right.printed:
            return None
        for true, claimed, root in reversed(self.pairs):
            if not _holds(_product(left, claimed), _product(right, true), symbolic):
                continue
            if _brackets(claimed) & _brackets(right) - _brackets(true):
                return root  # (o - 1) for (1 - o) stands there once more
            if not any(_by_number(true, claimed, one, symbolic) for one in COMMON):
                return root
        again = self.stands_in(left, right, symbolic)
        return self._put_in(left, right) if again is None else again

    def stands_in(self, left: Operand, right: Operand, symbolic: Symbolic) -> int | None:
        """The claim at fault where a wrong formula before stands in one, which is right but for
        that."""
        for true, claimed, root in reversed(self.pairs):
            node = with_true(right.node, claimed.node, true.node)
            if node is not None and _holds(left, operand(node, right.names), symbolic):
                return root
        return None

    def _put_in(self, left: Operand, right: Operand) -> int | None:
        """The claim at fault where a formula is right, were a wrong derivative before it right."""
        if self.defined is None or not self._is_of_slopes((left.node, right.node)):
            return None
        for true, claimed, root in reversed(self.pairs):
            for slope in supposed_slopes(true.node, claimed.node):
                told = replace(self.defined, supposed=slope, terms={})
                if by_definitions(left.node, right.node, told, None, ""):
                    return root
        if self.defined.model is None:
            return None
        return follows(self.defined.model, left.node, right.node, self._nodes())

    def _is_of_slopes(self, sides: tuple[Node, Node]) -> bool:
        """Whether a derivative stands there, or a name for one."""
        model = self.defined.model if self.defined is not None else None
        named = model is not None and any(is_derivative(one, model.told)
                                          for one in whole_names(sides))  # fmt: skip
        return named or any(map(_is_slope, nodes(sides)))

    def at_number(self, one: Operand, found: Any, sheet: Sheet) -> int | None:
        r"""The claim at fault where \sigma'(0) is what the wrong formula of \sigma'(z) gives."""
        told = _applied(one.node)
        if told is None or not isinstance(told[1], tree.Number):
            return None
        for true, claimed, root in reversed(self.pairs):
            general = _applied(true.node)
            letter = written(general[1]) if general is not None else None
            if general is None or letter is None or not letter.plain or not _alike(told, general):
                continue
            there = operand(_put_in(claimed.node, letter.letter, told[1]), one.names)
            value = valued(there, None, sheet, True)
            if value is not None and agree(value[0], found):
                return root
        if self.defined is None or self.defined.model is None:
            return None
        return gives(self.defined.model, one.node, found, self._nodes())

    def in_formula(self, one: Operand, found: Any, sheet: Sheet) -> int | None:
        """The claim at fault where a formula has this value with a wrong formula put in."""
        for true, claimed, root in reversed(self.pairs):
            node = with_true(one.node, true.node, claimed.node)
            told = valued(operand(node, one.names), None, sheet, True) if node is not None else None
            if told is not None and agree(told[0], found):
                return root
        return None

    def _nodes(self) -> list[tuple[Node, Node, int]]:
        return [(true.node, claimed.node, root) for true, claimed, root in self.pairs]


def _is_slope(node: Any) -> bool:
    return isinstance(node, tree.Derivative) or bool(getattr(node, "primes", 0))


def _holds(left: Operand, right: Operand, symbolic: Symbolic) -> bool:
    return symbolic(left, "=", right).verdict == "holds"


def _product(first: Operand, second: Operand) -> Operand:
    node = tree.Product((_bracketed(first.node), _bracketed(second.node)), ("", "cdot"),
                        first.node.start, first.node.end)  # fmt: skip
    return operand(node, first.names)


def _bracketed(node: Node) -> Node:
    return tree.Group("(", (node,), node.start, node.end) if isinstance(node, tree.Sum) else node


def _brackets(one: Operand) -> set[Any]:
    """The sums in brackets that stand in a formula, wherever that is."""
    return {without_place(node.items) for node in nodes(one.node)
            if isinstance(node, tree.Group)
            and any(isinstance(inner, tree.Sum) for inner in node.items[:1])}  # fmt: skip


def _by_number(true: Operand, claimed: Operand, factor: str, symbolic: Symbolic) -> bool:
    """Whether a formula is wrong by this factor, with either sign."""
    node, start, end = _bracketed(true.node), true.node.start, true.node.end
    times = tree.Product((tree.Number(factor, start, end), node), ("", "cdot"), start, end)
    signed = tree.Sum((times,), ("-",), start, end)
    return any(_holds(claimed, operand(one, true.names), symbolic) for one in (times, signed))


def _applied(node: Node) -> tuple[tree.Scripted, Node] | None:
    r"""The function and the argument of \sigma'(z)."""
    match node:
        case tree.Product((tree.Scripted() as function, tree.Group("(", (inner,))), _):
            return (function, inner) if function.primes else None
    return None


def _alike(one: tuple[tree.Scripted, Node], other: tuple[tree.Scripted, Node]) -> bool:
    first, second = (next(iter(whole_names(function)), None) for function, _ in (one, other))
    if first is None or second is None:
        return False
    return (first.letter, first.primes) == (second.letter, second.primes)


def _put_in(node: Any, letter: str, number: tree.Number) -> Any:
    """The formula with a number for a letter."""
    if isinstance(node, tree.Name):
        return number if node.text == letter and not node.accents else node
    return mapped(node, lambda inner: _put_in(inner, letter, number))

r"""A loss that adds up those of patterns, E = \sum_n E_n: what is said of it is said of each E_n.

Where both sides of a formula are sums over the patterns, or about their loss, they are equal if
what they add up is; so with means. The sheet is judged for one pattern, its index left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from derive.teaching.verifying.lines.readings import index_of
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, without_place, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node

NONE, SUM, MEAN = "none", "sum", "mean"


@dataclass(frozen=True)
class Patterns:
    """The letter of the loss of all patterns, the index that counts them, and what is made of their
    losses: a `SUM` or a `MEAN`."""

    loss: str
    index: str
    made: str

    def sides(self, left: Node, right: Node) -> tuple[Node, Node]:
        """Both sides of one pattern."""
        return self.of_one(left), self.of_one(right)

    def compared(self, left: Node, right: Node) -> bool | None:
        """Whether both sides are about all patterns, or both about one; False where one is a sum
        and the other a mean, or of one pattern by its index; None where nothing can be said."""
        first, second = self._kinds(left), self._kinds(right)
        if len(first) > 1 or len(second) > 1:
            return None
        if first == second:
            return True
        alone = left if NONE in first else right
        says = NONE not in first | second or any(
            self._counts(node) for node in nodes(alone) if isinstance(node, tree.Name)
        )
        return False if says else None

    def chain(self, one: Statement) -> Statement | None:
        """A chain of one pattern; None where nothing is left of it."""
        made = [self.of_one(node) for node in one.operands]
        kept = [0]
        for at in range(1, len(made)):
            if without_place(made[at]) != without_place(made[kept[-1]]):
                kept.append(at)
        if len(kept) < 2:
            return None
        signs = tuple(one.signs[at - 1] for at in kept[1:])
        return replace(one, operands=tuple(made[at] for at in kept), signs=signs)

    def of_one(self, node: Any) -> Any:
        """The node without the index of the pattern, and without sums over it."""
        match self.without_count(node):
            case tree.Big("sum") as total if index_of(total) == self.index:
                node = total
                body = self.of_one(node.body)
                if written(body) is not None:
                    return body
                return tree.Group("(", (body,), body.start, body.end)
            case tree.Scripted():
                made = mapped(node, self.of_one)
                lower = tuple(one for side in made.lower for one in self._others(side))
                upper = tuple(one for one in made.upper if not self._counts(one))
                if lower or upper or node.primes:
                    return replace(made, lower=lower, upper=upper)
                return made.base
        return mapped(node, self.of_one)

    def without_count(self, node: Any) -> Any:
        """The sum that a mean over the patterns divides by their number; else the node."""
        match node:
            case tree.Over(tree.Big() as total, bottom) if index_of(total) == self.index:
                return total if written(bottom) is not None else node
            case tree.Product((tree.Over(tree.Number("1"), bottom), *rest)) if rest:
                inner = rest[0] if len(rest) == 1 else replace(
                    node, factors=tuple(rest), signs=("", *node.signs[2:]))  # fmt: skip
                first = inner.factors[0] if isinstance(inner, tree.Product) else inner
                is_total = isinstance(first, tree.Big) and index_of(first) == self.index
                return first if is_total and len(rest) == 1 and written(bottom) else node
        return node

    def _kinds(self, node: Any) -> set[str]:
        """What the terms of a side are of all patterns."""
        terms = node.terms if isinstance(node, tree.Sum) else (node,)
        return {self._kind(term) for term in terms}

    def _kind(self, term: Any) -> str:
        """What a term is of all patterns, by what stands in it."""
        found = NONE
        for one in self._parts(term):
            if self.without_count(one) is not one:
                return MEAN
            if self._is_loss(one):
                return self.made
            if isinstance(one, tree.Big) and index_of(one) == self.index:
                found = SUM
        return found

    def _parts(self, node: Any) -> Iterator[Any]:
        """What stands in a formula, but for what a name or a derivative is made of."""
        yield node
        if isinstance(node, tree.Derivative | tree.Scripted):
            return
        if isinstance(node, tuple):
            for one in node:
                yield from self._parts(one)
        elif hasattr(node, "start"):
            for name in node.__slots__:
                yield from self._parts(getattr(node, name))

    def _is_loss(self, node: Any) -> bool:
        """Whether this is the loss of all patterns, or a derivative of it."""
        what = node.what if isinstance(node, tree.Derivative) else node
        name = written(what) if isinstance(what, tree.Name) else None
        return name is not None and name.plain and name.letter == self.loss

    def _others(self, node: Node) -> tuple[Node, ...]:
        """What stands low without the index of the pattern: the k of nk."""
        match node:
            case tree.Product(factors) if any(map(self._counts, factors)):
                kept = tuple(one for one in factors if not self._counts(one))
                if len(kept) < 2:
                    return kept
                return (replace(node, factors=kept, signs=node.signs[: len(kept)]),)
        return () if self._counts(node) else (node,)

    def _counts(self, node: Any) -> bool:
        inner = node.inner if isinstance(node, tree.Mark) else node
        return isinstance(inner, tree.Name) and inner.text == self.index


def patterns(chains: Iterable[Statement]) -> Patterns | None:
    """The patterns that a loss of the sheet adds up; None where there is none, or where their index
    is a number, too."""
    chains = list(chains)
    for one in chains:
        name = written(one.operands[0])
        if name is None or not name.plain or name.letter not in LOSSES or one.continued:
            continue
        sums = [node for node in nodes(one.operands[1]) if isinstance(node, tree.Big)]
        for index in dict.fromkeys(filter(None, map(index_of, sums))):
            found = _added_up(one.operands[1], name.letter, index)
            numbers = (_has_number(node, index) for each in chains for node in each.operands)
            if found is not None and not any(numbers):
                return found
    return None


def _added_up(node: Node, loss: str, index: str) -> Patterns | None:
    """The patterns with this index, where a formula is nothing but what is made of their losses."""
    total = Patterns(loss, index, MEAN).without_count(node)
    match total:
        case tree.Big("sum", body=tree.Scripted(tree.Name(letter), lower, upper, 0)):
            marks = [one.inner if isinstance(one, tree.Mark) else one for one in (*lower, *upper)]
            names = [one.text for one in marks if isinstance(one, tree.Name)]
            if letter in LOSSES and len(marks) == 1 and names == [index]:
                return Patterns(loss, index, SUM if total is node else MEAN)
    return None


def _has_number(node: Any, index: str) -> bool:
    """Whether the letter of an index stands where it is no index."""
    match node:
        case tree.Name(text):
            return bool(text == index)
        case tree.Scripted(base, lower, upper):
            shifted = [one for one in nodes((lower, upper)) if isinstance(one, tree.Sum)]
            return _has_number((base, *shifted), index)  # h_{t-1}: these are steps in time
        case tree.Big():
            return _has_number(node.body, index)
    if isinstance(node, tuple):
        return any(_has_number(one, index) for one in node)
    if not hasattr(node, "start"):
        return False
    return any(_has_number(getattr(node, name), index) for name in node.__slots__
               if name not in ("start", "end"))  # fmt: skip


__all__ = ["Patterns", "patterns"]

"""What a sheet printed for each of its names, and formulas with these numbers put in.

Only names count that the sheet printed one number for, and no other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.computed.numbers import look
from derive.teaching.verifying.lines.operands import Sheet, operand, valued
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.statements.printed import Entry
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, written
from derive.teaching.written.tree import Node


@dataclass
class KeptValues:
    """The numbers of names by the looks of these: one each, None where there are several."""

    names: BoundNames
    sheet: Sheet
    kept: dict[str, Entry | None] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)  # names that numbers were put in for

    def keep(self, name: str, found: Entry | None) -> None:
        """Keeps a number; a name without one, or with another one, is not used any more."""
        if name not in self.kept:
            if found is not None:
                self.kept[name] = found
            return
        before = self.kept[name]
        if before is None or found is None:
            return
        digits = min(before.decimals, found.decimals)
        if abs(before.value - found.value) * 10**digits > 1:
            self.kept[name] = None

    def value(self, node: Node) -> Any:
        """What a side without names comes to, where that is one number."""
        found = operand(node, self.names)
        if found.symbolic or found.trouble is not None:
            return None
        told = valued(found, None, self.sheet, False)
        return None if told is None or type(told[0]) is Matrix else told[0]

    def put_in(self, node: Any) -> Any:
        """The formula with numbers for its names; a KeyError where one of them has none."""
        if is_kept(node) and look(node) in self.kept:
            return self._number(node, node)
        match node:
            case tree.Product(factors, signs):
                return self._product(node, factors, signs)
            case tree.Scripted(tree.Name(), _, (tree.Number(),) as upper) if not node.primes:
                name = replace(node, upper=()) if node.lower else node.base
                found = self._number(name, node)
                return tree.Scripted(found, (), upper, 0, node.start, node.end)
            case tree.Name() | tree.Derivative() | tree.Scripted(tree.Name()):
                raise KeyError
        return mapped(node, self.put_in)

    def _product(
        self, node: Node, factors: tuple[Node, ...], signs: tuple[str, ...]
    ) -> tree.Product:
        """A product, a function before its brackets being one name, or left as it is."""
        made: list[Node] = []
        kinds: list[str] = []
        at = 0
        while at < len(factors):
            pair = factors[at : at + 2]
            kinds.append(signs[at])
            if len(pair) == 2 and signs[at + 1] == "" and isinstance(pair[1], tree.Group):
                told = tree.Product(pair, ("", ""), pair[0].start, pair[1].end)
                name = written(pair[0])
                if look(told) in self.kept:
                    made.append(self._number(told, told))
                    at += 2
                    continue
                if name is not None and self.names.function(name, pair[1]) is not None:
                    made += [pair[0], self.put_in(pair[1])]
                    kinds.append("")
                    at += 2
                    continue
            made.append(self.put_in(factors[at]))
            at += 1
        return tree.Product(tuple(made), tuple(kinds), node.start, node.end)

    def _number(self, name: Node, node: Node) -> Node:
        """The number that was printed for a name, to stand in its place."""
        entry = self.kept[look(name)]
        if entry is None:
            raise KeyError
        self.used.add(look(name))
        found = replace(digits(entry.node), start=node.start, end=node.end)
        if entry.value >= 0:
            return found
        minus = tree.Sum((found,), ("-",), node.start, node.end)
        return tree.Group("(", (minus,), node.start, node.end)

    def are_printed(self, numbers: Node, formula: Node) -> bool:
        """Whether each number is one that was printed for a name, or stands in the formula."""
        known = {abs(one.value) for one in self.kept.values() if one is not None}
        known |= {one.value for one in nodes(formula) if isinstance(one, tree.Number)}
        return all(one.value in known for one in nodes(numbers) if isinstance(one, tree.Number))


def is_kept(node: Node) -> bool:
    """Whether this is a name, a derivative, or a function of a name: what has a number."""
    match node:
        case tree.Derivative():
            return True
        case tree.Product((first, tree.Group(_, (only,))), ("", "")):
            return written(first) is not None and written(only) is not None
    return written(node) is not None


def digits(node: Node) -> tree.Number:
    """The number that stands in a node that is one, with a sign or without."""
    (found,) = (one for one in nodes(node) if isinstance(one, tree.Number))
    return found


def is_one(entry: Entry) -> bool:
    """Whether one number stands there, and no fraction."""
    return sum(isinstance(one, tree.Number) for one in nodes(entry.node)) == 1

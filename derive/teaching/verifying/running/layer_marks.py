"""Where the letter of a layer stands, l, l + 1 and l - 1, and numbers put there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, written

LAYER, LAST = 2, "L"  # l is the second layer


@dataclass(frozen=True)
class LayerMarks:
    """The letters that count layers; `lasts` stand for the last one."""

    letters: frozenset[str]

    @property
    def lasts(self) -> frozenset[str]:
        return frozenset((LAST, *(one.upper() for one in self.letters if len(one) == 1)))

    def layer(self, slot: Any) -> int | None:
        """The layer that l, l + 1 or l - 1 are."""
        match slot:
            case tree.Name(text) if text in self.letters:
                return LAYER
            case tree.Sum((tree.Name(text), tree.Number("1")), ("+", sign)) if text in self.letters:
                return LAYER + (1 if sign == "+" else -1)
        return None

    def stepping(self, one: Statement) -> Iterator[str]:
        """Where l + 1 and l - 1 stand: in a bracket, raised or lowered."""
        for node in nodes(one.operands):
            if written(node) is not None:
                for place, found in slots(node):
                    if any(self.layer(slot) not in (None, LAYER) for slot in found):
                        yield place

    def is_of_last(self, one: Statement) -> bool:
        """Whether the last layer is in it: a^L."""
        found = (slot for node in nodes(one.operands) for _, told in slots(node) for slot in told)
        return any(isinstance(slot, tree.Name) and slot.text in self.lasts for slot in found)

    def put(self, node: Any, places: set[str]) -> Any:
        """A node with numbers for the layers."""
        if not isinstance(node, tree.Scripted):
            return mapped(node, lambda inner: self.put(inner, places))

        def number(slot: Any, place: str) -> Any:
            layer = self.layer(slot) if place in places else None
            if layer is not None:
                return tree.Number(str(layer), slot.start, slot.end)
            if place in places and isinstance(slot, tree.Name) and slot.text in self.lasts:
                return replace(slot, text=LAST)
            return self.put(slot, places)

        upper = tuple(
            replace(one, inner=number(one.inner, one.bracket)) if isinstance(one, tree.Mark)
            else number(one, "raised") for one in node.upper
        )  # fmt: skip
        lower = tuple(number(one, "lowered") for one in node.lower)
        return replace(node, base=self.put(node.base, places), upper=upper, lower=lower)


def slots(node: Any) -> Iterator[tuple[str, list[Any]]]:
    """What is written on a name, by its place."""
    if isinstance(node, tree.Scripted):
        for mark in node.upper:
            if isinstance(mark, tree.Mark):
                yield mark.bracket, [mark.inner]
        yield "raised", [one for one in node.upper if not isinstance(one, tree.Mark)]
        yield "lowered", list(node.lower)

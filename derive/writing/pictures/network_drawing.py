"""What a picture of a network is to show, and how much room its words and values take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from derive.calculus.graph import Graph
from derive.writing.pictures.network_columns import Card, Column, columns
from derive.writing.pictures.network_wires import Wire, wires

CHARACTER = 0.15


@dataclass(frozen=True)
class NetworkDrawing:
    """What is drawn: a graph, the words under its layers, and in which run its numbers are found.

    `roles` are the quantities whose values stand in the units, for example number `example`, with
    their names where `named`; `typed` and `shown` are how many characters a weight and such a
    value may have.
    """

    graph: Graph
    words: tuple[tuple[Any, ...], ...]
    run: str
    typed: int
    shown: int
    roles: tuple[str, ...] = ()
    example: int = 0
    named: bool = True

    @cached_property
    def columns(self) -> tuple[Column | None, ...]:
        """The columns from left to right."""
        cards = [self.card(layer) for layer in range(self.graph.depth + 1)] if self.roles else []
        return columns(self.graph.network, cards)

    def card(self, layer: int) -> Card:
        """The room for the values of a unit."""
        mark = (1.35 if self.example else 1.0) if self.named else 0.1
        digits = self.shown if layer else self.typed
        return Card(
            max(0.8, mark + 0.1 + CHARACTER * digits),
            (len(self.roles) if layer else 1) + int(not self.named),
        )

    @cached_property
    def wires(self) -> tuple[Wire, ...]:
        """The shortcuts."""
        return wires(self.graph.network, self.columns)


def head_width(drawing: NetworkDrawing, column: Column) -> float:
    """The width of what stands below a column."""
    if column.kind != "units":
        return 0.5
    return max(0.6, words_width(drawing.words[column.layer]))


def words_width(words: Sequence[Any]) -> float:
    """An estimate of the width of words below a layer."""
    return sum(0.165 * len(word) if isinstance(word, str) else 0.9 for word in words)

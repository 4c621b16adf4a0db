"""Numbers of a sheet beside what they should be: how near is near enough, and which are at fault.

A sheet that rounds what it goes on with is off by more than its last digit. So a number passes that
is near the truth; what is off by a slip is off by more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

from derive.teaching.verifying.statements.printed import Entry, entries
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, without_place
from derive.teaching.written.tree import Node

UNITS = 3  # of the last digit that the sheet works with
SHARE = 0.02  # of the number


def printed(node: Node) -> Entry | None:
    """The one number that is printed there."""
    rows = entries(node)
    return rows[0][0] if rows is not None and len(rows) == len(rows[0]) == 1 else None


def listed(node: Node) -> list[Fraction]:
    """The numbers of a row or a column: (0.8, -1.2)."""
    rows = entries(node) or []
    if len(rows) != 1 and any(len(row) != 1 for row in rows):
        return []
    return [entry.value for row in rows for entry in row]


def digits_of(chains: list[Any]) -> int:
    """With how many decimals a sheet works at most."""
    found = [one.decimals for chain in chains for node in chain.operands[1:]
             if (one := printed(node)) is not None]  # fmt: skip
    return max(found, default=0)


def near(found: float, true: float, decimals: int, digits: int) -> bool:
    """Whether a number with so many decimals may stand for another."""
    by_rounding = 0.5 * 10.0**-decimals if decimals else 0.0
    return abs(found - true) <= max(by_rounding, UNITS * 10.0**-digits + SHARE * abs(true))


@dataclass
class Faults:
    """The claims at fault for numbers, by their digits, and for names."""

    digits: dict[Fraction, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)

    def note(self, name: str, found: Fraction, root: int | None) -> None:
        """Keeps a result: a wrong one with the claim at fault, or a right one."""
        if root is None:
            self.names.pop(name, None)
            return
        self.names[name] = root
        self.digits[abs(found)] = root

    def behind(self, node: Node) -> int | None:
        """The claim at fault for something that stands in a formula."""
        for one in nodes(node):
            if isinstance(one, tree.Number) and abs(one.value) in self.digits:
                return self.digits[abs(one.value)]
            for name in (one, *applied(one)):
                if look(name) in self.names:
                    return self.names[look(name)]
        return None


def applied(node: Node) -> Iterator[tree.Product]:
    """The names before brackets in a product, each with its brackets: f'(a) in d f'(a)."""
    if isinstance(node, tree.Product):
        for at, (first, then) in enumerate(pairwise(node.factors), start=1):
            if node.signs[at] == "" and isinstance(then, tree.Group):
                yield tree.Product((first, then), ("", ""), first.start, then.end)


def look(node: Any) -> str:
    """A name or a derivative as it is written, wherever it stands."""
    return repr(without_place(node))

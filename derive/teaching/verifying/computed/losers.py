"""What loses in a maximum, m = max(c_1, c_2), gets no gradient: dL/dc of it is 0.

So it is in max pooling, where the winner of each window passes the gradient on, and of a unit that
max(0, z) cuts off. Only names count that stand nowhere else but in what they are worked out from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from derive.teaching.verifying.computed.index_rules import plain
from derive.teaching.verifying.computed.kept_lists import told_in, zeroth
from derive.teaching.verifying.computed.numbers import look, printed
from derive.teaching.verifying.reporting.report import Report
from derive.teaching.verifying.statements.printed import Entry
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, written
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

OPEN = frozenset(("no claim", "holds", "holds as shown"))
CUT_OFF = frozenset(("max", "relu"))  # what is worked out by them passes no gradient, or is 0


def by_losers(
    report: Report, found: list[tuple[Found, Piece]], told: dict[str, str]
) -> Report:  # fmt: skip
    """The report with gradients of what lost being wrong where they are not 0."""
    chains = [chain for chain, _ in found if isinstance(chain, Statement)]
    if not any(_arguments(one) for chain in chains for one in nodes(chain.operands)):
        return report
    from_zero = zeroth(chains)
    maxima, claims = _Maxima(), list(report.claims)
    at = {claim.offset: n for n, claim in enumerate(claims)}
    used = frozenset(look(plain(one)) for chain in chains for one in _used(chain))
    for chain in chains:
        if chain.continued or chain.condition is not None:
            continue
        maxima.note(chain)
        for name, entry in told_in(chain, from_zero):
            claim = at.get(chain.signs[0].start)
            if entry is None:
                continue
            lost = _by_loss(name)
            if lost is None:
                maxima.values.setdefault(look(name), (name, entry))
            elif claim is None or claims[claim].verdict not in OPEN:
                continue
            elif entry.value and look(lost) not in used and maxima.has_lost(lost):
                claims[claim] = replace(claims[claim], verdict="wrong",
                                            message=told["wrong_value"])  # fmt: skip
    return replace(report, claims=tuple(claims))


@dataclass
class _Maxima:
    """The numbers of names, and the names that won and lost in maxima."""

    values: dict[str, tuple[Node, Entry]] = field(default_factory=dict)
    won: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)

    def has_lost(self, name: Node) -> bool:
        return look(name) in self.lost - self.won

    def note(self, chain: Statement) -> None:
        """Keeps who wins in the maxima of a chain, by names or by their numbers."""
        for one in chain.operands[1:]:
            items = _arguments(plain(one))
            if not items:
                continue
            values = [self._value(item) for item in items]
            known = [value for value in values if value is not None]
            if len(known) < len(values) or known.count(max(known)) > 1:
                continue
            for item, value in zip(items, known, strict=True):
                names = self._names(item, value, known)
                (self.won if value == max(known) else self.lost).update(names)

    def _value(self, item: Node) -> Fraction | None:
        entry = printed(item)
        if entry is None and look(item) in self.values:
            entry = self.values[look(item)][1]
        return entry.value if entry is not None else None

    def _names(self, item: Node, value: Fraction, known: list[Fraction]) -> set[str]:
        """The names that an argument stands for; of a number, those whose fellows are there."""
        if printed(item) is None:
            return {look(item)}
        found = [name for name, entry in self.values.values() if entry.value == value]
        letters = [{_letter(name) for name, entry in self.values.values() if entry.value == other}
                   for other in known]  # fmt: skip
        fellows = set.intersection(*letters) if value else set()
        return {look(name) for name in found if _letter(name) in fellows}


def _arguments(node: Any) -> tuple[Node, ...]:
    """What the larger one is taken of."""
    match node:
        case tree.Product((tree.Name("max"), tree.Group("(", items)), ("", "")) if len(items) > 1:
            return items
    return ()


def _letter(node: Node) -> str | None:
    """The letter of an entry: c of c_4."""
    name = written(node)
    return name.letter if name is not None and name.indices else None


def _by_loss(name: Node) -> Node | None:
    """What the derivative of a loss, which has no index, is by."""
    match name:
        case tree.Derivative(what=tree.Name(), by=by):
            return by
    return None


def _used(chain: Statement) -> Iterator[Node]:
    """The names that a chain works with outside of maxima, slopes and derivatives."""
    for one in nodes(_without(chain.operands[1:])):
        if isinstance(one, tree.Scripted):
            yield one


def _without(node: Any) -> Any:
    """The node with nothing in place of what only takes the larger one, and of derivatives."""
    match node:
        case tree.Derivative():
            return tree.Number("0", node.start, node.end)
        case tree.Product((tree.Name(text), tree.Group()), ("", "")) if text in CUT_OFF:
            return tree.Number("0", node.start, node.end)
    return mapped(node, _without)

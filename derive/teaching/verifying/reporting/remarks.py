"""Which claims of a judged sheet get a remark, and what their remarks are called."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.teaching.verifying.reporting.report import Claim, Report
from derive.teaching.written.tree import Node

QUIET = frozenset(("holds", "holds as shown", "no claim"))
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True)
class Remark:
    """A numbered remark on the claim with this place among the claims."""

    number: int
    index: int
    claim: Claim

    @property
    def mark(self) -> str:
        """The number as it stands in the margin."""
        return circled(self.number)


def is_quiet(claim: Claim) -> bool:
    """Whether there is nothing to say about a claim."""
    return claim.verdict in QUIET


def remarks(report: Report) -> tuple[Remark, ...]:
    """The remarks of a report, numbered from 1 in the order of the text."""
    loud = [(place, one) for place, one in enumerate(report.claims) if not is_quiet(one)]
    return tuple(Remark(n, place, one) for n, (place, one) in enumerate(loud, 1))


def circled(number: int) -> str:
    """A number in a circle, or in brackets where it is too large for one.

    >>> circled(3), circled(21)
    ('③', '(21)')
    """
    return _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"({number})"


_BESIDE = re.compile(r"&&\s*\\(?:text)\{[^{}]*\}\s*$")


def source(text: str, node: Node) -> str:
    """The source of an operand, to the end of its last bracket."""
    found = text[node.start : node.end]
    for mark in text[node.end : node.end + 8]:
        if found.count("{") <= found.count("}") or mark not in "} \n":
            break
        found += mark
    return _BESIDE.sub("", found).strip(" &\n")

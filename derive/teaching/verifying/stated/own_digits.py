"""What the numbers of a sheet without an exercise stand for: data, results, or neither."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from derive.teaching.verifying.stated.data import GIVEN, stated
from derive.teaching.verifying.statements.printed import (
    Rounding,
    decimals_of,
    figures,
    usual_figures,
)
from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.documents import Document
from derive.teaching.written.names import nodes, written
from derive.teaching.written.tree import Node

Digits = tuple[Fraction, int]  # a number without its sign, and how many decimals it has


def own_rounding(chains: list[Statement], document: Document) -> Rounding:
    """Data stand for themselves, results for all that rounds to them.

    A number that is neither is a result that is not printed elsewhere, or one that was typed: with
    fewer decimals than is usual on the sheet, its last zeros were left out. So is one that is only
    told, as the new value of a weight that stays.
    """
    given = [one for one in stated(chains, document) if one.slots.letter in GIVEN]
    data = {(abs(Fraction(entry)), len(entry.partition(".")[2]))
            for one in given for row in one.rows for entry in row}  # fmt: skip
    letters = frozenset(one.slots.letter for one in given)
    worked = {
        one for chain in chains if not _only_tells(chain)
        for one in _results(chain) if not (one in data and _recalls(chain, letters))
    }  # fmt: skip
    told = {one for chain in chains if _only_tells(chain) for one in _results(chain)} - worked
    results = worked | told
    counts = Counter(decimals for _, decimals in results if decimals)
    if not counts:
        return Rounding()
    most = max(counts.values())
    usual = min(decimals for decimals, count in counts.items() if count == most)
    results -= {one for one in told if one[1] < usual - 1}
    everything = {one for chain in chains for node in chain.operands for one in _numbers(node)}
    significant = usual_figures(results)
    finer = sorted(value for value, decimals in everything if decimals >= usual)
    short = {
        one for one in everything - results - data
        if 0 < one[1] < usual and figures(*one) < significant
        and not _stands_for(one, finer)
    }  # fmt: skip
    return Rounding(
        frozenset(data - results), figures=significant, short=frozenset(short), fine=usual
    )


def _only_tells(chain: Statement) -> bool:
    """Whether a name stands beside a number, and nothing that it was worked out from."""
    return len(chain.operands) == 2 and written(chain.operands[0]) is not None


def _recalls(chain: Statement, given: frozenset[str]) -> bool:
    """Whether the name of a datum stands right before the number: do/db = w_3 = 1.5."""
    name = written(chain.operands[-2])
    return len(chain.operands) > 2 and name is not None and name.letter in given


def _results(chain: Statement) -> Iterator[Digits]:
    """What the chain comes to: printed values, and numbers that come up on the way there."""
    first = written(chain.operands[0])
    if len(chain.operands) == 2 and first is not None and first.letter in GIVEN:
        return
    before: set[Digits] = set(_numbers(chain.operands[0]))
    for node in chain.operands[1:]:
        here = set(_numbers(node))
        if is_printed(node) or before:
            yield from here - before
        before |= here


def _numbers(node: Node) -> Iterator[Digits]:
    for one in nodes(node):
        if isinstance(one, tree.Number) and (decimals := decimals_of(one)):
            yield one.value, decimals


def _stands_for(one: Digits, finer: list[Fraction]) -> bool:
    """Whether a number of two digits or more is one of the finer ones, rounded or cut."""
    unit = Fraction(1, 10 ** one[1])
    at = bisect_left(finer, one[0] - unit / 2)
    return one[0] >= 10 * unit and at < len(finer) and finer[at] < one[0] + unit

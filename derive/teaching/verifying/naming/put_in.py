"""Numbers put in for names, v_1 h_1 + c = 0.5 · 0.26 + 0.2: each tells what stands in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from derive.teaching.verifying.naming.evidence import Evidence, Values
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.statements.printed import Entry, entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import Written, written
from derive.teaching.written.tree import Node


def by_numbers_put_in(found: Iterable[Statement], values: Values) -> dict[str, list[Evidence]]:
    """What the numbers in the place of its names tell of each letter."""
    told: dict[str, dict[tuple[str, int], Evidence]] = {}
    for one in found:
        for formula, numbers in pairwise(one.operands):
            if not isinstance(formula, tree.Sum) or not isinstance(numbers, tree.Sum):
                continue
            for name, entry in _terms(formula, numbers):
                slots = slots_of(name)
                if slots is None:
                    continue
                fits = frozenset(values.fits([[entry]]))
                weight = min(len(str(abs(entry.value.numerator))), 4) / 2
                known = told.setdefault(slots.letter, {})
                known.setdefault((str(slots), entry.decimals), Evidence(slots, fits, weight))
    return {letter: [*known.values()] for letter, known in told.items()}


def _terms(formula: tree.Sum, numbers: tree.Sum) -> Iterator[tuple[Written, Entry]]:
    """Each name with its number, where the sums have the same terms."""
    if len(formula.terms) != len(numbers.terms):
        return
    pairs = [_factors(one, other) for one, other in zip(formula.terms, numbers.terms, strict=True)]
    signs = zip(formula.signs, numbers.signs, strict=True)
    for known, (sign, other) in zip(pairs, signs, strict=True):
        for at, (name, entry) in enumerate(known):
            # w_1 x_1 + w_2 x_2 = 0.4 · 2 - 0.3 · 5: the sign is that of the weight
            turned = (sign == "-") != (other == "-") and at == 0
            yield name, replace(entry, value=-entry.value) if turned else entry


def _factors(formula: Node, numbers: Node) -> list[tuple[Written, Entry]]:
    names = formula.factors if isinstance(formula, tree.Product) else (formula,)
    given = numbers.factors if isinstance(numbers, tree.Product) else (numbers,)
    if len(names) != len(given):
        return []
    found = []
    for one, other in zip(names, given, strict=True):
        name, rows = written(one), entries(other)
        if name is None or rows is None or len(rows) * len(rows[0]) != 1:
            return []
        found.append((name, rows[0][0]))
    return found

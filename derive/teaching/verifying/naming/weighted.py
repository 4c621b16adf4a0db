"""What a formula in numbers says of the name before it: 0.2 · 1 + 0.5 · 3 + 0.1 goes into a unit
with these weights, whatever the result; 0.5 - 0.2 · 0.3 is the new value of the weight 0.5."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import nan

from derive.teaching.verifying.statements.printed import entries
from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.tree import Node

Table = tuple[tuple[float, ...], ...]
Tables = Mapping[tuple[str, int], list[Table]]
Fit = tuple[str, int, tuple[int, ...], bool]
NEAR = 1e-12
BATCH = -1


def by_formula(formulas: Sequence[Node], tables: Tables) -> Iterator[Fit]:
    """The quantities that these sums of numbers are how to work out."""
    for node in formulas:
        if not isinstance(node, tree.Sum):
            continue
        terms = [_factors(term, sign) for term, sign in zip(node.terms, node.signs, strict=True)]
        told = [one for one in terms if one is not None]
        if len(told) == len(terms) > 1:
            yield from _into_units(told, tables)
            yield from _steps(told, tables)


def _into_units(terms: list[list[float]], tables: Tables) -> Iterator[Fit]:
    pairs = [one for one in terms if len(one) == 2]
    alone = [one[0] for one in terms if len(one) == 1]
    if len(pairs) + len(alone) < len(terms) or not pairs or len(alone) > 1:
        return
    for key, (table, *_) in _of("W", tables):
        layer = key.partition(".")[2]
        values = [(at, known[0]) for (name, at), known in tables.items() if name == f"z.{layer}"]
        units = len(values[0][1]) if values else 0
        rows = table if len(table) == units else tuple(zip(*table, strict=True))
        for unit, weights in enumerate(rows[:units]):
            if not _are_weighted(pairs, weights):
                continue
            bias = _bias(tables, layer, unit)
            if len(pairs) < 2 and (bias is None or not alone or abs(alone[0] - bias) > NEAR):
                continue  # one product can be anything
            for at, _ in values:
                yield f"z.{layer}", at, (unit, 0), False
                if units == 1:
                    yield f"z.{layer}", at, (), False


def _steps(terms: list[list[float]], tables: Tables) -> Iterator[Fit]:
    """A given parameter, and the rate times something added to it or taken away."""
    rate = next(
        (float(known[0][0][0]) for (key, _), known in tables.items() if key == "rate"), None
    )
    if rate is None or len(terms) != 2 or len(terms[0]) != 1:
        return
    if not any(abs(abs(one) - rate) < NEAR for one in terms[1]) or len(terms[1]) < 2:
        return
    for role in ("W", "b"):
        for key, (table, *_) in _of(role, tables):
            for i, row in enumerate(table):
                for j, entry in enumerate(row):
                    if abs(entry - terms[0][0]) < NEAR:
                        yield f"new.{key}", BATCH, (i, j), False
                        if len(table) == len(row) == 1:
                            yield f"new.{key}", BATCH, (), False


def _of(role: str, tables: Tables) -> Iterator[tuple[str, list[Table]]]:
    for (key, _), known in tables.items():
        if key.partition(".")[0] == role and known:
            yield key, known


def _bias(tables: Tables, layer: str, unit: int) -> float | None:
    known = tables.get((f"b.{layer}", 0))
    return known[0][unit][0] if known and unit < len(known[0]) else None


def _are_weighted(pairs: list[list[float]], weights: Sequence[float]) -> bool:
    """Whether each product has the weight of its place as a factor."""
    return len(pairs) == len(weights) and all(
        any(abs(one - weight) < NEAR for one in signed)
        for (first, second), weight in zip(pairs, weights, strict=True)
        for signed in [(first, second, -first, -second)]
    )


def _factors(term: Node, sign: str) -> list[float] | None:
    """The numbers that a term is the product of; a name beside them is no number."""
    factors = term.factors if isinstance(term, tree.Product) else (term,)
    found: list[float] = []
    for one in factors:
        inner = one.items[0] if isinstance(one, tree.Group) and len(one.items) == 1 else one
        rows = entries(inner)
        if rows is None and written(inner) is not None:
            found.append(nan)
            continue
        if rows is None or len(rows) != 1 or len(rows[0]) != 1:
            return None
        found.append(float(rows[0][0].value))
    return [-found[0], *found[1:]] if sign == "-" else found

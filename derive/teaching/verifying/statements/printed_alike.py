"""Whether what is printed are the entries of a known matrix."""

from __future__ import annotations

from collections.abc import Iterable

from derive.teaching.verifying.statements.printed import Entry


def slack(entry: Entry) -> float:
    """How far a number may be from one that is printed so."""
    value = abs(float(entry.value))
    return 1e-9 * (1 + value) if entry.decimals == 0 else 1.0001 * 10.0**-entry.decimals


def alike(table: tuple[tuple[float, ...], ...], rows: Iterable[Iterable[Entry]]) -> bool:
    """Whether a matrix is printed there, every entry of it."""
    return all(
        abs(value - float(entry.value)) <= slack(entry)
        for numbers, row in zip(table, rows, strict=True)
        for value, entry in zip(numbers, row, strict=True)
    )


def alike_in(table: tuple[tuple[float, ...], ...], rows: list[list[Entry]]) -> float:
    """How much of a matrix is printed there, as it is or turned; zeros tell nothing."""
    best = 0.0
    for way in (table, tuple(zip(*table, strict=True))):
        if (len(way), len(way[0])) == (len(rows), len(rows[0])):
            pairs = [pair for one, row in zip(way, rows, strict=True)
                     for pair in zip(one, row, strict=True) if pair[0]]  # fmt: skip
            same = sum(abs(value - float(entry.value)) <= slack(entry) for value, entry in pairs)
            best = max(best, same / max(1, len(pairs)))
    return best

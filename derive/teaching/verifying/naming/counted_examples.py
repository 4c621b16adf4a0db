"""Examples that an index counts: r_1 and r_2 of the only output, x_{n1} of an input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.teaching.verifying.naming.doubt import fits
from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.lettered import lettered
from derive.teaching.verifying.naming.notation import Letter, Notation, Sizes, Slots

OF_EXAMPLES = frozenset(("x", "t", "z", "a", "output", "delta", "minus.delta", "grad.a",
                         "minus.grad.a", "slope", "loss"))  # fmt: skip
RUNNING = frozenset("ijkmnpq")


def or_counted(
    meanings: Iterable[Letter], names: Iterable[Slots], sizes: Sizes
) -> Iterator[Letter]:
    """Meanings of a letter, and the same with its first index as the number of an example."""
    firsts = [one.lowered[0] for one in names if one.lowered]
    numbers = {one for one in firsts if isinstance(one, int)}
    may = sizes.indexed and len(numbers) > 1 and 0 not in numbers
    may = may and (not sizes.examples or max(numbers) <= sizes.examples)
    for one in meanings:
        yield one
        if may and all(_has_room(one, name, sizes, True) for name in names):
            yield replace(one, counted=True)


def with_counted(
    notation: Notation, met: dict[str, list[Slots]], told: dict[str, list[Evidence]], sizes: Sizes
) -> Notation:
    """The same, with more letters counted where one is: t_n and x_{n1} beside r_1, r_2."""
    letters = dict(notation.letters)
    if not any(one.counted for one in letters.values()):
        return notation
    for letter, meaning in notation.letters.items():
        tried = replace(meaning, counted=True)
        if all(_has_room(meaning, one, sizes) for one in met.get(letter, ())) and all(
            _is_right(one, tried, notation, sizes) or not _is_right(one, meaning, notation, sizes)
            for one in told.get(letter, ())
        ):
            letters[letter] = tried
    return replace(notation, letters=letters)


def _is_right(known: Evidence, meaning: Letter, notation: Notation, sizes: Sizes) -> bool:
    return fits(known, meaning, lettered(known.slots, meaning, notation.example, sizes))


def _has_room(meaning: Letter, name: Slots, sizes: Sizes, whole: bool = False) -> bool:
    """Whether an index is left on a name that no unit needs; or it may be a `whole` vector."""
    units = _units(meaning, sizes)
    if units is None or meaning.batch or name.marks or name.raised:
        return False
    lowered = [part for one in name.lowered for part in (one if isinstance(one, tuple) else (one,))]
    if lowered and not (isinstance(lowered[0], int) or lowered[0] in RUNNING):
        return False
    return not lowered or len(lowered) == (1 if units == 1 else 2) or (whole and len(lowered) == 1)


def _units(meaning: Letter, sizes: Sizes) -> int | None:
    """How many units what a letter means has; None for what belongs to no example."""
    if meaning.role not in OF_EXAMPLES:
        return None
    if meaning.role in ("x", "t", "output", "loss"):
        return {"x": sizes.units[0], "loss": 1}.get(meaning.role, sizes.units[-1])
    return sizes.units[meaning.layer] if isinstance(meaning.layer, int) else None

"""Examples that an index counts: r_1 and r_2 of the only output, x_{n1} of an input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.teaching.verifying.naming.doubt import fits
from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.lettered import lettered
from derive.teaching.verifying.naming.notation import Letter, Notation, Sizes, Slots
from derive.teaching.verifying.naming.usual import USUAL

OF_EXAMPLES = frozenset(("x", "t", "z", "a", "output", "delta", "minus.delta", "grad.a",
                         "minus.grad.a", "slope", "loss"))  # fmt: skip
PLACES = ("first", "last")
RUNNING = frozenset("ijkmnpq")


def or_counted(
    meanings: Iterable[Letter], names: Iterable[Slots], sizes: Sizes
) -> Iterator[Letter]:
    """Meanings of a letter, and the same with its first index as the number of an example."""
    names = list(names)
    places = [place for place in PLACES if _may_count(place, names, sizes)]
    for one in meanings:
        yield one
        if places and all(_has_room(one, name, sizes, True) for name in names):
            yield from (replace(one, counted=place) for place in places)


def with_counted(
    notation: Notation, met: dict[str, list[Slots]], told: dict[str, list[Evidence]], sizes: Sizes
) -> Notation:
    """The same, with more letters counted where one is: t_n and x_{n1} beside r_1, r_2."""
    letters = _summed_over(dict(notation.letters), met, sizes)
    notation = replace(notation, letters=letters)
    counted = {one.counted for one in letters.values() if one.counted}
    for letter, meaning in notation.letters.items():
        if meaning.counted or not counted:
            continue
        tried = replace(meaning, counted=max(counted))
        whole = meaning.role in ("x", "t") and not told.get(letter)
        if all(_has_room(meaning, one, sizes, whole) for one in met.get(letter, ())) and all(
            _is_right(one, tried, notation, sizes) or not _is_right(one, meaning, notation, sizes)
            for one in told.get(letter, ())
        ):
            letters[letter] = tried
    return replace(notation, letters=_all_or_one(letters, met))


def _summed_over(
    letters: dict[str, Letter], met: dict[str, list[Slots]], sizes: Sizes
) -> dict[str, Letter]:
    """The letters, where the only output and its target have a letter below: ŷ_n is of an example,
    and so is h_{1,n}."""
    single = [
        (letter, one.lowered)
        for letter, meaning in letters.items()
        if _units(meaning, sizes) == 1 and not (meaning.batch or meaning.counted)
        for one in met.get(letter, ())
        if one.lowered and not (one.marks or one.raised)
    ]
    indices = {lowered[0] for _, lowered in single if not isinstance(lowered[0], int)}
    if sizes.examples < 2 or len(indices) != 1 or any(len(lowered) > 1 for _, lowered in single):
        return letters
    (index,) = indices
    roles = {letters[letter].role for letter, _ in single}
    if index not in RUNNING or not roles & {"output", "a", "t"}:
        return letters
    found = dict(letters)
    for letter, names in met.items():
        targets = letter not in letters and USUAL.get(letter, ())[:1] == ("t",)
        if targets and all(one.lowered == (index,) for one in names):
            found[letter] = Letter("t", counted="first")
    for letter, meaning in letters.items():
        below = [one.lowered for one in met.get(letter, ()) if index in one.lowered]
        if below and _units(meaning, sizes) is not None and not (meaning.batch or meaning.counted):
            first = all(lowered[0] == index for lowered in below)
            if first or all(lowered[-1] == index for lowered in below):
                found[letter] = replace(meaning, counted="first" if first else "last")
    return found


def _all_or_one(letters: dict[str, Letter], met: dict[str, list[Slots]]) -> dict[str, Letter]:
    """The letters, where a counted one without its index is that of all examples: y beside y_2, on
    a sheet that has other letters for all of them."""
    whole = [one for one in letters.values() if one.batch]
    if not whole:
        return letters
    return {
        letter: replace(one, batch=True, turned=whole[0].turned)
        if one.counted and one.role != "loss"
        and any(not name.lowered for name in met.get(letter, ())) else one
        for letter, one in letters.items()
    }  # fmt: skip


def _may_count(place: str, names: list[Slots], sizes: Sizes) -> bool:
    """Whether the indices there can be the numbers of examples."""
    if place == "last" and not any(len(one.lowered) > 1 for one in names):
        return False
    there = {one.lowered[0 if place == "first" else -1] for one in names if one.lowered}
    numbers = {one for one in there if isinstance(one, int)}
    may = sizes.indexed and len(numbers) > 1 and 0 not in numbers
    return may and (not sizes.examples or max(numbers) <= sizes.examples)


def _is_right(known: Evidence, meaning: Letter, notation: Notation, sizes: Sizes) -> bool:
    return fits(known, meaning, lettered(known.slots, meaning, notation.example, sizes))


def _has_room(meaning: Letter, name: Slots, sizes: Sizes, whole: bool = False) -> bool:
    """Whether an index is left on a name that no unit needs; or it may be a `whole` vector."""
    units = _units(meaning, sizes)
    if units is None or meaning.batch or name.marks or name.raised:
        return False
    lowered = [part for one in name.lowered for part in (one if isinstance(one, tuple) else (one,))]
    if not all(isinstance(one, int) or one in RUNNING for one in lowered):
        return False
    return not lowered or len(lowered) == (1 if units == 1 else 2) or (whole and len(lowered) == 1)


def _units(meaning: Letter, sizes: Sizes) -> int | None:
    """How many units what a letter means has; None for what belongs to no example."""
    if meaning.role not in OF_EXAMPLES:
        return None
    if meaning.role in ("x", "t", "output", "loss"):
        return {"x": sizes.units[0], "loss": 1}.get(meaning.role, sizes.units[-1])
    return sizes.units[meaning.layer] if isinstance(meaning.layer, int) else None

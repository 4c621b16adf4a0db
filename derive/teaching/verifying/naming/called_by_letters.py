"""Letters in place of numbers: L_A and L_B of two examples, y_A, y_B and y_P of three classes; and
bare ones for single units, a, b and c beside a layer of three, or one for all of them in turn."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from derive.teaching.verifying.naming.doubt import fits
from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.lettered import lettered, ref_of
from derive.teaching.verifying.naming.notation import ANY, Letter, Notation, Ref, Sizes, Slots
from derive.teaching.verifying.naming.weighted import Fit

Met = dict[str, list[Slots]]
Told = dict[str, list[Evidence]]

OTHERS = frozenset("hijklmnopqLTO")  # these run, or say a layer
FEWEST_DIGITS = 1  # as weight of evidence: two


def in_numbers(met: Met, told: Told, sizes: Sizes) -> dict[Slots, Slots]:
    """The same names with a number for the letter below, where there are as many letters as
    examples or as classes, and the numbers that are printed go with their order."""
    found: dict[Slots, Slots] = {}
    for letter, names in met.items():
        below = dict.fromkeys(str(one.lowered[0]) for one in names if _is_called(one))
        if len(below) < 2 or len(below) not in (sizes.examples, sizes.units[-1]):
            continue
        if any(one.lowered and not _is_called(one) for one in names):
            continue
        order = {one: at for at, one in enumerate(below, start=1)}
        known = [(one, order[str(one.slots.lowered[0])]) for one in told.get(letter, [])
                 if _is_called(one.slots) and str(one.slots.lowered[0]) in order]  # fmt: skip
        if 0 < len(known) <= 2 * sum(_may_be(one, at) for one, at in known):
            found |= {one: replace(one, lowered=(order[str(one.lowered[0])],))
                      for one in names if _is_called(one)}  # fmt: skip
    return found


def renamed(met: Met, told: Told, names: dict[Slots, Slots]) -> tuple[Met, Told]:
    """What was met and told, under other names."""
    return (
        {letter: [names.get(one, one) for one in found] for letter, found in met.items()},
        {letter: [replace(one, slots=names.get(one.slots, one.slots)) for one in found]
         for letter, found in told.items()},
    )  # fmt: skip


def with_called(notation: Notation, names: dict[Slots, Slots], sizes: Sizes) -> Notation:
    """The notation with these names bound to what they are under their other ones."""
    bound = {one: ref for one, other in names.items()
             if (ref := ref_of(other, notation, sizes)) is not None}  # fmt: skip
    return replace(notation, single={**notation.single, **bound})


def with_units(notation: Notation, met: Met, told: Told, sizes: Sizes) -> Notation:
    """The same with bare letters bound to single units, where their numbers say so and none is
    what the letter was taken for."""
    letters, single = dict(notation.letters), dict(notation.single)
    for letter, names in met.items():
        known = told.get(letter, [])
        if len(names) > 1 or not _is_bare(names[0]) or not known:
            continue
        meaning = letters.get(letter)
        if meaning is not None and any(_is_right(one, meaning, notation, sizes) for one in known):
            continue
        unit = _unit(known)
        if unit is not None and sizes.units[int(unit.key[2:])] > 1:
            letters.pop(letter, None)
            single[names[0]] = unit
    return replace(notation, letters=letters, single=single)


def reused(met: Met, told: Told) -> frozenset[str]:
    """Bare letters that are worked out for one unit after the other: net, and net again."""
    found, others = set(), set()
    for letter, names in met.items():
        computed = [one for one in told.get(letter, ()) if one.computed]
        if any(one.lowered or one.raised or one.marks for one in names) or len(computed) < 2:
            continue
        others.add(letter)
        can_be = [{(key, place) for key, _, place, _ in one.formed or one.fits
                   if key[:2] in ("z.", "a.") or key.startswith("delta.")}
                  for one in computed]  # fmt: skip
        units = [one for one in can_be if one]
        if any(not first & second for first in units for second in units):
            found.add(letter)
    return frozenset(others if found else ())


def _unit(known: list[Evidence]) -> Ref | None:
    """The unit that most of the worked out numbers of a letter can be of, if it is one alone."""
    can_be: Counter[tuple[str, tuple[int, ...]]] = Counter()
    for one in known:
        can_be.update({(key, place) for key, _, place, _ in _of_units(one) if place})
    first = can_be.most_common(2)
    if not first or 2 * first[0][1] < len(known) or (len(first) > 1 and first[1][1] == first[0][1]):
        return None
    key, place = first[0][0]
    return Ref(key, ANY, place)


def _of_units(one: Evidence) -> list[Fit]:
    """What goes into a unit by the formula of a number, or else what its digits can be of one."""
    formed = [fit for fit in one.formed if fit[0][:2] == "z."]
    if formed or not one.computed or one.weight < FEWEST_DIGITS:
        return formed
    return [fit for fit in one.fits if fit[0][:2] in ("z.", "a.")]


def _is_right(one: Evidence, meaning: Letter, notation: Notation, sizes: Sizes) -> bool:
    """Whether a number can be what its letter was taken for; its formula knows better."""
    ref = lettered(one.slots, meaning, notation.example, sizes)
    return fits(replace(one, fits=one.formed or one.fits), meaning, ref)


def _is_called(one: Slots) -> bool:
    """Whether a name has one letter below, that is no index and no word for a layer."""
    match one.lowered:
        case (str() as letter,):
            alone = not (one.marks or one.raised)
            return alone and len(letter) == 1 and letter.isalpha() and letter not in OTHERS
    return False


def _is_bare(one: Slots) -> bool:
    return not (one.lowered or one.raised or one.marks or one.new) and len(one.letter) == 1


def _may_be(one: Evidence, number: int) -> bool:
    """Whether a printed number can be that of this example, or of this unit."""
    return any(at == number or place == (number - 1, 0) for _, at, place, _ in one.fits)

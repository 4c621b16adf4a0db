"""Names that no meaning of their letter reads, bound one by one by the values printed for them."""

from __future__ import annotations

from derive.teaching.verifying.evidence import Evidence
from derive.teaching.verifying.lettered import lettered
from derive.teaching.verifying.notation import ANY, Notation, Ref, Sizes, Slots
from derive.teaching.verifying.usual import COUNTED


def with_single(notation: Notation, told: dict[str, list[Evidence]], sizes: Sizes) -> Notation:
    """Names that no meaning of their letter reads, bound one by one where one value fits."""
    single: dict[Slots, Ref] = {}
    for letter, known in told.items():
        meaning = notation.letters.get(letter)
        for one in known:
            if letter in COUNTED and not (one.slots.lowered or one.slots.raised):
                continue
            if meaning is not None and lettered(one.slots, meaning, notation.example, sizes):
                continue
            given = {(key, place) for key, _, place, _ in one.fits if key[:2] in ("W.", "b.", "x")}
            other = {(key, place) for key, _, place, _ in one.fits if place}
            for choice in (given, other):
                if choice is given and one.worked:
                    continue
                if len(choice) == 1 and (choice is given or one.weight >= 2):
                    ((key, place),) = choice
                    single[one.slots] = Ref(key, ANY, place)
                    break
    return Notation(notation.letters, notation.example, single)

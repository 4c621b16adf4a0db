"""Letters below that name layers, whichever they are: net_h and o_h of the hidden units, net_k and
o_k of the outputs, delta_{k1} of the first of these. The numbers that are printed tell which one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.lettered import ref_of
from derive.teaching.verifying.naming.notation import ANY, Notation, Ref, Sizes, Slots

ROLES = ("z", "a", "delta", "minus.delta", "grad.a", "minus.grad.a")
FEWEST = 2  # layers that have a letter


def with_layer_letters(
    notation: Notation, met: dict[str, list[Slots]], told: dict[str, list[Evidence]], sizes: Sizes
) -> Notation:
    """The same with such names bound to their layers, where several letters are told apart."""
    layers = _layers(told)
    if len({*layers.values()}) < FEWEST:
        return notation
    single = dict(notation.single)
    for letter, names in met.items():
        meaning = notation.letters.get(letter)
        if meaning is None or meaning.role not in ROLES:
            continue
        printed = {one.slots for one in told.get(letter, ())}
        for one in names:
            word, unit = _of_layer(one)
            layer = layers.get(word)
            if layer is None or one in single or (not unit and one not in printed):
                continue  # without a number, delta_k may be any
            if unit <= sizes.units[layer] and ref_of(one, notation, sizes) is None:
                key = f"{'new.' if one.new else ''}{meaning.role}.{layer}"
                entry = (unit - 1, 0) if unit else ()
                single[one] = Ref(key, ANY, entry, meaning.turned and not entry)
    return replace(notation, single=single)


def _layers(told: dict[str, list[Evidence]]) -> dict[str, int]:
    """The layer that each letter below is told to name, by more than any other."""
    votes: dict[str, Counter[int]] = {}
    for known in told.values():
        for one in known:
            word, unit = _of_layer(one.slots)
            if word:
                for layer in {*_fitting(one, unit)}:
                    votes.setdefault(word, Counter())[layer] += 1
    return {word: first[0][0] for word, told_of in votes.items()
            if len(first := told_of.most_common(2)) == 1 or first[0][1] > first[1][1]}  # fmt: skip


def _fitting(one: Evidence, unit: int) -> Iterator[int]:
    for key, _, place, _ in one.fits:
        role, _, layer = key.removeprefix("new.").rpartition(".")
        if role in ROLES and layer.isdigit() and place == ((unit - 1, 0) if unit else ()):
            yield int(layer)


def _of_layer(slots: Slots) -> tuple[str, int]:
    """The letter below a name, and the number behind it; 0 where there is none."""
    if slots.marks or slots.raised:
        return "", 0
    match slots.lowered:
        case (str() as word,) if len(word) == 1 and word.isalpha():
            return word, 0
        case ((str() as word, int() as unit),) if len(word) == 1 and unit > 0:
            return word, unit
    return "", 0

"""Names that no meaning of their letter reads, bound one by one by the values printed for them."""

from __future__ import annotations

from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.lettered import lettered
from derive.teaching.verifying.naming.notation import ANY, Notation, Ref, Sizes, Slots
from derive.teaching.verifying.naming.usual import COUNTED, USUAL


def with_single(notation: Notation, told: dict[str, list[Evidence]], sizes: Sizes) -> Notation:
    """Names that no meaning of their letter reads, bound one by one where one value fits."""
    single: dict[Slots, Ref] = {}
    for letter, known in told.items():
        meaning = notation.letters.get(letter)
        for one in known:
            if letter in COUNTED and not (one.slots.lowered or one.slots.raised):
                continue
            if letter == "Delta" and _is_in_turn(one.slots, known):
                continue
            if meaning is not None and lettered(one.slots, meaning, notation.example, sizes):
                continue
            given = {(key, place) for key, _, place, _ in one.fits if key[:2] in ("W.", "b.", "x")}
            other = {(key, place) for key, _, place, _ in one.fits if place}
            for choice, is_datum in ((given, True), (other, False)):
                if is_datum and one.worked:
                    continue
                if len(choice) == 1 and (is_datum or one.weight >= 2):
                    ((key, place),) = choice
                    if not is_datum and _is_by_accident(key, known):
                        continue
                    single.setdefault(one.slots, Ref(key, ANY, place))  # not that after a step
                    break
    return Notation(notation.letters, notation.example, single)


def _is_by_accident(key: str, known: list[Evidence]) -> bool:
    """Whether what fits one name of a letter fits few others of it: r_3 alone of all the r."""
    role = key.partition(".")[0]
    hits = sum(any(other.partition(".")[0] == role for other, *_ in one.fits) for one in known)
    return len(known) > 2 and 2 * hits < len(known)


def _is_in_turn(slots: Slots, known: list[Evidence]) -> bool:
    """Whether a name is one thing after the other: nothing fits all that is printed for it."""
    return not frozenset.intersection(*(one.fits for one in known if one.slots == slots)) and (
        sum(one.slots == slots for one in known) > 1
    )


def with_weights_named(
    notation: Notation, met: dict[str, list[Slots]], told: dict[str, list[Evidence]]
) -> Notation:
    """The same with deltas by the letter of the weights that they belong to: delta_w."""
    layers = {letter: one.layer for letter, one in notation.letters.items() if one.role == "W"}
    single = dict(notation.single)
    for letter, names in met.items():
        of = {slots: layers.get(str(slots.lowered[0])) for slots in names if _is_word(slots)}
        named = {slots: layer for slots, layer in of.items() if isinstance(layer, int)}
        if "delta" not in USUAL.get(letter, ()) or len(named) < 2:
            continue
        fits = [{key for key, *_ in one.fits} for one in told.get(letter, []) if one.slots in named]
        minus = sum(any(key.startswith("minus.delta") for key in keys) for keys in fits)
        plus = sum(any(key.startswith("delta") for key in keys) for keys in fits)
        role = "minus.delta" if minus > plus else "delta"
        single |= {slots: Ref(f"{role}.{layer}") for slots, layer in named.items()}
    return Notation(notation.letters, notation.example, single)


def _is_word(slots: Slots) -> bool:
    alone = len(slots.lowered) == 1 and not (slots.marks or slots.raised or slots.new)
    return alone and isinstance(slots.lowered[0], str)
